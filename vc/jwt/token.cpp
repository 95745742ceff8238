#include "vc/jwt/token.hpp"

#include <algorithm>
#include <array>

#include "engine/jose/jwt.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::jwt {

namespace {

enum class Kind { Any, Credential, Presentation };
struct Type {
    std::string_view typ;
    Kind kind;
};
/// VC-JOSE-COSE sections 3.1.1 and 3.1.2, and the names its drafts had; "JWT" is that of Open Badges and VCDM 1.1.
constexpr std::array<Type, 8> kTypes{{
    {"", Kind::Any},
    {"JWT", Kind::Any},
    {"vc+jwt", Kind::Credential},
    {"vc-ld+jwt", Kind::Credential},
    {"vc+ld+json+jwt", Kind::Credential},
    {"vp+jwt", Kind::Presentation},
    {"vp-ld+jwt", Kind::Presentation},
    {"vp+ld+json+jwt", Kind::Presentation},
}};

Result<Kind> kind_of(const jose::Jws& jws) {
    const auto wrong = [] { return refused("jwt-typ", "This is a token of another kind."); };
    const json::Value* typ = json::find(jws.header, "typ");
    if (typ != nullptr && !typ->is_string()) return wrong();
    for (const Type& type : kTypes) {
        if (jose::same_media_type(type.typ, jws.typ())) return type.kind;
    }
    return wrong();
}

/// The document of a payload, which is taken apart.
Result<Token> take_apart(jose::Jws jws, json::Document payload) {
    Token token;
    token.jws = std::move(jws);
    json::Object& members = payload.value().get_object();
    json::Value* vc = members.if_contains("vc");
    json::Value* vp = members.if_contains("vp");
    if (vc != nullptr && vp != nullptr) {
        return refused("jwt-no-credential", "This calls itself a credential and a presentation.", "/vp");
    }
    json::Value* inside = vc != nullptr ? vc : vp;
    if (inside != nullptr && !inside->is_object()) {
        return malformed("claims-malformed", "The claim must be an object.", vc != nullptr ? "/vc" : "/vp");
    }
    if (inside != nullptr) {
        for (const auto& member : members) {
            if (&member.value() != inside) token.claims.insert(member);
        }
        token.document = payload.part(*inside);
    } else {
        token.claims = take_claims(members);
        token.document = std::move(payload);
    }
    return token;
}

/// VC-JOSE-COSE section 1.1.2.1 has no `vc` and no `vp`; version 1.1 has nothing else.
Result<void> check_edition(const json::Value& document, bool wrapped) {
    switch (model::edition_of(document)) {
        case model::Edition::V1:
            if (wrapped) return {};
            return refused("jwt-edition", "In version 1.1 the credential is in the claim \"vc\" or \"vp\".",
                           "/@context");
        case model::Edition::V2:
            if (!wrapped) return {};
            return refused("jwt-edition",
                           "In version 2.0 there is no claim \"vc\" or \"vp\": the payload is the credential.",
                           "/@context");
        case model::Edition::None:
            break;
    }
    return {};  // the data model check says what is wrong with the contexts
}

}  // namespace

Result<Token> read(std::string_view text) {
    auto jws = jose::parse_compact(text);
    if (!jws) return std::move(jws).error();
    const auto kind = kind_of(*jws);
    if (!kind) return kind.error();
    auto payload = json::Document::make([&](json::Storage storage) -> Result<json::Value> {
        auto claims = jose::parse_claims(jws->payload, std::move(storage));
        if (!claims) return std::move(claims).error();
        return json::Value(std::move(*claims));
    });
    if (!payload) return std::move(payload).error();
    const bool vp = json::find(*payload, "vp") != nullptr;
    const bool wrapped = vp || json::find(*payload, "vc") != nullptr;
    auto token = take_apart(std::move(*jws), std::move(*payload));
    if (!token) return token;

    const bool presentation = model::has_type(token->document, "VerifiablePresentation");
    const bool credential = model::has_type(token->document, "VerifiableCredential");
    if (presentation == credential || (wrapped && vp != presentation)) {
        return refused("jwt-no-credential", "The token holds neither a credential nor a presentation.");
    }
    if ((*kind == Kind::Credential && presentation) || (*kind == Kind::Presentation && credential)) {
        return refused("jwt-typ", "The type of the token is not that of what it holds.");
    }
    if (auto edition = check_edition(token->document, wrapped); !edition) return std::move(edition).error();
    token->presentation = presentation;
    if (wrapped && credential) complete(token->document.value(), token->claims);
    if (wrapped && presentation && json::find(token->document, "holder") == nullptr) {
        if (const json::Value* issuer = json::find(token->claims, "iss")) {
            token->document.value().get_object().emplace("holder", *issuer);
        }
    }
    return token;
}

}  // namespace blason::vc::jwt
