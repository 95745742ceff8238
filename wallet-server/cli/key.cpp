// blason key generate | public | did
#include <memory>
#include <utility>
#include <vector>

#include "did/did_key.hpp"
#include "engine/crypto/key_type.hpp"
#include "engine/crypto/random.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/output.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string type = "ed25519";
    std::string key;
    std::string output;
};

const crypto::KeyTypeInfo* find_type(std::string_view name) {
    for (const auto& type : crypto::key_types()) {
        if (type.cli_name == name) return &type;
    }
    return nullptr;
}

std::vector<std::string> type_names() {
    std::vector<std::string> names;
    for (const auto& type : crypto::key_types()) {
        if (!type.cli_name.empty()) names.emplace_back(type.cli_name);
    }
    return names;
}

Result<Status> done(const Result<void>& written) {
    if (!written) return written.error();
    return Status::Done;
}

Result<Status> generate(const Arguments& arguments) {
    auto key = crypto::generate_key(find_type(arguments.type)->type, crypto::system_random());
    if (!key) return std::move(key).error();
    std::string text = crypto::private_jwk_text(*key);
    const auto written = write_private_key(arguments.output, text);
    crypto::wipe(text);
    return done(written);
}

Result<Status> print_public(const Arguments& arguments) {
    const auto key = read_key(arguments.key);
    if (!key) return key.error();
    return done(write_output(arguments.output, json::serialize(key->public_key.jwk())));
}

Result<Status> print_did(const Arguments& arguments, bool as_json) {
    const auto key = read_key(arguments.key);
    if (!key) return key.error();
    const std::string did = did::did_key(key->public_key);
    return done(write_output(arguments.output, as_json ? json::serialize(json::Object{{"did", did}}) : did));
}

}  // namespace

void add_key(CLI::App& app, Invocation& invocation) {
    auto* key = app.add_subcommand("key", "Make keys and look at them");
    key->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();

    auto* command =
        add_command(*key, "generate", "Make a private key: a JWK, in a file only its owner can read", invocation);
    command->add_option("--type", arguments->type, "kind of key")
        ->check(CLI::IsMember(type_names()))
        ->capture_default_str();
    command->add_option("-o,--output", arguments->output, "new file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] { invocation.action = [=](Progress&) { return generate(*arguments); }; });

    command = add_command(*key, "public", "Print the public JWK of a key", invocation);
    command->add_option("KEY", arguments->key, "private key file")->required();
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] { invocation.action = [=](Progress&) { return print_public(*arguments); }; });

    command = add_command(*key, "did", "Print the did:key of a key", invocation);
    command->add_option("KEY", arguments->key, "private key file")->required();
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return print_did(*arguments, invocation.common.json); };
    });
}

}  // namespace blason::cli
