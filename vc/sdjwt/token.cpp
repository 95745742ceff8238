#include "vc/sdjwt/token.hpp"

#include <algorithm>

#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/combined.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::sdjwt {

namespace {

/// VC-JOSE-COSE section 3.2.1 and its drafts, SD-JWT VC section 2.2.1 and the name its drafts had.
constexpr std::array<std::string_view, 3> kTypes{"vc+sd-jwt", "dc+sd-jwt", "vc-ld+sd-jwt"};

}  // namespace

Result<Token> read(std::string_view text) {
    auto parts = blason::sdjwt::split(text);
    if (!parts) return std::move(parts).error();
    auto jws = jose::parse_compact(parts->jwt);
    if (!jws) return std::move(jws).error();
    if (std::ranges::none_of(kTypes, [&](auto type) { return jose::same_media_type(type, jws->typ()); })) {
        return refused("jwt-typ", "This is a token of another kind.");
    }
    Token token;
    auto document = json::Document::make([&](json::Storage storage) -> Result<json::Value> {
        auto payload = jose::parse_claims(jws->payload, std::move(storage));
        if (!payload) return std::move(payload).error();
        auto revealed = blason::sdjwt::reveal(std::move(*payload), parts->disclosures);
        if (!revealed) return std::move(revealed).error();
        // A claim may have come out of a disclosure.
        if (auto good = jose::check_claims(revealed->payload); !good) return std::move(good).error();
        token.places = std::move(revealed->places);
        token.positions = std::move(revealed->positions);
        token.hash = revealed->hash;
        return json::Value(std::move(revealed->payload));
    });
    if (!document) return std::move(document).error();

    json::Object& members = document->value().get_object();
    token.vcdm = json::find(members, "@context") != nullptr;
    if (token.vcdm) {
        token.issued.claims = jwt::take_claims(members);
    } else {
        json::Object claims = members;  // an SD-JWT VC is its claims
        token.issued.claims = jwt::take_claims(claims);
    }
    token.issued.jws = std::move(*jws);
    token.issued.document = std::move(*document);
    const bool credential = token.vcdm ? model::has_type(token.issued.document, "VerifiableCredential")
                                       : json::find(token.issued.claims, "vct") != nullptr;
    if (!credential || model::has_type(token.issued.document, "VerifiablePresentation")) {
        return refused("jwt-no-credential", "The token does not hold a credential.");
    }
    token.key_binding = parts->key_binding;
    token.bound = parts->bound;
    return token;
}

}  // namespace blason::vc::sdjwt
