// Check "holder-binding" of an SD-JWT: the holder has signed what they show.
#pragma once

#include <optional>

#include "vc/checks/session.hpp"
#include "vc/sdjwt/token.hpp"

namespace blason::vc::checks {

/// Whether a key binding is needed is the verifier's choice, never the token's: it is when a challenge or domain is
/// asked for. One that is there is always checked. Gives its claims when it is good. Codes "key-binding-missing",
/// "key-binding-without-key" (`cnf` names none), those of sdjwt::verify_key_binding and of the resolver.
std::optional<json::Object> check_key_binding(const sdjwt::Token& token, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
