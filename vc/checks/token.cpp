#include "vc/checks/token.hpp"

#include "engine/jose/jwt.hpp"
#include "vc/envelope.hpp"
#include "vc/jwt/verify.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::checks {

namespace {

std::string_view party_of(const jwt::Token& token) {
    const json::Value* party = json::find(token.document, token.presentation ? "holder" : "issuer");
    return party == nullptr ? std::string_view() : model::id_of(*party).value_or(std::string_view());
}

TokenFindings unreadable(const Error& error, const Session& session) {
    CheckList list(session);
    list.fail("format", error.code, error.detail, error.pointer);
    TokenFindings out;
    out.findings.checks = std::move(list.checks());
    return out;
}

}  // namespace

TokenFindings check_token(std::string_view text, Expected expected, const Session& session) {
    auto token = jwt::read(text);
    if (!token) return unreadable(token.error(), session);
    if (expected != Expected::Any && token->presentation != (expected == Expected::Presentation)) {
        return unreadable(refused("jwt-typ", "This is a token of another kind."), session);
    }
    const did::Purpose purpose = token->presentation ? did::Purpose::Authentication : did::Purpose::AssertionMethod;
    const Enclosure around{
        token->claims,
        jwt::verify_signature(token->jws, party_of(*token),
                              {session.environment.resolver, purpose, session.options.now}, session.options.trace)};
    TokenFindings out;
    out.presentation = token->presentation;
    out.document = std::move(token->document);
    out.findings = out.presentation ? check_presentation(out.document, session, &around)
                                    : check_credential(out.document, session, &around);
    return out;
}

std::optional<Result<std::string_view>> token_inside(const json::Value& credential) {
    if (credential.is_string()) return Result<std::string_view>(json::view(credential));
    return enveloped_token(credential);
}

void check_token_times(const json::Object& claims, const Session& session, CheckList& list) {
    if (const auto good = jose::check_times(claims, session.options.now); !good) {
        list.fail("validity-period", good.error().code, good.error().detail, good.error().pointer);
    }
}

}  // namespace blason::vc::checks
