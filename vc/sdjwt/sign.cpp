#include "vc/sdjwt/sign.hpp"

#include "did/did_jwk.hpp"
#include "did/did_key.hpp"
#include "engine/jose/jws.hpp"
#include "engine/json/serialize.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/sdjwt/conceal.hpp"
#include "engine/sdjwt/reveal.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/clr.hpp"
#include "vc/sdjwt/disclosable.hpp"

namespace blason::vc::sdjwt {

namespace {

/// The key of a subject whose id is that key.
std::optional<crypto::PublicKey> subject_key(const json::Value& credential) {
    const json::Value* subject = json::find(credential, "credentialSubject");
    const auto id = subject == nullptr ? std::nullopt : model::id_of(*subject);
    if (!id) return std::nullopt;
    const auto did = did::Did::parse(*id);
    if (!did || (did->method != "key" && did->method != "jwk")) return std::nullopt;
    const auto resolution = did->method == "key" ? did::resolve_did_key(*did) : did::resolve_did_jwk(*did);
    if (!resolution) return std::nullopt;
    for (const auto& method : resolution->document.methods) {
        if (resolution->document.allows(did::Purpose::Authentication, method.id)) return method.key;
    }
    return std::nullopt;
}

Result<std::vector<std::string>> pointers_of(const json::Value& credential, const SignOptions& options) {
    if (!options.disclosable) return disclosable_by_default(credential);
    for (const std::string& pointer : *options.disclosable) {
        if (must_stay(pointer)) {
            return refused("not-disclosable", "Verification needs this, so it cannot be kept back.", pointer);
        }
    }
    return *options.disclosable;
}

/// Of a badge all that Open Badges ask for stays, when nobody chose otherwise: the achievement and whose it is
/// (disclosable.hpp). What other credentials need of their subjects is not known beforehand.
bool stays_whole(const json::Value& credential, const SignOptions& options) {
    return !options.disclosable && openbadges::is_achievement_credential(credential) &&
           !openbadges::is_clr_credential(credential);
}

/// Whoever gets the credential with nothing disclosed still gets a credential.
Result<void> check_bare(const json::Object& concealed) {
    auto bare = blason::sdjwt::reveal(json::Object(concealed, concealed.storage()), {});
    if (!bare) return bare.error();
    const json::Value credential = std::move(bare->payload);
    model::Findings findings;
    model::check_credential(credential, json::Path{}, findings);
    openbadges::check(credential, json::Path{}, findings);
    if (auto error = findings.first()) {
        error->detail = "With everything kept back this would be no credential: " + error->detail;
        return std::move(*error);
    }
    return {};
}

}  // namespace

Result<Signed> sign(const json::Value& credential, const crypto::Signer& signer, const SignOptions& options,
                    crypto::Random& random) {
    const auto algorithm = jwt::algorithm_of(signer, options.algorithm);
    if (!algorithm) return algorithm.error();
    const bool vcdm = json::find(credential, "@context") != nullptr;
    if (vcdm) {
        if (const auto free = jwt::check_names(credential.as_object()); !free) return free.error();
    }
    const auto pointers = pointers_of(credential, options);
    if (!pointers) return pointers.error();
    unsigned char memory[32U << 10U];  // a badge fits, twice; what is longer goes on on the heap
    boost::json::monotonic_resource arena(memory);
    auto concealed = blason::sdjwt::conceal(json::Object(credential.as_object(), &arena), *pointers,
                                            {crypto::HashAlgorithm::Sha256, options.decoys}, random);
    if (!concealed) return std::move(concealed).error();
    json::Object& payload = concealed->payload;
    if (vcdm && !stays_whole(credential, options)) {
        if (const auto whole = check_bare(payload); !whole) return whole.error();
    }
    if (vcdm) {
        for (const auto& claim : jwt::claims_of(credential, Format::SdJwt, options.created)) payload.insert(claim);
    } else {
        payload.emplace("iat", options.created.seconds);
    }
    const auto key = options.holder_key ? options.holder_key : subject_key(credential);
    if (key) payload.emplace("cnf", json::Object{{"jwk", key->jwk()}});
    const std::string_view typ = vcdm ? "vc+sd-jwt" : "dc+sd-jwt";
    json::Object header{{"typ", model::text_value(typ)}, {"kid", model::text_value(options.verification_method)}};
    const auto jwt = jose::sign_compact(signer, *algorithm, header, as_bytes(json::serialize(payload)));
    if (!jwt) return jwt.error();
    return Signed{blason::sdjwt::join(*jwt, concealed->disclosures), "application/" + std::string(typ)};
}

}  // namespace blason::vc::sdjwt
