// blason openbadges upgrade
#include "wallet-server/cli/upgrade.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/issue.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/upgrade.hpp"
#include "vc/read.hpp"
#include "vc/verify.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/signing.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::vector<std::string> assertions;
    std::string from;
    std::string issuer;
    std::string achievement;
    std::string links;
    std::string now;
    std::string output;
    SigningArguments signing;
};

/// A 2.0 assertion that has been found valid, in the terms of its context.
struct Former {
    json::Value badge;
    std::string jws;  ///< empty for a hosted one
};

Error in_file(Error error, const std::string& path) {
    error.detail = path + ": " + error.detail;
    return error;
}

/// Only what can still be believed is awarded anew, and only by its own issuer.
Result<Former> read_former(const std::string& path, const std::string& from, const vc::VerifyOptions& options,
                           const vc::Environment& environment) {
    const auto text = read_input(path);
    if (!text) return text.error();
    const auto report = vc::verify(*text, options, environment);
    if (!report) return report.error();
    const auto verdict = report->verdict();
    const auto wanted = verdict == vc::Verdict::Invalid ? vc::Outcome::Fail : vc::Outcome::Unknown;
    const auto reason = std::ranges::find(report->checks, wanted, &vc::Check::outcome);
    if (verdict != vc::Verdict::Valid && reason != report->checks.end())
        return Error{reason->code, path + ": " + reason->message, reason->pointer,
                     verdict == vc::Verdict::Invalid ? ErrorKind::Refused : ErrorKind::Unavailable};
    if (report->kind != "Assertion")
        return refused("ob2-expected", path + ": this is no assertion of Open Badges 2.0.");
    Former former{report->credential.value(), {}};
    const json::Value* issuer = json::find(former.badge.at("badge"), "issuer");
    if (issuer == nullptr || vc::model::id_of(*issuer) != from)
        return refused("issuer-not-ours", path + ": this badge is of another issuer than " + from + ".",
                       "/badge/issuer");
    if (report->format != "jws") return former;
    const auto baked = openbadges::image_type(*text) ? openbadges::unbake(*text)
                                                     : openbadges::BakedCredential{{}, std::string(vc::trimmed(*text))};
    if (!baked) return baked.error();
    former.jws = baked->text;
    return former;
}

/// The 2.0 documents with their links, one of each.
using Documents = std::map<std::string, json::Value, std::less<>>;

/// `badge-class-1.json` and so on, in the order of their ids, and `issuer.json`.
Result<void> write_links(const std::string& folder, const Documents& classes, const json::Value& issuer) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return Error{"output-unwritable", folder + " cannot be made.", {}, ErrorKind::Usage};
    const auto write = [&](const std::string& name, const json::Value& document) {
        return write_output((std::filesystem::path(folder) / name).string(), json::pretty(document));
    };
    std::size_t number = 0;
    for (const auto& one : classes) {
        const auto written = write("badge-class-" + std::to_string(++number) + ".json", one.second);
        if (!written) return written;
    }
    return write("issuer.json", issuer);
}

Result<Status> run_upgrade(const Arguments& arguments, const Common& common) {
    vc::IssueOptions options;
    if (auto applied = apply(arguments.signing, options); !applied) return std::move(applied).error();
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    options.set_issuer = arguments.issuer.empty();
    options.now = *now;
    vc::VerifyOptions verify;
    verify.now = *now;
    const auto signers = Signers::read(arguments.signing);
    if (!signers) return signers.error();
    const crypto::Signer& signer = signers->assign(arguments.signing, options);
    const std::string issuer = arguments.issuer.empty() ? did::did_key(signer.public_key()) : arguments.issuer;
    const auto world = World::open(common);
    if (!world) return world.error();

    std::string answer;
    Documents classes;
    json::Value profile;
    for (const std::string& path : arguments.assertions) {
        const auto former = read_former(path, arguments.from, verify, (*world)->environment());
        if (!former) return former.error();
        auto upgraded = openbadges::upgrade(former->badge, former->jws, {issuer, arguments.achievement});
        if (!upgraded) return in_file(std::move(upgraded).error(), path);
        classes.insert_or_assign(std::string(json::view(upgraded->badge_class.at("id"))), upgraded->badge_class);
        if (!arguments.achievement.empty() && classes.size() > 1)
            return refused("achievement-ambiguous",
                           path + ": --achievement names one, and here are two badge classes.");
        profile = std::move(upgraded->issuer);
        const auto secured = vc::issue(std::move(upgraded->credential), signer, options, (*world)->environment());
        if (!secured) return in_file(secured.error(), path);
        answer += secured->text + "\n";
    }
    if (const auto written = write_output(arguments.output, answer); !written) return written.error();
    if (!arguments.links.empty()) {
        if (auto written = write_links(arguments.links, classes, profile); !written) return std::move(written).error();
    }
    return Status::Done;
}

}  // namespace

void add_upgrade(CLI::App& openbadges, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command =
        add_command(openbadges, "upgrade", "Award own Open Badges 2.0 again as 3.0, one a line", invocation);
    command
        ->add_option("ASSERTION", arguments->assertions,
                     "assertions of Open Badges 2.0: JSON, JWS or images; each is verified first")
        ->required();
    command->add_option("--from", arguments->from, "id of the 2.0 issuer, whose badges these have to be")
        ->type_name("URL")
        ->required();
    add_signing_options(*command, arguments->signing);
    command->add_option("--issuer", arguments->issuer, "id of the 3.0 issuer; the key's did:key when absent")
        ->type_name("ID");
    command
        ->add_option("--achievement", arguments->achievement,
                     "id of the 3.0 achievement; made from that of the badge class when absent")
        ->type_name("URL");
    command
        ->add_option("--links", arguments->links,
                     "folder for the 2.0 badge classes and profile with their links to 3.0, to be published")
        ->type_name("DIR");
    command->add_option("--now", arguments->now, "time to judge by; the system's when absent")->type_name("INSTANT");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_upgrade(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
