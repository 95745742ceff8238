// Checks "proof" and "status" of a signed Open Badge 2.0.
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// At most this many keys of an issuer are tried.
inline constexpr std::size_t kMaxOb2Keys = 8;

/// The signature is by a key that the issuer's profile names and that names the issuer as its owner. Keys and addresses
/// in the header of the JWS are not looked at. `assertion` and `issuer` are in the terms of the context. Whether it
/// passed.
bool check_ob2_signature(std::string_view jws, const json::Value& assertion, const json::Value& issuer,
                         const Session& session, CheckList& list);

/// The issuer's RevocationList, where it has one.
void check_ob2_revocation_list(const json::Value& assertion, const json::Value& issuer, const Session& session,
                               CheckList& list);

}  // namespace blason::vc::checks
