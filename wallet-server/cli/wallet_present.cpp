// blason wallet present
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>

#include "engine/crypto/random.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/oid4vp/link.hpp"
#include "vc/read.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/person.hpp"
#include "wallet-server/cli/wallet.hpp"
#include "wallet-server/cli/world.hpp"
#include "wallet-server/service/oid4vp/trust_file.hpp"
#include "wallet-server/service/oid4vp/wallet_side.hpp"

namespace blason::cli {
namespace {

using namespace service::oid4vp;

struct Arguments {
    std::string request;
    std::vector<std::string> credentials;
    std::string key;
    std::string trust;
    std::vector<std::string> choices;
    std::vector<std::string> transaction_types;
    bool yes = false;
    bool show = false;
    bool decline = false;
};

/// A file, or each file of a folder, in the order of their names.
Result<std::vector<WalletCredential>> read_wallet(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code failed;
        if (path == "-" || !std::filesystem::is_directory(path, failed)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (const auto& entry : std::filesystem::directory_iterator(path, failed))
            if (entry.is_regular_file(failed)) inside.push_back(entry.path().string());
        std::ranges::sort(inside);
        files.insert(files.end(), inside.begin(), inside.end());
    }
    std::vector<WalletCredential> out;
    for (const std::string& file : files) {
        auto text = read_input(file);
        if (!text) return std::move(text).error();
        out.push_back({file, std::string(vc::trimmed(*text))});
    }
    return out;
}

/// `QUERY=CREDENTIAL`, where QUERY is an id of the request.
Result<json::Object> choice_of(const std::vector<std::string>& choices) {
    json::Object out;
    for (const std::string& one : choices) {
        const auto equals = one.find('=');
        if (equals == std::string::npos)
            return Error{"usage", "--choose takes QUERY=CREDENTIAL.", "", ErrorKind::Usage};
        auto& list = out[json::key(std::string_view(one).substr(0, equals))];
        if (!list.is_array()) list.emplace_array();
        list.get_array().push_back(json::key(std::string_view(one).substr(equals + 1)));
    }
    return out;
}

/// Who asks for what, for the person at the terminal.
std::string told(const json::Object& consent) {
    const auto& verifier = consent.at("verifier");
    std::string out = fmt::format("{} asks", json::text_of(verifier, "clientId"));
    if (const auto name = json::text_of(verifier, "saysItIs"); !name.empty())
        out += fmt::format(" (it calls itself {})", name);
    if (!verifier.at("vouched").get_bool()) out += "; nobody you believe vouches for it";
    out += fmt::format(".\nThe answer goes to {}.\n", json::text_of(verifier, "answerTo"));
    for (const auto& query : consent.at("queries").get_array()) {
        const auto format = json::text_of(query, "format");
        out += fmt::format("{} ({}):\n", json::text_of(query, "id"), format.empty() ? "any format" : format);
        if (const auto purpose = json::text_of(query, "purpose"); !purpose.empty())
            out += fmt::format("  It says why: {}\n", purpose);
        for (const auto& candidate : query.at("candidates").get_array()) {
            std::string reveals;
            for (const auto& one : candidate.at("reveals").get_array()) {
                const auto pointer = json::view(one);
                reveals += fmt::format(" {}", pointer.empty() ? "everything" : pointer);
            }
            out += fmt::format("  {} {}: shows{}\n", json::text_of(candidate, "credential"),
                               json::text_of(candidate, "name"), reveals);
        }
    }
    if (const auto* transactions = consent.if_contains("transactions"))
        out += fmt::format("You would also agree to: {}\n", json::serialize(*transactions));
    return out;
}

bool agreed() {
    std::cerr << "Show this? [y/N] " << std::flush;
    std::string line;
    return std::getline(std::cin, line) && (line == "y" || line == "yes");
}

/// Where the request is, or where its answer goes: as far as the link itself says. Only an address of this machine that
/// stands there may be reached on it.
std::string address_in(const std::string& request) {
    const auto link = vc::oid4vp::read_link(request);
    if (!link) return {};
    for (const auto* name : {"request_uri", "response_uri", "client_id"}) {
        const auto text = json::text_of(link->parameters, name);
        if (text.starts_with("redirect_uri:")) return text.substr(text.find(':') + 1);
        if (!text.empty()) return text;
    }
    return {};
}

class Presenting {
  public:
    Presenting(const Arguments& arguments, const Common& common, WalletSide side)
        : arguments_(arguments), common_(common), side_(std::move(side)) {}

