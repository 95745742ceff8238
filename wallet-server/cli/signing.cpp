#include "wallet-server/cli/signing.hpp"

#include <algorithm>

#include "vc/proof/suite.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/key_file.hpp"

namespace blason::cli {

namespace {

/// What a Data Integrity proof says beside what it must.
void add_proof_options(CLI::App& command, SigningArguments& arguments) {
    command.add_option("--expires", arguments.expires, "the proof counts until then; for ever when absent")
        ->type_name("INSTANT");
    command.add_option("--nonce", arguments.nonce, "text that makes the proof another than the next")->type_name("N");
    command
        .add_option("--proof-id", arguments.proof_ids,
                    "id of the proof, so that others can build on it; repeated, of the proof of each --suite")
        ->type_name("URL")
        ->allow_extra_args(false);
    command
        .add_option("--previous-proof", arguments.previous_proofs,
                    "id of a proof that the new one builds on, and stands and falls with; may be repeated")
        ->type_name("URL")
        ->allow_extra_args(false);
    command.add_flag("--chain", arguments.chain, "with several suites: each proof builds on the one before it");
    command.add_option("--challenge", arguments.challenge, "what the verifier sent")->type_name("C");
    command.add_option("--domain", arguments.domain, "whom it is for")->type_name("D");
}

}  // namespace

void add_signing_options(CLI::App& command, SigningArguments& arguments) {
    command.add_option("--key", arguments.keys, "private key file of who signs; may be repeated, see --suite")
        ->type_name("KEY")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false)
        ->required();
    auto* suite = command
                      .add_option("--suite", arguments.suites,
                                  "Data Integrity cryptosuite; repeated it makes as many proofs, each by the first "
                                  "key of a fitting type")
                      ->type_name("NAME")
                      ->expected(1)
                      ->take_all()
                      ->allow_extra_args(false)
                      ->capture_default_str();
    command.add_option("--format", arguments.format, "how it is secured; data-integrity when absent")
        ->check(CLI::IsMember({"data-integrity", "jwt", "sd-jwt"}))
        ->excludes(suite);
    command
        .add_option("--alg", arguments.algorithm,
                    "with jwt and sd-jwt: the algorithm, where the key allows several; an RSA key signs as RS256 when "
                    "absent")
        ->check(CLI::IsMember({"EdDSA", "ES256", "ES384", "ES256K", "RS256", "PS256"}));
    command
        .add_option("--verification-method", arguments.verification_method,
                    "URL of the public key; the key's did:key when absent")
        ->type_name("URL");
    command.add_option("--created", arguments.created, "time of the signature; now when absent")->type_name("INSTANT");
    add_proof_options(command, arguments);
}

Result<void> apply(const SigningArguments& arguments, vc::SigningOptions& options) {
    const auto created = instant_option(arguments.created, "--created");
    if (!created) return created.error();
    options.format = vc::parse_format(arguments.format).value_or(vc::Format::DataIntegrity);
    if (!arguments.algorithm.empty()) {
        if (options.format == vc::Format::DataIntegrity)
            return Error{"option-without-format", "--alg is for --format jwt and sd-jwt.", "", ErrorKind::Usage};
        options.algorithm = crypto::find_signature_algorithm(arguments.algorithm)->algorithm;
    }
    options.verification_method = arguments.verification_method;
    options.created = *created;
    if (!arguments.expires.empty()) {
        const auto expires = instant_option(arguments.expires, "--expires");
        if (!expires) return expires.error();
        options.proof.expires = *expires;
    }
    options.proof.nonce = arguments.nonce;
    options.proof.ids = arguments.proof_ids;
    options.proof.previous = arguments.previous_proofs;
    options.proof.chain = arguments.chain;
    options.challenge = arguments.challenge;
    options.domain = arguments.domain;
    return {};
}

Result<Signers> Signers::read(const SigningArguments& arguments) {
    Signers out;
    for (const std::string& path : arguments.keys) {
        auto signer = read_signer(path);
        if (!signer) return std::move(signer).error();
        out.keys_.push_back(std::move(*signer));
    }
    return out;
}

const crypto::Signer& Signers::assign(const SigningArguments& arguments, vc::SigningOptions& options) const {
    const auto fitting = [&](std::string_view name) -> const crypto::Signer* {
        const auto* suite = vc::proof::find_suite_to_create(name);
        const auto found = std::ranges::find_if(
            keys_, [&](const auto& key) { return suite != nullptr && suite->takes(key->public_key().type()); });
        return found == keys_.end() ? keys_.front().get() : found->get();
    };
    options.cryptosuite = arguments.suites.front();
    for (std::size_t i = 1; i < arguments.suites.size(); ++i) {
        options.further_proofs.push_back({arguments.suites[i], fitting(arguments.suites[i])});
    }
    return options.format == vc::Format::DataIntegrity ? *fitting(options.cryptosuite) : *keys_.front();
}

}  // namespace blason::cli
