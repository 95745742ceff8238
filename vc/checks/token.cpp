#include "vc/checks/token.hpp"

#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/combined.hpp"
#include "vc/checks/document_checks.hpp"
#include "vc/checks/key_binding.hpp"
#include "vc/checks/sd_jwt_vc.hpp"
#include "vc/envelope.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/jwt/verify.hpp"
#include "vc/model/values.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/disclosable.hpp"

namespace blason::vc::checks {

namespace {

TokenFindings unreadable(const Error& error, Format format, const Session& session) {
    CheckList list(session);
    list.add("format", outcome_of(error), error.code, error.detail, error.pointer);
    TokenFindings out;
    out.format = format;
    out.findings.checks = std::move(list.checks());
    return out;
}

std::string_view id_in(const json::Value& document, std::string_view member) {
    const json::Value* party = json::find(document, member);
    return party == nullptr ? std::string_view() : model::id_of(*party).value_or(std::string_view());
}

proof::ProofResult signature_of(const jwt::Token& token, std::string_view party, did::Purpose purpose,
                                const Session& session, bool issuer_metadata_only = false) {
    const jwt::KeyLookup lookup{session.environment.resolver, purpose, session.options.now,
                                jwt::issued_at(token.claims), issuer_metadata_only};
    return jwt::verify_signature(token.jws, party, lookup, session.options.trace);
}

TokenFindings check_jwt(std::string_view text, Expected expected, const Session& session) {
    auto token = jwt::read(text);
    if (!token) return unreadable(token.error(), Format::Jwt, session);
    TokenFindings out;
    out.presentation = token->presentation;
    if (expected != Expected::Any && out.presentation != (expected == Expected::Presentation)) {
        return unreadable(refused("jwt-typ", "This is a token of another kind."), Format::Jwt, session);
    }
    out.document = std::move(token->document);
    const auto purpose = out.presentation ? did::Purpose::Authentication : did::Purpose::AssertionMethod;
    const Enclosure around{
        Format::Jwt, token->jws.header, token->claims,
        signature_of(*token, id_in(out.document, out.presentation ? "holder" : "issuer"), purpose, session),
        &token->claims};
    out.findings = out.presentation ? check_presentation(out.document.value(), session, &around)
                                    : check_credential(out.document.value(), session, &around);
    return out;
}

/// Claims that verification stands on were there for all to see (SD-JWT VC section 2.2.2.2).
void check_places(const std::vector<std::string>& places, CheckList& list) {
    for (const std::string& place : places) {
        if (!sdjwt::must_stay(place)) continue;
        list.fail("data-model", "claim-not-disclosable", "This may not be left to the holder to disclose.", place);
    }
}

TokenFindings check_sd_jwt(std::string_view text, Expected expected, const Session& session) {
    auto token = sdjwt::read(text);
    if (!token) return unreadable(token.error(), Format::SdJwt, session);
    if (expected == Expected::Presentation) {
        return unreadable(refused("jwt-typ", "This is a token of another kind."), Format::SdJwt, session);
    }
    TokenFindings out;
    out.format = Format::SdJwt;
    out.document = std::move(token->issued.document);
    CheckList list(session);
    const auto answer = check_key_binding(*token, session, list);
    const std::string_view party = id_in(out.document, token->vcdm ? "issuer" : "iss");
    const Enclosure around{Format::SdJwt, token->issued.jws.header, token->issued.claims,
                           signature_of(token->issued, party, did::Purpose::AssertionMethod, session, !token->vcdm),
                           answer ? &*answer : nullptr};
    out.findings = token->vcdm ? check_credential(out.document.value(), session, &around)
                               : check_sd_jwt_vc(out.document.value(), session, around);
    check_places(token->places, list);
    // SD-JWT VC section 2.2.2: under its own type it has a `vct`, whatever else it is.
    const bool has_type = json::find(token->issued.claims, "vct") != nullptr;
    if (token->vcdm && !has_type && jose::same_media_type(token->issued.jws.typ(), "dc+sd-jwt")) {
        list.fail("data-model", "missing-vct", "The type of the credential must be a text.", "/vct");
    }
    for (Check& check : list.checks()) out.findings.checks.push_back(std::move(check));
    return out;
}

}  // namespace

TokenFindings check_token(std::string_view text, Expected expected, const Session& session) {
    return blason::sdjwt::is_sd_jwt(trimmed(text)) ? check_sd_jwt(text, expected, session)
                                                   : check_jwt(text, expected, session);
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
