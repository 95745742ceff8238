// blason status: what all its subcommands are, and those that speak to a server.
#include "wallet-server/cli/status.hpp"

#include <charconv>
#include <memory>
#include <utility>
#include <vector>

#include "engine/json/serialize.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/server_call.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/storage/data_folder.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::cli {
namespace {

struct ServerArguments {
    std::vector<std::string> ids;
    std::string server;
    std::string api_key;
    std::string issuer;
    std::string reason;
    std::string purpose;
    bool set = true;
};

/// The ids given, or one a line of standard input.
Result<std::vector<std::string>> credential_ids(const ServerArguments& arguments) {
    if (arguments.ids != std::vector<std::string>{"-"}) return arguments.ids;
    auto input = Input::open("-");
    if (!input) return std::move(input).error();
    std::vector<std::string> ids;
    std::string line;
    while (true) {
        const auto read = input->read_line(line);
        if (!read) return read.error();
        if (*read == Input::Line::End) return ids;
        if (*read == Input::Line::Read && !line.empty()) ids.push_back(line);
    }
}

json::Array request_body(const std::vector<std::string>& ids, const ServerArguments& arguments) {
    json::Array body;
    for (const auto& id : ids) {
        json::Object change;
        change["credentialId"] = id;
        change["credentialStatus"] =
            json::Object{{"type", "BitstringStatusListEntry"}, {"statusPurpose", arguments.purpose}};
        change["status"] = arguments.set;
        if (!arguments.reason.empty()) change["reason"] = arguments.reason;
        body.push_back(std::move(change));
    }
    return body;
}

/// "/3" is the fourth of the ids.
Error about_id(Error error, const std::vector<std::string>& ids) {
    std::size_t place = 0;
    const auto digits = std::string_view(error.pointer).substr(error.pointer.empty() ? 0 : 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), place);
    if (!digits.empty() && read.ec == std::errc() && place < ids.size())
        error.detail = ids[place] + ": " + error.detail;
    return error;
}

Result<Status> set_on_server(const ServerArguments& arguments, const Common& common) {
    const auto ids = credential_ids(arguments);
    if (!ids) return ids.error();
    if (ids->empty()) return Error{"usage", "Which credentials?", {}, ErrorKind::Usage};
    ServerCall call{arguments.server, arguments.api_key};
    if (!arguments.issuer.empty()) call.path = "/issuers/" + arguments.issuer;
    call.path += "/credentials/status/batch";
    call.content_type = "application/json";
    call.body = json::serialize(request_body(*ids, arguments));
    const auto answer = post_to_server(call);
    if (!answer) return about_id(answer.error(), *ids);
    const auto* changed = json::find(*answer, "changed");
    if (changed == nullptr || !changed->is_int64())
        return unavailable("server-answer", "The server's answer is not understood.");
    const std::string text =
        common.json ? json::serialize(*answer)
                    : std::to_string(changed->get_int64()) + " of " + std::to_string(ids->size()) + " changed.";
    if (const auto written = write_output({}, text); !written) return written.error();
    return Status::Done;
}

void add_on_server(CLI::App& status, const std::string& name, const std::string& help, const std::string& purpose,
                   bool set, Invocation& invocation) {
    const auto arguments = std::make_shared<ServerArguments>();
    arguments->purpose = purpose;
    arguments->set = set;
    auto* command = add_command(status, name, help, invocation);
    command
        ->add_option("ID", arguments->ids,
                     "the credential's id, or its address; - reads one a line from standard input")
        ->required();
    command->add_option("--server", arguments->server, "address of the running server")->type_name("URL")->required();
    command->add_option("--api-key", arguments->api_key, "file (mode 0600) with an API key; a demo server needs none")
        ->type_name("FILE");
    command->add_option("--issuer", arguments->issuer, "short name of the issuer; the server's first one when absent")
        ->type_name("NAME");
    if (set) {
        command->add_option("--reason", arguments->reason, "published in a 1EdTech revocation list")->type_name("TEXT");
    }
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return set_on_server(*arguments, invocation.common); };
    });
}

Result<Status> close_lists(const std::string& data) {
    const auto folder = storage::DataFolder::open_existing(data);
    if (!folder) return folder.error();
    const auto now_ms = service::to_ms(system_now());
    auto store = storage::SqliteStore::open((*folder)->database(), now_ms);
    if (!store) return std::move(store).error();
    const auto closed =
        (*store)->close_status_lists({"", "status-list.close-all", "status-lists", "command-line", "", now_ms});
    if (!closed) return closed.error();
    if (const auto written = write_output({}, std::to_string(*closed) + " lists closed."); !written)
        return written.error();
    return Status::Done;
}

}  // namespace

void add_status(CLI::App& app, Invocation& invocation) {
    auto* status = app.add_subcommand("status", "Revoke, suspend and restore credentials; keep status lists in files");
    status->require_subcommand(1);
    add_on_server(*status, "revoke", "Revoke credentials of a running server, for ever", "revocation", true,
                  invocation);
    add_on_server(*status, "suspend", "Suspend credentials of a running server", "suspension", true, invocation);
    add_on_server(*status, "restore", "End the suspension of credentials", "suspension", false, invocation);

    const auto data = std::make_shared<std::string>("data");
    auto* command = add_command(*status, "close-lists",
                                "After restoring a backup: no list it knows gives out another place", invocation);
    command->add_option("--data", *data, "data folder of a stopped server")->type_name("DIR")->capture_default_str();
    command->callback([=, &invocation] { invocation.action = [=](Progress&) { return close_lists(*data); }; });

    add_status_files(*status, invocation);
}

}  // namespace blason::cli
