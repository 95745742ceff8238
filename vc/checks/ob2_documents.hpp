// The documents that an Open Badge 2.0 is made of, fetched and read in the terms of the 2.0 context.
#pragma once

#include <string>
#include <string_view>

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// Of each document.
inline constexpr std::size_t kMaxOb2Document = 1U << 20U;

/// What a URL answers: 200 or 410, anything else is an Error. Errors "ob2-address" (neither http nor https),
/// "ob2-not-found" (404, kind NotFound); of kind Unavailable those of the client and "fetch-status".
Result<net::FetchReply> fetch_ob2(const std::string& url, const Session& session);

/// A document in the terms of the context. Errors "openbadges-context" (the 2.0 context is not among its own), those of
/// the JSON-LD processor in kebab-case; of kind Unavailable for a context that is not known here.
Result<json::Value> read_ob2(const json::Value& document, std::string_view base, const Session& session);

/// Both, for a badge class, a profile, a key or a revocation list. Further errors "ob2-gone" (410), those of the JSON
/// reader, "ob2-id-mismatch" (the document says it is another one).
Result<json::Value> load_ob2(const std::string& url, const Session& session);

}  // namespace blason::vc::checks
