// blason present
#include <memory>
#include <utility>
#include <vector>

#include "vc/envelope.hpp"
#include "vc/issue.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/signing.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::vector<std::string> credentials;
    std::string output;
    SigningArguments signing;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
};

Result<Status> run_present(const Arguments& arguments, const Common& common) {
    vc::PresentOptions options;
    options.challenge = arguments.challenge;
    options.domain = arguments.domain;
    if (auto applied = apply(arguments.signing, options); !applied) return std::move(applied).error();
    const auto signers = Signers::read(arguments.signing);
    if (!signers) return signers.error();
    const crypto::Signer& signer = signers->assign(arguments.signing, options);

    std::vector<json::Value> credentials;
    for (const std::string& path : arguments.credentials) {
        const auto text = read_input(path);
        if (!text) return text.error();
        auto credential = vc::for_presentation(*text);
        if (!credential) {
            Error error = std::move(credential).error();
            error.detail = path + ": " + error.detail;
            return error;
        }
        credentials.push_back(std::move(*credential));
    }

    const auto world = World::open(common);
    if (!world) return world.error();
    const auto presentation = vc::present(std::move(credentials), signer, options, (*world)->environment());
    if (!presentation) return presentation.error();
    if (const auto written = write_output(arguments.output, presentation->text); !written) return written.error();
    return Status::Done;
}

}  // namespace

void add_present(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "present", "Sign a presentation of credentials, as their holder", invocation);
    command->add_option("CREDENTIAL", arguments->credentials, "secured credentials, JSON or JWT; - is standard input")
        ->required();
    add_signing_options(*command, arguments->signing, {"data-integrity", "jwt"});
    command->add_option("--challenge", arguments->challenge, "what the verifier sent")->type_name("C");
    command->add_option("--domain", arguments->domain, "whom the presentation is for")->type_name("D");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_present(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
