#include "wallet-server/cli/signing.hpp"

#include "wallet-server/cli/clock.hpp"

namespace blason::cli {

void add_signing_options(CLI::App& command, SigningArguments& arguments) {
    command.add_option("--key", arguments.key, "private key file of who signs")->type_name("KEY")->required();
    auto* suite = command.add_option("--suite", arguments.suite, "Data Integrity cryptosuite")
                      ->type_name("NAME")
                      ->capture_default_str();
    command.add_option("--format", arguments.format, "how it is secured; data-integrity when absent")
        ->check(CLI::IsMember({"data-integrity", "jwt", "sd-jwt"}))
        ->excludes(suite);
    command
        .add_option("--verification-method", arguments.verification_method,
                    "URL of the public key; the key's did:key when absent")
        ->type_name("URL");
    command.add_option("--created", arguments.created, "time of the signature; now when absent")->type_name("INSTANT");
}

Result<void> apply(const SigningArguments& arguments, vc::SigningOptions& options) {
    const auto created = instant_option(arguments.created, "--created");
    if (!created) return created.error();
    options.format = vc::parse_format(arguments.format).value_or(vc::Format::DataIntegrity);
    options.cryptosuite = arguments.suite;
    options.verification_method = arguments.verification_method;
    options.created = *created;
    return {};
}

}  // namespace blason::cli
