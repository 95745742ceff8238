// How a request comes to a wallet: by value or by reference, and what it refers to itself.
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/form_urlencoded.hpp"
#include "vc/oid4vp/draft.hpp"
#include "vc/oid4vp/link.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/oid4vp/wallet_side.hpp"

namespace blason::service::oid4vp {
namespace {

using namespace vc::oid4vp;

/// Of a presentation definition, or of what a verifier says about itself: as much as a link could bring.
constexpr std::size_t kMaxReferenced = kMaxLinkBytes;

Error host_refuses(int status) {
    return unavailable("request-not-fetched",
                       "The host of the request answered with status " + std::to_string(status) + ".");
}

/// Section 5.10: with POST the wallet says what it can do, and gets an object made for it.
net::FetchRequest fetch_of(const Link& link, const std::string& wallet_nonce) {
    net::FetchRequest fetch;
    fetch.url = link.request_uri;
    fetch.accept = kRequestObjectMediaType;
    if (link.method == FetchMethod::Get) return fetch;
    const json::Object metadata{
        {"vp_formats_supported", supported_formats()},
        {"client_id_prefixes_supported",
         {"redirect_uri", "decentralized_identifier", "x509_san_dns", "x509_hash", "verifier_attestation"}},
        // The same for drafts 18 to 24, whose verifiers know no prefixes by this name.
        {"client_id_schemes_supported",
         {"pre-registered", "redirect_uri", "did", "x509_san_dns", "verifier_attestation"}},
        {"presentation_definition_uri_supported", true},
        {"request_object_signing_alg_values_supported", {"EdDSA", "ES256", "ES384"}},
        {"response_types_supported", {"vp_token"}},
        {"response_modes_supported", {"direct_post", "direct_post.jwt", "fragment"}}};
    fetch.method = "POST";
    fetch.content_type = "application/x-www-form-urlencoded";
    fetch.body = text::form_encode({{"wallet_metadata", json::serialize(metadata)}, {"wallet_nonce", wallet_nonce}});
    return fetch;
}

Result<void> fetch_reference(AuthorizationRequest& request, const Reference& reference, const WalletSide& side) {
    net::FetchRequest fetch;
    fetch.url = reference.url;
    fetch.accept = "application/json";
    fetch.max_bytes = kMaxReferenced;
    const auto reply = side.client.fetch(fetch);
    if (!reply) return not_fetched(reference, reply.error().code == "fetch-too-large", reply.error().detail);
    if (reply->status != 200)
        return not_fetched(reference, true, "Its host answered with status " + std::to_string(reply->status) + ".");
    return take_fetched(request, reference, reply->body);
}

Result<KnownRequest> open_link(std::string_view text, const WalletSide& side) {
    const auto link = read_link(text);
    if (!link) return link.error();
    if (link->request.empty() && link->request_uri.empty()) return open_parameters(link->parameters, side.trust);
    if (!link->request.empty()) {
        return open_request_object(
            link->request,
            {side.now, link->client_id, {}, side.trust, side.environment.resolver, link->client_id_scheme});
    }
    const bool post = link->method == FetchMethod::Post;
    const std::string wallet_nonce = post ? text::base64url_encode(side.random.bytes(24)) : std::string();
    const auto reply = side.client.fetch(fetch_of(*link, wallet_nonce));
    if (!reply) return reply.error();
    if (reply->status != 200) return host_refuses(reply->status);
    return open_request_object(vc::trimmed(reply->body), {side.now, link->client_id, wallet_nonce, side.trust,
                                                          side.environment.resolver, link->client_id_scheme});
}

}  // namespace

Result<KnownRequest> fetch_request(std::string_view text, const WalletSide& side) {
    auto known = open_link(text, side);
    if (!known) return known;
    while (const auto reference = next_reference(known->request)) {
        if (const auto fetched = fetch_reference(known->request, *reference, side); !fetched) {
            static_cast<void>(send_error(*known, fetched.error().code, fetched.error().detail, side));
            return fetched.error();
        }
    }
    return known;
}

}  // namespace blason::service::oid4vp
