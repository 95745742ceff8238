#include "engine/jose/dpop.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/iri/iri.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/base64url.hpp"

namespace blason::jose {
namespace {

constexpr std::string_view kType = "dpop+jwt";
constexpr std::size_t kMostBytes = 8192;
constexpr std::size_t kMostId = 512;

Error invalid(std::string detail) {
    return refused("invalid_dpop_proof", std::move(detail));
}

/// Without query and fragment; scheme and host in lower case, and no port that goes without saying (RFC 3986 sections
/// 6.2.2 and 6.2.3, which section 4.3 of RFC 9449 recommends).
std::string comparable(std::string_view url) {
    const auto parts = iri::split(url);
    const auto scheme = text::lower(parts.scheme);
    auto authority = text::lower(parts.authority);
    const std::string_view port = scheme == "https" ? ":443" : ":80";
    if (authority.ends_with(port)) authority.resize(authority.size() - port.size());
    return scheme + "://" + authority + (parts.path.empty() ? "/" : std::string(parts.path));
}

std::string hash_of(std::string_view token) {
    return text::base64url_encode(crypto::sha256(token).bytes());
}

/// The key the proof brings along. It proves possession of that key and nothing else, so it may (section 4.2).
Result<Jwk> own_key(const Jws& jws) {
    const auto* jwk = json::find(jws.header, "jwk");
    if (jwk == nullptr || !jwk->is_object()) return invalid("The DPoP proof has no jwk.");
    auto key = parse_jwk(jwk->get_object());
    if (!key) return invalid("The jwk of the DPoP proof is no public key that is known here.");
    return key;
}

}  // namespace

Result<DpopProof> check_dpop(std::string_view proof, const DpopRequest& request, Instant now,
                             std::int64_t skew_seconds) {
    if (proof.size() > kMostBytes) return invalid("The DPoP proof is too large.");
    const auto jws = parse_compact(proof);
    if (!jws) return invalid("The DPoP proof is no JWT.");
    const auto key = own_key(*jws);
    if (!key) return key.error();
    constexpr std::string_view kTypes[] = {kType};
    const auto jwt = verify_jwt(*jws, *key, {.now = now, .skew_seconds = skew_seconds, .types = kTypes});
    if (!jwt) return invalid("The DPoP proof does not verify: " + jwt.error().detail);

    const auto& claims = jwt->claims;
    const auto id = json::text_view(claims, "jti");
    if (id.empty() || id.size() > kMostId) return invalid("The DPoP proof has no jti.");
    if (json::text_view(claims, "htm") != request.method) return invalid("The DPoP proof is for another method (htm).");
    const auto url = json::text_view(claims, "htu");
    if (url.empty() || comparable(url) != comparable(request.url))
        return invalid("The DPoP proof is for another address (htu).");
    const auto* issued = json::find(claims, "iat");
    if (issued == nullptr) return invalid("The DPoP proof has no iat.");
    const auto seconds =
        issued->is_double() ? static_cast<std::int64_t>(issued->get_double()) : issued->to_number<std::int64_t>();
    if (seconds + skew_seconds < now.seconds) return invalid("The DPoP proof is too old.");
    if (!request.access_token.empty() && json::text_view(claims, "ath") != hash_of(request.access_token))
        return invalid("The DPoP proof is for another access token (ath).");
    return DpopProof{key->key.thumbprint(), std::string(id), json::text_of(claims, "nonce"), {seconds, 0}};
}

Result<std::string> make_dpop(const crypto::Signer& signer, const DpopRequest& request, std::string_view nonce,
                              Instant now, crypto::Random& random) {
    const auto algorithm = crypto::usual_algorithm(signer.public_key().type());
    if (!algorithm) return refused("key-alg-mismatch", "This key does not sign.");
    json::Object header;
    header["typ"] = json::key(kType);
    header["jwk"] = signer.public_key().jwk();
    json::Object claims;
    claims["jti"] = json::key(text::base64url_encode(random.bytes(16)));
    claims["htm"] = json::key(request.method);
    claims["htu"] = json::key(request.url.substr(0, request.url.find_first_of("?#")));
    claims["iat"] = now.seconds;
    if (!nonce.empty()) claims["nonce"] = json::key(nonce);
    if (!request.access_token.empty()) claims["ath"] = json::key(hash_of(request.access_token));
    return sign_compact(signer, *algorithm, header, as_bytes(json::serialize(claims)));
}

}  // namespace blason::jose
