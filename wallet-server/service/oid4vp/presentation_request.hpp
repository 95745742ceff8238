// A request for presentations from the day it is made until it is forgotten, as the verifier keeps it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/oid4vp/link.hpp"
#include "vc/oid4vp/request.hpp"
#include "wallet-server/service/exchange_tie.hpp"
#include "wallet-server/service/oid4vp/ask.hpp"

namespace blason::service::oid4vp {

/// What a verifier wants to ask.
struct NewPresentationRequest {
    std::string org;
    json::Object dcql_query;
    std::optional<Ask> badge;  ///< instead of a query: one badge, in any of its forms
    vc::oid4vp::ResponseMode mode = vc::oid4vp::ResponseMode::DirectPost;
    vc::oid4vp::ClientIdPrefix prefix = vc::oid4vp::ClientIdPrefix::DecentralizedIdentifier;
    std::string client_id;    ///< of a pre-registered or attested verifier, without prefix; else empty
    std::string attestation;  ///< verifier attestation JWT of that prefix
    vc::oid4vp::FetchMethod method = vc::oid4vp::FetchMethod::Get;
    bool by_value = false;  ///< the request object stands in the link; always so without a signature
    std::vector<json::Object> transaction_data;
    json::Array verifier_info;
    std::string name;  ///< that wallets show; the issuer's when empty
    /// The browser that asked is the one that gets the answer: the wallet sends it back with a response code.
    bool same_device = false;
    std::string return_to;                           ///< where to; our own page when empty
    std::optional<std::chrono::seconds> lifetime{};  ///< at most an hour; 5 minutes, or 2 for another device
    std::string id{};                                ///< 128 bits that nobody can guess; empty: new ones
    std::optional<ExchangeTie> exchange{};           ///< the step that it is part of
};

enum class RequestState { Open, Answered, Declined, Expired };
std::string_view to_text(RequestState state);  ///< "open", ...

/// A request as it is kept: sealed, because it has secrets.
struct KeptRequest {
    json::Object parameters;  ///< of the authorization request
    std::string handle;       ///< what the wallet knows it by, in addresses: 192 random bits
    std::string key_id;       ///< of the issuer's key that signs, or kGivenKey; empty: not signed
    std::string kid;
    std::string certificates;    ///< base64url of DER, the leaf first, with spaces between; empty: none
    std::string attestation;     ///< empty: none
    std::string encryption_key;  ///< private JWK; empty: answers are not encrypted
    std::string session_hash;    ///< SHA-256, hexadecimal, of what the browser carries; empty: another device
    std::string return_to;
    std::string method;        ///< "get", "post", or "value"
    std::optional<Ask> badge;  ///< what was asked for; nothing: a query
    std::optional<ExchangeTie> exchange{};
};
std::string to_text(const KeptRequest& request);
/// Error "request-unreadable".
Result<KeptRequest> kept_request_from(std::string_view text);

/// The request as its own wallet would read it, transactions of any type included.
struct ReadRequest {
    vc::oid4vp::AuthorizationRequest request;
    vc::oid4vp::Wish wish;
};
Result<ReadRequest> read_kept(const KeptRequest& kept);

/// What the verifier is told of a request.
struct PresentationRequest {
    std::string org;
    std::string id;
    RequestState state = RequestState::Open;
    std::string client_id;
    std::string link;      ///< openid4vp://...
    std::string web_link;  ///< https: opens the wallet of the device
    Instant created;
    Instant expires;
    bool same_device = false;
    std::string session;       ///< of the browser, only when it is made; empty: another device
    std::optional<Ask> badge;  ///< what was asked for; nothing: a query
    json::Value answer;        ///< see judge.hpp; null: none, or it is kept for the browser that asked
};

}  // namespace blason::service::oid4vp
