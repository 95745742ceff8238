// blason present
#include <memory>
#include <utility>
#include <vector>

#include "vc/envelope.hpp"
#include "vc/issue.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/present.hpp"
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
    std::vector<std::string> reveal;
};

Result<std::vector<std::string>> read_credentials(const Arguments& arguments) {
    std::vector<std::string> texts;
    for (const std::string& path : arguments.credentials) {
        auto text = read_input(path);
        if (!text) return std::move(text).error();
        // Of an SD-JWT only what was chosen goes out, whatever goes around it.
        if (vc::token_format(*text) == vc::Format::SdJwt)
            text = vc::sdjwt::derive(vc::trimmed(*text), arguments.reveal);
        if (!text) return std::move(text).error();
        texts.push_back(std::move(*text));
    }
    return texts;
}

/// A single SD-JWT is presented as it is, with the holder's key binding.
Result<std::string> bound(const std::string& text, const vc::PresentOptions& options, const crypto::Signer& holder) {
    if (!options.challenge || !options.domain) {
        return Error{"key-binding-incomplete", "An SD-JWT is presented with --challenge and --domain.", "",
                     ErrorKind::Usage};
    }
    return vc::sdjwt::bind(text, {*options.challenge, *options.domain, options.created}, holder);
}

Result<std::string> presented(const std::vector<std::string>& texts, const Arguments& arguments,
                              const vc::PresentOptions& options, const crypto::Signer& holder, const Common& common) {
    std::vector<json::Value> credentials;
    for (const std::string& text : texts) {
        auto credential = vc::for_presentation(text);
        if (!credential) {
            Error error = std::move(credential).error();
            error.detail = arguments.credentials[credentials.size()] + ": " + error.detail;
            return error;
        }
        credentials.push_back(std::move(*credential));
    }
    const auto world = World::open(common);
    if (!world) return world.error();
    auto presentation = vc::present(std::move(credentials), holder, options, (*world)->environment());
    if (!presentation) return std::move(presentation).error();
    return std::move(presentation->text);
}

Result<Status> run_present(const Arguments& arguments, const Common& common) {
    vc::PresentOptions options;
    if (auto applied = apply(arguments.signing, options); !applied) return std::move(applied).error();
    const auto signers = Signers::read(arguments.signing);
    if (!signers) return signers.error();
    const crypto::Signer& holder = signers->assign(arguments.signing, options);
    const auto texts = read_credentials(arguments);
    if (!texts) return texts.error();
    const bool as_it_is = texts->size() == 1 && vc::token_format(texts->front()) == vc::Format::SdJwt &&
                          (arguments.signing.format.empty() || options.format == vc::Format::SdJwt);
    const auto text =
        as_it_is ? bound(texts->front(), options, holder) : presented(*texts, arguments, options, holder, common);
    if (!text) return text.error();
    if (const auto written = write_output(arguments.output, *text); !written) return written.error();
    return Status::Done;
}

}  // namespace

void add_present(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "present", "Sign a presentation of credentials, as their holder", invocation);
    command
        ->add_option("CREDENTIAL", arguments->credentials,
                     "secured credentials, JSON, JWT or SD-JWT; - is standard input")
        ->required();
    add_signing_options(*command, arguments->signing);
    command->add_option("--reveal", arguments->reveal, "of an SD-JWT: what is disclosed; nothing when absent")
        ->type_name("POINTER")
        ->allow_extra_args(false);
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_present(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