    Result<Status> run(const crypto::Signer& holder) {
        auto credentials = read_wallet(arguments_.credentials);
        if (!credentials) return std::move(credentials).error();
        auto known = fetch_request(arguments_.request, side_);
        if (!known) return std::move(known).error();
        if (arguments_.decline)
            return finish(send_error(*known, "access_denied", "The holder does not show this.", side_), {});
        const auto asked = consider(std::move(*known), std::move(*credentials), service::OneKey(holder),
                                    {arguments_.transaction_types}, side_);
        if (!asked) return asked.error();
        const auto consent = to_json(*asked);
        if (arguments_.show) {
            if (auto written = write_output({}, common_.json ? json::serialize(consent) : told(consent)); !written)
                return std::move(written).error();
            return !asked->inquiry->why_not() ? Status::Done : Status::Refused;
        }
        const auto wanted = choice_of(arguments_.choices);
        if (!wanted) return wanted.error();
        const auto choice = wanted->empty() ? first_choice(*asked) : read_choice(*wanted, *asked);
        if (!choice) {
            // The standard's answer for who has not what is asked for (section 8.5); it does not say which of the two.
            if (asked->inquiry->why_not())
                static_cast<void>(send_error(asked->known, "access_denied", "There is nothing to show.", side_));
            return choice.error();
        }
        if (!arguments_.yes) {
            std::cerr << told(consent);
            if (!agreed())
                return finish(send_error(asked->known, "access_denied", "The holder does not show this.", side_), {});
        }
        auto answer = make_answer(*asked, *choice, service::OneKey(holder), side_);
        if (!answer) return std::move(answer).error();
        json::Array answered;
        for (std::size_t i = 0; i < choice->size(); ++i)
            if (!(*choice)[i].empty()) answered.push_back(json::key(asked->inquiry->questions()[i].id));
        return finish(send_presentations(*asked, std::move(*answer), side_), std::move(answered));
    }

  private:
    Result<Status> finish(const Result<Sent>& sent, json::Array answered) const {
        if (!sent) return sent.error();
        const bool shown = !answered.empty();
        std::string text = shown ? "The presentation was sent." : "The verifier was told that nothing is shown.";
        if (!sent->posted) text = "The answer is in this address:";
        if (!sent->redirect_uri.empty()) text += "\n" + sent->redirect_uri;
        json::Object out{{"sent", sent->posted}, {"answered", std::move(answered)}};
        if (!sent->redirect_uri.empty()) out["redirectUri"] = json::key(sent->redirect_uri);
        if (auto written = write_output({}, common_.json ? json::serialize(out) : text); !written)
            return std::move(written).error();
        return shown ? Status::Done : Status::Refused;
    }

    const Arguments& arguments_;
    const Common& common_;
    WalletSide side_;
};

Result<Status> run_present(const Arguments& arguments, const Common& common) {
    const auto holder = read_signer(arguments.key);
    if (!holder) return holder.error();
    vc::oid4vp::Trust trust;
    if (!arguments.trust.empty()) {
        const auto text = read_input(arguments.trust);
        if (!text) return text.error();
        auto read = read_trust(*text);
        if (!read) return std::move(read).error();
        trust = std::move(*read);
    }
    const auto world = World::open(common);
    if (!world) return world.error();
    const auto client = client_for(address_in(arguments.request), common.offline);
    Presenting presenting(arguments, common,
                          {*client, (*world)->environment(), trust, system_now(), crypto::system_random()});
    return presenting.run(**holder);
}

}  // namespace

void add_wallet_present(CLI::App& wallet, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command =
        add_command(wallet, "present", "Answer a verifier (OpenID4VP), showing the least that it asks for", invocation);
    command->add_option("REQUEST", arguments->request, "the link of the verifier: openid4vp://...")->required();
    command->add_option("CREDENTIAL", arguments->credentials, "files or folders with credentials")->required();
    command->add_option("--key", arguments->key, "the holder's key")->type_name("KEY")->required();
    command->add_option("--choose", arguments->choices, "which credential answers a query; the first when absent")
        ->type_name("QUERY=CREDENTIAL")
        ->allow_extra_args(false);
    command->add_option("--transaction-type", arguments->transaction_types, "a type of transaction that you understand")
        ->type_name("TYPE")
        ->allow_extra_args(false);
    command->add_option("--trust", arguments->trust, "JSON file: verifiers, certificates and attesters you believe")
        ->type_name("FILE");
    command->add_flag("--show", arguments->show, "only say who asks for what, and what would be shown");
    command->add_flag("--yes", arguments->yes, "show it without asking");
    command->add_flag("--decline", arguments->decline, "tell the verifier that nothing is shown");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_present(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
