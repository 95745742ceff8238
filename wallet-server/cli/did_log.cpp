#include "wallet-server/cli/did_log.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "did/webvh/change.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/output.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string log;
    std::string update_key;
    std::vector<std::string> keys;
    std::vector<std::string> revoke;
    std::string since;
    std::string new_update_key;
    std::string next_key;
    std::string now;
    std::string output;
};

Result<Status> write(const std::string& path, const Result<std::string>& log) {
    if (!log) return log.error();
    if (const auto written = write_output(path, *log); !written) return written.error();
    return Status::Done;
}

Result<std::optional<crypto::PublicKey>> optional_key(const std::string& path) {
    if (path.empty()) return std::optional<crypto::PublicKey>();
    const auto key = read_key(path);
    if (!key) return key.error();
    return std::optional(key->public_key);
}

Result<Status> rotate(const Arguments& arguments) {
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    const auto log = read_input(arguments.log);
    if (!log) return log.error();
    const auto signer = read_signer(arguments.update_key);
    if (!signer) return signer.error();
    std::vector<crypto::PublicKey> keys;
    for (const auto& path : arguments.keys) {
        const auto key = read_key(path);
        if (!key) return key.error();
        keys.push_back(key->public_key);
    }
    auto since = arguments.since.empty() ? now : instant_option(arguments.since, "--since");
    if (!since) return since.error();
    auto new_update_key = optional_key(arguments.new_update_key);
    if (!new_update_key) return new_update_key.error();
    auto next_key = optional_key(arguments.next_key);
    if (!next_key) return next_key.error();
    const did::webvh::Rotation rotation{keys, arguments.revoke, *since, *std::move(new_update_key),
                                        *std::move(next_key)};
    return write(arguments.output, did::webvh::rotate(*log, rotation, **signer, *now));
}

Result<Status> deactivate(const Arguments& arguments) {
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    const auto log = read_input(arguments.log);
    if (!log) return log.error();
    const auto signer = read_signer(arguments.update_key);
    if (!signer) return signer.error();
    return write(arguments.output, did::webvh::deactivate(*log, **signer, *now));
}

void add_common(CLI::App& command, Arguments& arguments) {
    command.add_option("LOG", arguments.log, "did.jsonl as it is published")->required();
    command
        .add_option("--update-key", arguments.update_key, "key that signs the log; where keys are promised, that one")
        ->type_name("KEY")
        ->required();
    command.add_option("--now", arguments.now, "date of the entry; the system's when absent")->type_name("INSTANT");
    command.add_option("-o,--output", arguments.output, "file; standard output when absent")->type_name("FILE");
}

}  // namespace

void add_did_log(CLI::App& did, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(
        did, "rotate", "Print the log of a did:webvh with new keys; old ones stay for what they signed", invocation);
    add_common(*command, *arguments);
    command->add_option("--key", arguments->keys, "new key for signing credentials; may be repeated")
        ->type_name("KEY")
        ->allow_extra_args(false);
    command->add_option("--revoke", arguments->revoke, "method that is not to be believed any more; may be repeated")
        ->type_name("METHOD")
        ->allow_extra_args(false);
    command->add_option("--since", arguments->since, "with --revoke: from when on; the date of the entry when absent")
        ->type_name("INSTANT");
    command->add_option("--new-update-key", arguments->new_update_key, "key that signs the next entry")
        ->type_name("KEY");
    command->add_option("--next-key", arguments->next_key, "update key after that one, promised ahead")
        ->type_name("KEY");
    command->callback([=, &invocation] { invocation.action = [=](Progress&) { return rotate(*arguments); }; });

    command = add_command(did, "deactivate", "Print the log of a did:webvh with the entry that ends it", invocation);
    add_common(*command, *arguments);
    command->callback([=, &invocation] { invocation.action = [=](Progress&) { return deactivate(*arguments); }; });
}

}  // namespace blason::cli
