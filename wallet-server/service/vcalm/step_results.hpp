// What a step of an exchange brings: its place in the variables, and whether it has the shape that the step wants.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::service::vcalm {

/// `results.STEP` of the variables, made when it is not there.
json::Object& results_of(json::Object& variables, const std::string& step);

/// Puts what an issue request brought where it says: a name, or a JSON pointer into the variables; empty: nowhere.
/// Error "result-place".
Result<void> keep_result(json::Object& variables, const std::string& where, json::Value value);

/// What is presented, by the JSON Schema of the step. Error "schema-violation", with the pointer into the message.
Result<void> check_schema(const json::Value& shown, const json::Value& schema);

}  // namespace blason::service::vcalm
