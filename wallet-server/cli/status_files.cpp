// blason status create | set | show: a status list credential as a file.
#include <memory>
#include <utility>
#include <vector>

#include "did/did_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/issue.hpp"
#include "vc/model/values.hpp"
#include "vc/status/bitstring.hpp"
#include "vc/status/make_list.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/status.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

using vc::status::BitList;
using vc::status::BitOrder;

struct Arguments {
    std::string input;
    std::string key;
    std::string output;
    std::string id;
    std::string issuer;
    std::string verification_method;
    std::string created;
    std::string purpose = "revocation";
    std::uint64_t entries = vc::status::kMinEntries;
    std::vector<std::uint64_t> indexes;
    unsigned size = 1;
    unsigned value = 1;
};

Error usage(std::string detail) {
    return {"usage", std::move(detail), {}, ErrorKind::Usage};
}

/// The suite that fits the key.
std::string suite_of(const crypto::Signer& signer) {
    return signer.public_key().type() == crypto::KeyType::Ed25519 ? "eddsa-rdfc-2022" : "ecdsa-rdfc-2019";
}

Result<Status> sign_and_write(json::Value credential, const crypto::Signer& signer, Instant created,
                              const Arguments& arguments, const Common& common) {
    const auto world = World::open(common);
    if (!world) return world.error();
    vc::IssueOptions options;
    options.cryptosuite = suite_of(signer);
    options.verification_method = arguments.verification_method;
    options.created = created;
    const auto secured = vc::issue(std::move(credential), signer, options, (*world)->environment());
    if (!secured) return secured.error();
    if (const auto written = write_output(arguments.output, secured->text); !written) return written.error();
    return Status::Done;
}

Result<Status> create(const Arguments& arguments, const Common& common) {
    const auto created = instant_option(arguments.created, "--created");
    if (!created) return created.error();
    if (!vc::model::is_url(arguments.id)) return usage("--id is the URL where the list will be published.");
    const auto signer = read_signer(arguments.key);
    if (!signer) return signer.error();
    const auto issuer = arguments.issuer.empty() ? did::did_key((*signer)->public_key()) : arguments.issuer;
    const BitList bits(arguments.entries, arguments.size, BitOrder::LeftToRight);
    const vc::status::ListFacts facts{arguments.id, issuer, arguments.purpose, *created, {}, {}};
    return sign_and_write(vc::status::make_list_credential(facts, bits), **signer, *created, arguments, common);
}

struct ListFile {
    json::Value credential;
    vc::status::List list;
};

Result<ListFile> read_list_file(const std::string& path) {
    const auto text = read_input(path);
    if (!text) return text.error();
    auto credential = json::parse(*text, {}, {.allow_nul = false});
    if (!credential) return std::move(credential).error();
    auto list = vc::status::read_list(*credential);
    if (!list) return std::move(list).error();
    return ListFile{std::move(*credential), std::move(*list)};
}

/// The same list with other values, dated now and signed anew.
Result<Status> set(const Arguments& arguments, const Common& common) {
    const auto created = instant_option(arguments.created, "--created");
    if (!created) return created.error();
    auto file = read_list_file(arguments.input);
    if (!file) return std::move(file).error();
    if (file->list.generation != vc::status::Generation::Bitstring)
        return refused("status-list-older-kind", "Lists of the older kind are read, and no longer written.");
    const auto signer = read_signer(arguments.key);
    if (!signer) return signer.error();
    for (const auto index : arguments.indexes) {
        if (!file->list.bits.set(index, arguments.size, arguments.value))
            return refused("RANGE_ERROR", std::to_string(index) + " is outside the list, or the value does not fit.");
    }
    auto& credential = file->credential.get_object();
    credential.stable_erase("proof");
    credential["validFrom"] = format_instant(*created);
    auto& subject = credential["credentialSubject"];
    auto& list = subject.is_array() ? subject.get_array().front() : subject;
    list.get_object()["encodedList"] = vc::status::encode_list(file->list.bits);
    return sign_and_write(std::move(file->credential), **signer, *created, arguments, common);
}

