// A part of a JSON-LD document, chosen with JSON pointers (VC-DI-ECDSA sections 3.4.10 to 3.4.13).
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::proof::sd {

/// RFC 6901 pointers; the empty one names the whole document.
using Pointers = std::vector<std::string>;

/// The document with what the pointers name, and of every object on the way its identifier and types; the document's
/// @context always. Arrays keep the order of what is left of them, objects that of their members. With no pointers
/// nothing is selected: null.
/// Errors: "json-pointer-syntax"; "pointer-not-found", whose pointer is the one that names nothing.
Result<json::Value> select_json_ld(const json::Value& document, const Pointers& pointers);

}  // namespace blason::vc::proof::sd
