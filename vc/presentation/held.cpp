#include "vc/presentation/held.hpp"

#include <algorithm>

#include "engine/crypto/authority_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/base64url.hpp"
#include "vc/always_disclosed.hpp"
#include "vc/derive.hpp"
#include "vc/envelope.hpp"
#include "vc/jwt/certificate_chain.hpp"
#include "vc/jwt/token.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/token.hpp"

namespace blason::vc::presentation {

namespace {

Error no_credential() {
    return refused("jwt-no-credential", "This is a presentation, and no credential.");
}

/// W3C credentials are bound to whoever controls the id of the subject.
bool names_a_did(const json::Value& credential) {
    const json::Value* subjects = json::find(credential, "credentialSubject");
    if (subjects == nullptr) return false;
    bool named = false;
    model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
        const auto id = model::id_of(subject);
        named = named || (id && id->starts_with("did:"));
    });
    return named;
}

/// A chain that does not hold speaks for nobody: whoever made the header could have copied it from anywhere.
std::vector<std::string> authorities_of(const jose::Jws& jws) {
    std::vector<std::string> out;
    const auto chain = jwt::certificate_chain(jws.header);
    if (!chain || !jose::verify(jws, {chain->front().public_key(), {}, {}, {}, {}})) return out;
    for (std::size_t i = 0; i < chain->size(); ++i) {
        if (i > 0 && !crypto::has_issued((*chain)[i], (*chain)[i - 1])) return {};
        if (const auto identifier = crypto::authority_key_identifier((*chain)[i].der()))
            out.push_back(text::base64url_encode(*identifier));
    }
    return out;
}

void describe(Held& held, const jsonld::Processor& processor) {
    const json::Value& credential = held.credential.value();
    for (const std::string_view type : model::types_of(credential)) held.types.emplace_back(type);
    if (json::find(credential, "@context") == nullptr) return;
    // Contexts that cannot be had leave the types as they are written.
    if (auto expanded = expand_types(credential, processor)) held.expanded_types = std::move(*expanded);
}

Result<Held> read_sd_jwt(std::string_view text, const jsonld::Processor& processor) {
    auto token = sdjwt::read(text);
    if (!token) return std::move(token).error();
    Held held;
    held.format = token->vcdm ? FormatIdentifier::VcSdJwt : FormatIdentifier::DcSdJwt;
    held.discretion = Discretion::Disclosures;
    held.places = std::move(token->places);
    held.positions = std::move(token->positions);
    held.holder_binding = json::find(token->issued.claims, "cnf") != nullptr;
    held.authority_key_ids = authorities_of(token->issued.jws);
    const json::Value* vct = json::find(token->issued.claims, "vct");
    if (vct != nullptr && vct->is_string()) held.vcts.emplace_back(json::view(*vct));
    held.credential = std::move(token->issued.document);
    describe(held, processor);
    return held;
}

Result<Held> read_jwt(std::string_view text, const jsonld::Processor& processor) {
    if (openbadges::ob2_assertion_in(text)) {
        return refused("credential-not-presentable", "An Open Badge 2.0 is no verifiable credential.");
    }
    auto token = jwt::read(text);
    if (!token) return std::move(token).error();
    if (token->presentation) return no_credential();
    Held held;
    held.format = FormatIdentifier::JwtVcJson;
    held.authority_key_ids = authorities_of(token->jws);
    held.credential = std::move(token->document);
    held.holder_binding = names_a_did(held.credential);
    describe(held, processor);
    return held;
}

}  // namespace

Result<Held> read_held(std::string_view text, const jsonld::Processor& processor) {
    const std::string_view token = trimmed(text);
    if (const auto format = token_format(token)) {
        return *format == Format::SdJwt ? read_sd_jwt(token, processor) : read_jwt(token, processor);
    }
    auto document = json::Document::parse(text, {.allow_nul = false});
    if (!document) return std::move(document).error();
    if (const auto inside = enveloped_token(*document)) {
        if (!*inside) return inside->error();
        return token_format(**inside) == Format::SdJwt ? read_sd_jwt(**inside, processor)
                                                       : read_jwt(**inside, processor);
    }
    if (openbadges::is_ob2_assertion(*document)) {
        return refused("credential-not-presentable", "An Open Badge 2.0 is no verifiable credential.");
    }
    if (!document->value().is_object()) return malformed("not-an-object", "This must be a JSON object.");
    if (model::has_type(*document, "VerifiablePresentation")) return no_credential();
    Held held;
    held.format = FormatIdentifier::LdpVc;
    held.credential = std::move(*document);
    held.holder_binding = names_a_did(held.credential);
    if (const auto mandatory = mandatory_pointers(held.credential)) {
        held.discretion = Discretion::Pointers;
        held.places = *mandatory;
        // Without these what is derived would be no valid credential, or hide that it was revoked.
        for (std::string& pointer : always_disclosed(held.credential)) {
            if (std::ranges::find(held.places, pointer) == held.places.end()) held.places.push_back(std::move(pointer));
        }
    }
    describe(held, processor);
    return held;
}

Result<std::vector<std::string>> expand_types(const json::Value& credential, const jsonld::Processor& processor) {
    std::vector<std::string> types;
    const json::Value* context = json::find(credential, "@context");
    const json::Value* type = json::find(credential, "type");
    if (type == nullptr) type = json::find(credential, "@type");
    if (type == nullptr) return types;
    json::Object small;
    if (context != nullptr) small.emplace("@context", *context);
    small.emplace(context != nullptr && json::find(credential, "type") != nullptr ? "type" : "@type", *type);
    const auto expanded = processor.expand(json::Value(std::move(small)), {});
    if (!expanded) return expanded.error();
    for (const json::Value& node : expanded->as_array()) {
        const json::Value* iris = json::find(node, "@type");
        if (iris == nullptr || !iris->is_array()) continue;
        for (const json::Value& iri : iris->get_array()) {
            if (iri.is_string()) types.emplace_back(json::view(iri));
        }
    }
    return types;
}

}  // namespace blason::vc::presentation
