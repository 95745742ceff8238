// The options that `issue` and `present` have in common: whose key signs, in which form, when.
#pragma once

#include <CLI/App.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "vc/issue.hpp"

namespace blason::cli {

struct SigningArguments {
    std::vector<std::string> keys;
    std::vector<std::string> suites{"eddsa-rdfc-2022"};
    std::string format;     ///< empty: not said
    std::string algorithm;  ///< JOSE name; empty: the key's usual one
    std::string verification_method;
    std::string created;
    std::string expires;
    std::optional<std::string> nonce;
    std::vector<std::string> proof_ids;
    std::vector<std::string> previous_proofs;
    bool chain = false;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
};

void add_signing_options(CLI::App& command, SigningArguments& arguments);
/// What the arguments say, in the members that issuing and presenting share. Errors "invalid-instant",
/// "option-without-format".
Result<void> apply(const SigningArguments& arguments, vc::SigningOptions& options);

/// The keys of the arguments, for as long as they sign.
class Signers {
  public:
    /// Errors of read_signer.
    static Result<Signers> read(const SigningArguments& arguments);

    /// For each suite the first key of a type that it takes; the first key of all where none fits, so that the suite
    /// says what it needs. The answer signs first, the others stand in `options`.
    const crypto::Signer& assign(const SigningArguments& arguments, vc::SigningOptions& options) const;

  private:
    std::vector<std::unique_ptr<crypto::Signer>> keys_;
};

}  // namespace blason::cli
