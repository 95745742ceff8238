// blason did resolve | create
#include "did/did.hpp"

#include <memory>
#include <utility>

#include "did/did_jwk.hpp"
#include "did/did_key.hpp"
#include "did/did_web.hpp"
#include "did/make_document.hpp"
#include "did/peer/did_peer.hpp"
#include "did/webvh/author.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/did_log.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string did;
    std::string now;
    std::string method;
    std::string key;
    std::string domain;
    std::string path;
    int numalgo = 2;
    std::string services;
    std::string update_key;
    std::string next_key;
    bool portable = false;
    std::string output;
};

Result<Status> write(const std::string& path, const std::string& text) {
    if (const auto written = write_output(path, text); !written) return written.error();
    return Status::Done;
}

/// With --json the resolution result of DID Resolution, also when it is an error; else the document.
Result<Status> resolve(const Arguments& arguments, const Common& common) {
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    const auto resolution = (*world)->resolver().resolve(arguments.did, {.now = *now});
    if (!resolution) {
        if (common.json) {
            const auto text = json::pretty(did::resolution_error_json(resolution.error()));
            if (const auto written = write_output(arguments.output, text); !written) return written.error();
        }
        return resolution.error();
    }
    return write(arguments.output,
                 json::pretty(common.json ? did::resolution_json(*resolution) : resolution->document.json));
}

std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> out;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (end > 0) out.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return out;
}

/// The document to serve at the place that the identifier names.
Result<json::Value> web_document(const Arguments& arguments, const crypto::PublicKey& key) {
    if (arguments.domain.empty()) {
        return Error{
            "usage", "--method web needs --domain, the host that will serve the document.", {}, ErrorKind::Usage};
    }
    const auto did = did::Did::parse(did::did_web(arguments.domain, segments(arguments.path)));
    if (!did) return did.error();
    if (const auto url = did::did_web_url(*did); !url) return url.error();
    const did::DocumentKey document_key{key, key.multikey()};
    return std::move(did::make_document(did->text, {&document_key, 1}).json);
}

/// The services to write into a did:peer: a file with a JSON list.
Result<json::Array> read_services(const std::string& path) {
    if (path.empty()) return json::Array();
    const auto text = read_input(path);
    if (!text) return text.error();
    const auto value = json::parse(*text);
    if (!value) return value.error();
    if (!value->is_array()) return malformed("wrong-type", "The services are a list.");
    return value->get_array();
}

/// One key for assertions and for authentication; the numalgo says how much of it stands in the identifier.
Result<std::string> peer_did(const Arguments& arguments, const crypto::PublicKey& key) {
    const auto services = read_services(arguments.services);
    if (!services) return services.error();
    if (arguments.numalgo == 0) {
        if (services->empty()) return did::peer::create_from_key(key);
        return Error{"usage", "A did:peer:0 is a key alone; services need --numalgo 2 or 4.", {}, ErrorKind::Usage};
    }
    const did::peer::Key keys[] = {{did::Purpose::AssertionMethod, key}, {did::Purpose::Authentication, key}};
    if (arguments.numalgo == 2) return did::peer::create_from_keys(keys, *services);
    return did::peer::create_from_document(did::peer::input_document(keys, *services));
}

Result<std::string> key_did(const Arguments& arguments, const crypto::PublicKey& key) {
    if (arguments.method == "key") return did::did_key(key);
    if (arguments.method == "jwk") return did::did_jwk(key);
    return peer_did(arguments, key);
}

