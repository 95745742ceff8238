#include "vc/presentation/holder_name.hpp"

#include "did/did_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/base64url.hpp"
#include "vc/model/values.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/present.hpp"

namespace blason::vc::presentation {
namespace {

constexpr std::string_view kDidKey = "did:key:";
constexpr std::string_view kDidJwk = "did:jwk:";

}  // namespace

std::string key_did_of(std::string_view did) {
    if (did.starts_with(kDidKey)) return std::string(did);
    if (!did.starts_with(kDidJwk)) return {};
    const auto text = text::base64url_decode(did.substr(kDidJwk.size()));
    if (!text) return {};
    const auto jwk = json::parse(as_text(*text));
    if (!jwk || !jwk->is_object()) return {};
    const auto key = crypto::PublicKey::from_jwk(jwk->get_object());
    return key ? did::did_key(*key) : std::string();
}

std::vector<HolderName> holder_names(const Held& held, std::string_view text) {
    std::vector<HolderName> names;
    if (held.format == FormatIdentifier::DcSdJwt || held.format == FormatIdentifier::VcSdJwt) {
        if (const auto key = sdjwt::bound_key(trimmed(text))) names.push_back({did::did_key(*key), did::did_key(*key)});
        return names;
    }
    const auto* subjects = json::find(held.credential.value(), "credentialSubject");
    if (subjects == nullptr) return names;
    model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
        const auto id = subject.is_object() ? model::id_of(subject) : std::nullopt;
        auto key_did = id ? key_did_of(*id) : std::string();
        if (!key_did.empty()) names.push_back({std::string(*id), std::move(key_did)});
    });
    return names;
}

std::string method_of(std::string_view did, const crypto::PublicKey& key) {
    return did.starts_with(kDidJwk) ? std::string(did) + "#0" : did::did_key_method(key);
}

}  // namespace blason::vc::presentation
