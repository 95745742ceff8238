// The options that `issue` and `present` have in common: whose key signs, in which form, when.
#pragma once

#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "vc/issue.hpp"

namespace blason::cli {

struct SigningArguments {
    std::string key;
    std::string suite = "eddsa-rdfc-2022";
    std::string format;  ///< empty: not said
    std::string verification_method;
    std::string created;
};

void add_signing_options(CLI::App& command, SigningArguments& arguments);
/// What the arguments say, in the members that issuing and presenting share. Error "invalid-instant".
Result<void> apply(const SigningArguments& arguments, vc::SigningOptions& options);

}  // namespace blason::cli
