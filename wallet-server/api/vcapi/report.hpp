// A report as an answer: 200 when everything was checked and is well, else 400 with the report inside the problem.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/report.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::vcapi {

/// What goes out where JSON is asked for: JSON as it is, a token in its envelope (VCDM 2.0 section 4.13).
std::string as_json(std::string text, std::string_view media_type);

/// The object or token to be verified. Any other string is refused: it would be a document inside a document. Errors
/// "missing-member", "wrong-type", pointer /NAME.
Result<const json::Value*> document_member(const json::Value& body, std::string_view name);

/// `inside`: the member of the body that the report's pointers are into. The problem has the code and place of the
/// first check that fails, or that could not be made.
http::Response render(const vc::Report& report, const http::Request& request, std::string_view inside);

}  // namespace blason::api::vcapi
