// blason present
#include <memory>
#include <utility>
#include <vector>

#include "engine/json/parse.hpp"
#include "vc/issue.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::vector<std::string> credentials;
    std::string key;
    std::string output;
    std::string suite = "eddsa-rdfc-2022";
    std::string verification_method;
    std::string created;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
};

Result<Status> run_present(const Arguments& arguments, const Common& common) {
    const auto created = instant_option(arguments.created, "--created");
    if (!created) return created.error();
    const auto signer = read_signer(arguments.key);
    if (!signer) return signer.error();

    std::vector<json::Value> credentials;
    for (const std::string& path : arguments.credentials) {
        const auto text = read_input(path);
        if (!text) return text.error();
        auto credential = json::parse(*text, {}, {.allow_nul = false});
        if (!credential) {
            Error error = std::move(credential).error();
            error.detail = path + ": " + error.detail;
            return error;
        }
        credentials.push_back(std::move(*credential));
    }

    const auto world = World::open(common);
    if (!world) return world.error();
    vc::PresentOptions options;
    options.cryptosuite = arguments.suite;
    options.verification_method = arguments.verification_method;
    options.created = *created;
    options.challenge = arguments.challenge;
    options.domain = arguments.domain;
    const auto presentation = vc::present(std::move(credentials), **signer, options, (*world)->environment());
    if (!presentation) return presentation.error();
    if (const auto written = write_output(arguments.output, presentation->text); !written) return written.error();
    return Status::Done;
}

}  // namespace

void add_present(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "present", "Sign a presentation of credentials, as their holder", invocation);
    command->add_option("CREDENTIAL", arguments->credentials, "secured credentials, JSON; - is standard input")
        ->required();
    command->add_option("--key", arguments->key, "private key file of the holder")->type_name("KEY")->required();
    command->add_option("--challenge", arguments->challenge, "what the verifier sent")->type_name("C");
    command->add_option("--domain", arguments->domain, "whom the presentation is for")->type_name("D");
    command->add_option("--suite", arguments->suite, "Data Integrity cryptosuite")
        ->type_name("NAME")
        ->capture_default_str();
    command
        ->add_option("--verification-method", arguments->verification_method,
                     "URL of the public key; the key's did:key when absent")
        ->type_name("URL");
    command->add_option("--created", arguments->created, "time of the proof; now when absent")->type_name("INSTANT");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_present(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
