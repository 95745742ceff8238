#include "vc/presentation/presented.hpp"

#include "engine/json/serialize.hpp"
#include "engine/sdjwt/combined.hpp"
#include "vc/envelope.hpp"
#include "vc/jwt/token.hpp"
#include "vc/model/values.hpp"
#include "vc/read.hpp"

namespace blason::vc::presentation {

namespace {

std::string text_of(const json::Value& credential) {
    return credential.is_string() ? std::string(json::view(credential)) : json::serialize(credential);
}

bool has_subject(const json::Value& credential, std::string_view id) {
    const json::Value* subjects = json::find(credential, "credentialSubject");
    bool found = false;
    if (subjects == nullptr) return found;
    model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
        found = found || model::id_of(subject) == id;
    });
    return found;
}

/// Not shortened: of a proof over the whole nothing can be left out.
bool can_be_shortened(const Held& credential) {
    if (credential.format == FormatIdentifier::JwtVcJson) return false;
    if (credential.format != FormatIdentifier::LdpVc) return true;
    bool selective = false;
    if (const json::Value* proofs = json::find(credential.credential.value(), "proof")) {
        model::for_each_value(*proofs, [&](const json::Value& proof, std::optional<std::size_t>) {
            const json::Value* suite = json::find(proof, "cryptosuite");
            selective = selective || (suite != nullptr && suite->is_string() && json::view(*suite) == "ecdsa-sd-2023");
        });
    }
    return selective;
}

Result<Held> read_inner(const json::Value& credential, const jsonld::Processor& processor) {
    auto held = read_held(text_of(credential), processor);
    if (!held) return held;
    held->holder_binding = false;
    held->shortened = can_be_shortened(*held);
    return held;
}

Result<Presented> read_presentation(const json::Value& document, const jsonld::Processor& processor) {
    const json::Value* inside = json::find(document, "verifiableCredential");
    if (inside != nullptr && inside->is_array()) {
        inside = inside->get_array().size() == 1 ? &inside->get_array().front() : nullptr;
    }
    if (inside == nullptr) {
        return malformed("presentation-credentials", "A presentation holds one credential.", "/verifiableCredential");
    }
    auto held = read_inner(*inside, processor);
    if (!held) return std::move(held).error();
    Presented out{std::move(*held), true, std::nullopt, false};
    const json::Value* holder = json::find(document, "holder");
    if (const auto id = holder == nullptr ? std::nullopt : model::id_of(*holder)) {
        out.holder = std::string(*id);
        out.by_subject = has_subject(out.credential.credential, *id);
    }
    return out;
}

Result<Presented> read_token(std::string_view token, const jsonld::Processor& processor) {
    if (token_format(token) == Format::SdJwt) {
        auto held = read_inner(model::text_value(token), processor);
        if (!held) return std::move(held).error();
        const bool bound = !blason::sdjwt::split(token)->key_binding.empty();
        return Presented{std::move(*held), bound, std::nullopt, bound};
    }
    const auto jwt = jwt::read(token);
    if (!jwt) return jwt.error();
    if (jwt->presentation) return read_presentation(jwt->document, processor);
    auto held = read_inner(model::text_value(token), processor);
    if (!held) return std::move(held).error();
    return Presented{std::move(*held), false, std::nullopt, false};
}

}  // namespace

Result<Presented> read_presented(const json::Value& presentation, const jsonld::Processor& processor) {
    if (presentation.is_string()) return read_token(trimmed(json::view(presentation)), processor);
    if (const auto token = enveloped_token(presentation)) {
        if (!*token) return token->error();
        return read_token(**token, processor);
    }
    if (model::has_type(presentation, "VerifiablePresentation")) return read_presentation(presentation, processor);
    auto held = read_inner(presentation, processor);
    if (!held) return std::move(held).error();
    return Presented{std::move(*held), false, std::nullopt, false};
}

}  // namespace blason::vc::presentation
