// What is said of a credential that is signed all the same.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/environment.hpp"

namespace blason::cli {

/// Lines on standard error: schemas it names and endorsements inside that cannot be looked at now, and warnings about
/// them. Errors of vc::check_named_documents.
Result<void> say_remarks(json::Value& credential, Instant now, const vc::Environment& environment);

}  // namespace blason::cli