/// What the list says; whether to believe it is what `blason verify` is for.
Result<Status> show(const Arguments& arguments, const Common& common) {
    const auto file = read_list_file(arguments.input);
    if (!file) return file.error();
    const auto& bits = file->list.bits;
    json::Object values;
    const auto add = [&](std::uint64_t index) {
        const auto value = bits.get(index, arguments.size);
        if (value) values[std::to_string(index)] = *value;
        return value.has_value();
    };
    for (const auto index : arguments.indexes)
        if (!add(index)) return refused("RANGE_ERROR", std::to_string(index) + " is outside the list.");
    if (arguments.indexes.empty()) {
        for (std::uint64_t index = 0; index < bits.entries(arguments.size); ++index)
            if (*bits.get(index, arguments.size) != 0) add(index);
    }
    std::string text;
    if (common.json) {
        json::Array purposes;
        for (const auto& purpose : file->list.purposes) purposes.emplace_back(purpose);
        text = json::serialize(json::Object{{"purposes", std::move(purposes)},
                                            {"entries", bits.entries(arguments.size)},
                                            {"values", std::move(values)}});
    } else {
        for (const auto& purpose : file->list.purposes) text += purpose + " ";
        text += "list of " + std::to_string(bits.entries(arguments.size)) + " entries, " +
                std::to_string(values.size()) + (arguments.indexes.empty() ? " set" : " asked for");
        for (const auto& [index, value] : values)
            text += "\n" + std::string(index.data(), index.size()) + " " + json::serialize(value);
    }
    if (const auto written = write_output(arguments.output, text); !written) return written.error();
    return Status::Done;
}

void add_signing_options(CLI::App& command, const std::shared_ptr<Arguments>& arguments) {
    command.add_option("--key", arguments->key, "private key file")->type_name("KEY")->required();
    command
        .add_option("--verification-method", arguments->verification_method,
                    "URL of the public key; the key's did:key when absent")
        ->type_name("URL");
    command.add_option("--created", arguments->created, "time of the list and its proof; now when absent")
        ->type_name("INSTANT");
}

void add_list_options(CLI::App& command, const std::shared_ptr<Arguments>& arguments) {
    command.add_option("--size", arguments->size, "bits of one entry (statusSize)")
        ->check(CLI::Range(1, 8))
        ->capture_default_str();
    command.add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
}

}  // namespace

void add_status_files(CLI::App& status, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    const auto act = [&invocation, arguments](CLI::App* command,
                                              Result<Status> (*action)(const Arguments&, const Common&)) {
        command->callback([=, &invocation] {
            invocation.action = [=, &invocation](Progress&) { return action(*arguments, invocation.common); };
        });
    };
    auto* command = add_command(status, "create", "Sign an empty status list, to be published at --id", invocation);
    command->add_option("--id", arguments->id, "where the list will be published")->type_name("URL")->required();
    command->add_option("--purpose", arguments->purpose, "revocation, suspension, message, refresh")
        ->type_name("NAME")
        ->capture_default_str();
    command->add_option("--entries", arguments->entries, "how many credentials the list is for")
        ->check(CLI::Range(vc::status::kMinEntries, std::uint64_t{vc::status::kMaxListBytes}))
        ->capture_default_str();
    command->add_option("--issuer", arguments->issuer, "who keeps the list; the key's did:key when absent")
        ->type_name("URL");
    add_signing_options(*command, arguments);
    add_list_options(*command, arguments);
    act(command, create);

    command = add_command(status, "set", "Set entries of a status list and sign it again", invocation);
    command->add_option("LIST", arguments->input, "status list credential; standard input when absent or -");
    command->add_option("--index", arguments->indexes, "which entry; may be repeated")->type_name("N")->required();
    command->add_option("--value", arguments->value, "what it becomes; 0 is not set")
        ->check(CLI::Range(0, 255))
        ->capture_default_str();
    add_signing_options(*command, arguments);
    add_list_options(*command, arguments);
    act(command, set);

    command = add_command(status, "show", "Print what is set in a status list", invocation);
    command->add_option("LIST", arguments->input, "status list credential; standard input when absent or -");
    command->add_option("--index", arguments->indexes, "only this entry; may be repeated")->type_name("N");
    add_list_options(*command, arguments);
    act(command, show);
}

}  // namespace blason::cli