/// The log to serve beside the place that the identifier names.
Result<did::webvh::StartedLog> webvh_log(const Arguments& arguments) {
    if (arguments.domain.empty()) {
        return Error{"usage", "--method webvh needs --domain, the host that will serve the log.", {}, ErrorKind::Usage};
    }
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    const auto key = read_key(arguments.key);
    if (!key) return key.error();
    const auto signer = read_signer(arguments.update_key.empty() ? arguments.key : arguments.update_key);
    if (!signer) return signer.error();
    json::Object parameters{{"updateKeys", json::Array{json::Value((*signer)->public_key().multikey())}}};
    if (!arguments.next_key.empty()) {
        const auto next = read_key(arguments.next_key);
        if (!next) return next.error();
        parameters["nextKeyHashes"] = json::Array{json::Value(did::webvh::promise_of(next->public_key))};
    }
    if (arguments.portable) parameters["portable"] = true;
    const auto place = did::web_identifier(arguments.domain, segments(arguments.path));
    const did::DocumentKey document_key{key->public_key, key->public_key.multikey()};
    const auto document = did::make_document(did::webvh::unfinished_did(place), {&document_key, 1});
    return did::webvh::start_log(std::move(parameters), document.json, **signer, *now);
}

Result<Status> create_webvh(const Arguments& arguments, const Common& common) {
    const auto log = webvh_log(arguments);
    if (!log) return log.error();
    if (!common.json) return write(arguments.output, log->text);
    return write(arguments.output, json::serialize(json::Object{{"did", log->did}, {"log", log->text}}));
}

Result<json::Value> created_document(const Arguments& arguments, const Common& common) {
    const auto key = read_key(arguments.key);
    if (!key) return key.error();
    if (arguments.method == "web") return web_document(arguments, key->public_key);
    const auto did = key_did(arguments, key->public_key);
    if (!did) return did.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    auto resolution = (*world)->resolver().resolve(*did, {.now = system_now()});
    if (!resolution) return std::move(resolution).error();
    return std::move(resolution->document.json);
}

Result<Status> create(const Arguments& arguments, const Common& common) {
    if (arguments.method == "webvh") return create_webvh(arguments, common);
    auto document = created_document(arguments, common);
    if (!document) return std::move(document).error();
    if (!common.json) return write(arguments.output, json::pretty(*document));
    json::Value did = *json::find(*document, "id");
    return write(arguments.output,
                 json::serialize(json::Object{{"did", std::move(did)}, {"didDocument", std::move(*document)}}));
}

}  // namespace

void add_did(CLI::App& app, Invocation& invocation) {
    auto* did = app.add_subcommand("did", "Decentralized identifiers");
    did->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();

    auto* command =
        add_command(*did, "resolve", "Print the document of a DID; with --json the resolution result", invocation);
    command->add_option("DID", arguments->did, "did:key, did:jwk, did:web, did:peer or did:webvh")->required();
    command->add_option("--now", arguments->now, "time to judge by; the system's when absent")->type_name("INSTANT");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return resolve(*arguments, invocation.common); };
    });

    command =
        add_command(*did, "create", "Print the document of a new DID for a key; of a did:webvh the log", invocation);
    command->add_option("--method", arguments->method, "DID method")
        ->check(CLI::IsMember({"key", "web", "jwk", "peer", "webvh"}))
        ->required();
    command->add_option("--key", arguments->key, "private key file")->type_name("KEY")->required();
    command
        ->add_option("--domain", arguments->domain, "with --method web or webvh: the host that serves it, HOST[:PORT]")
        ->type_name("HOST");
    command->add_option("--path", arguments->path, "with --method web or webvh: the folder on that host")
        ->type_name("A/B");
    command
        ->add_option("--numalgo", arguments->numalgo,
                     "with --method peer: a key (0), keys and services (2), a document (4)")
        ->check(CLI::IsMember({0, 2, 4}));
    command->add_option("--services", arguments->services, "with --method peer: JSON list of services")
        ->type_name("FILE");
    command
        ->add_option("--update-key", arguments->update_key,
                     "with --method webvh: key that signs the log; --key itself when absent")
        ->type_name("KEY");
    command
        ->add_option("--next-key", arguments->next_key,
                     "with --method webvh: the update key after that one, promised ahead")
        ->type_name("KEY");
    command->add_flag("--portable", arguments->portable, "with --method webvh: it may move to another host later");
    command->add_option("--now", arguments->now, "with --method webvh: date of the entry; the system's when absent")
        ->type_name("INSTANT");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return create(*arguments, invocation.common); };
    });
    add_did_log(*did, invocation);
}

}  // namespace blason::cli
