#include "vc/sdjwt/present.hpp"

#include "engine/json/pointer.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/sdjwt/key_binding.hpp"
#include "vc/sdjwt/token.hpp"

namespace blason::vc::sdjwt {

namespace {

using Tokens = std::vector<std::string>;

/// One is the other, or around it.
bool related(const Tokens& a, const Tokens& b) {
    const std::size_t common = std::min(a.size(), b.size());
    return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(common), b.begin());
}

Result<std::vector<Tokens>> parse_all(const json::Value& document, const std::vector<std::string>& pointers) {
    std::vector<Tokens> all;
    for (const std::string& pointer : pointers) {
        auto tokens = json::parse_pointer(pointer);
        if (!tokens) return Error{tokens.error().code, tokens.error().detail, pointer, ErrorKind::Malformed};
        if (json::resolve_pointer(document, *tokens) == nullptr) {
            return refused("sd-pointer-not-found", "The credential has nothing at this place.", pointer);
        }
        all.push_back(std::move(*tokens));
    }
    return all;
}

Result<crypto::PublicKey> key_of(const Token& token) {
    const json::Value* cnf = json::find(token.issued.claims, "cnf");
    const json::Value* jwk = cnf == nullptr ? nullptr : json::find(*cnf, "jwk");
    auto key = jwk != nullptr && jwk->is_object() ? crypto::PublicKey::from_jwk(jwk->get_object())
                                                  : Result<crypto::PublicKey>(refused("holder-key-mismatch", ""));
    if (!key) return refused("holder-key-mismatch", "The credential is bound to no key.", "/cnf");
    return key;
}

}  // namespace

Result<crypto::PublicKey> bound_key(std::string_view text) {
    const auto token = read(text);
    if (!token) return token.error();
    return key_of(*token);
}

Result<std::string> derive(std::string_view text, const std::vector<std::string>& reveal) {
    const auto token = read(text);
    if (!token) return token.error();
    const auto wanted = parse_all(token->issued.document, reveal);
    if (!wanted) return wanted.error();
    auto parts = *blason::sdjwt::split(text);
    std::vector<blason::sdjwt::Disclosure> shown;
    for (std::size_t i = 0; i < token->places.size(); ++i) {
        const auto place = json::parse_pointer(token->places[i]);
        const bool chosen = std::ranges::any_of(*wanted, [&](const Tokens& one) { return related(one, *place); });
        if (chosen) shown.push_back(std::move(parts.disclosures[i]));
    }
    return blason::sdjwt::join(parts.jwt, shown);
}

Result<std::string> bind(std::string_view text, const Binding& binding, const crypto::Signer& holder) {
    const auto token = read(text);
    if (!token) return token.error();
    const auto key = key_of(*token);
    if (!key) return key.error();
    if (!(*key == holder.public_key())) {
        return refused("holder-key-mismatch", "The credential is not bound to this key.", "/cnf");
    }
    auto key_binding = blason::sdjwt::make_key_binding(
        token->bound, {binding.challenge, binding.domain, binding.created, &binding.further}, token->hash, holder);
    if (!key_binding) return key_binding;
    return std::string(token->bound) + *key_binding;
}

}  // namespace blason::vc::sdjwt
