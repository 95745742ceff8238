#include "vc/checks/key_binding.hpp"

#include "engine/sdjwt/key_binding.hpp"
#include "vc/checks/document_checks.hpp"
#include "vc/jwt/key.hpp"

namespace blason::vc::checks {

namespace {

/// RFC 7800: the key itself, or the DID URL of a verification method.
Result<jose::Jwk> holder_key(const json::Object& claims, const Session& session) {
    const json::Value* cnf = json::find(claims, "cnf");
    const json::Value* jwk = cnf == nullptr ? nullptr : json::find(*cnf, "jwk");
    if (jwk != nullptr && jwk->is_object()) return jose::parse_jwk(jwk->get_object());
    const json::Value* kid = cnf == nullptr ? nullptr : json::find(*cnf, "kid");
    if (kid == nullptr) {
        return refused("key-binding-without-key", "The credential is bound to no key.", "/cnf");
    }
    auto method = jwt::find_key({{"kid", *kid}}, {},
                                {session.environment.resolver, did::Purpose::Authentication, session.options.now});
    if (!method) return std::move(method).error();
    return method->jwk();
}

}  // namespace

std::optional<json::Object> check_key_binding(const sdjwt::Token& token, const Session& session, CheckList& list) {
    if (token.key_binding.empty()) {
        if (session.options.challenge || session.options.domain) {
            list.fail("holder-binding", "key-binding-missing", "Nothing shows that this comes from its holder.");
        } else {
            list.not_applicable("holder-binding", "Nobody asked the holder for a key binding.");
        }
        return std::nullopt;
    }
    const auto key = holder_key(token.issued.claims, session);
    if (!key) {
        list.add("holder-binding", outcome_of(key.error()), key.error().code, key.error().detail, "/cnf");
        return std::nullopt;
    }
    auto claims =
        blason::sdjwt::verify_key_binding(token.key_binding, token.bound, token.hash, *key, session.options.now);
    if (!claims) {
        const Error& error = claims.error();
        list.add("holder-binding", outcome_of(error), error.code, error.detail, error.pointer);
        return std::nullopt;
    }
    list.pass("holder-binding", "The holder has signed what is shown here.", "/cnf");
    return std::move(*claims);
}

}  // namespace blason::vc::checks
