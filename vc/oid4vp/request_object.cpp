#include "vc/oid4vp/request_object.hpp"

#include <algorithm>

#include "engine/jose/jwt.hpp"
#include "engine/json/serialize.hpp"
#include "vc/oid4vp/client_key.hpp"
#include "vc/oid4vp/draft.hpp"

namespace blason::vc::oid4vp {
namespace {

Error bad_object(std::string detail, std::string pointer = {}) {
    return refused("invalid_request_object", std::move(detail), std::move(pointer));
}

/// What is wrong with the object itself, in the standard's word; what could not be asked stays unknown.
Error bad_object(const Error& error) {
    if (error.kind == ErrorKind::Unavailable) return error;
    return bad_object(error.detail, error.pointer);
}

/// Section 5: the type is mandatory, and written without "application/". Before draft 24 it was not.
Result<void> check_type(std::string_view type, const json::Object& claims) {
    const bool untyped = is_draft(claims) && (type.empty() || type == "JWT");
    if (type == kRequestObjectType || untyped) return {};
    return bad_object("This is a token of another type.", "/typ");
}

/// Sections 5.8 and 5.10: for wallets, for this one, and just now.
Result<void> check_claims(const json::Object& claims, const ObjectRules& rules) {
    if (json::text_view(claims, "client_id") != rules.client_id)
        return bad_object("The request object comes from another verifier than the link says.", "/client_id");
    // Draft 21 section 5.10; to all others the parameter means nothing.
    if (is_draft(claims) && !rules.client_id_scheme.empty() &&
        json::text_view(claims, "client_id_scheme") != rules.client_id_scheme)
        return bad_object("The request object names its verifier in another way than the link.", "/client_id_scheme");
    if (!jose::is_for(claims, kAnyWallet)) return bad_object("The request object is not for wallets.", "/aud");
    if (const auto times = jose::check_times(claims, rules.now); !times) return bad_object(times.error());
    if (json::text_view(claims, "wallet_nonce") != rules.wallet_nonce)
        return bad_object(rules.wallet_nonce.empty() ? "The request object has a wallet nonce that nobody sent."
                                                     : "The request object was not made for this fetch.",
                          "/wallet_nonce");
    return {};
}

}  // namespace

Result<std::string> sign_request_object(const json::Object& parameters, std::string_view wallet_nonce,
                                        const ObjectTimes& times, const ObjectKey& key) {
    const auto algorithm = crypto::usual_algorithm(key.signer.public_key().type());
    if (!algorithm) return Error{"key-unsupported", "A key of this type does not sign.", "", ErrorKind::Usage};
    json::Object header;
    header.emplace("typ", json::key(kRequestObjectType));
    add_to_header(header, key);
    json::Object claims = parameters;
    claims["aud"] = json::key(kAnyWallet);
    claims["iat"] = times.issued.seconds;
    claims["exp"] = times.expires.seconds;
    if (!wallet_nonce.empty()) claims["wallet_nonce"] = json::key(wallet_nonce);
    return jose::sign_compact(key.signer, *algorithm, header, as_bytes(json::serialize(claims)));
}

Result<KnownRequest> open_request_object(std::string_view text, const ObjectRules& rules) {
    const auto jws = jose::parse_compact(text);
    if (!jws) return bad_object(jws.error());
    const auto claims = jose::parse_claims(jws->payload);
    if (!claims) return bad_object(claims.error());
    if (const auto checked = check_type(jws->typ(), *claims); !checked) return checked.error();
    if (const auto checked = check_claims(*claims, rules); !checked) return checked.error();
    auto request = read_request(*claims, Carried::InObject);
    if (!request) return std::move(request).error();

    const auto key = key_of_client(*jws, *request, rules);
    if (!key) return key.error();
    if (const auto verified = jose::verify(*jws, key->key); !verified) return bad_object(verified.error());
    return KnownRequest{std::move(*request), key->name, key->vouched, true};
}

Result<KnownRequest> open_parameters(const json::Object& parameters, const Trust& trust) {
    auto request = read_request(parameters, Carried::InLink);
    if (!request) return std::move(request).error();
    if (request->client.prefix == ClientIdPrefix::RedirectUri)
        return KnownRequest{std::move(*request), {}, false, false};
    const auto known = known_verifier(*request, trust);
    if (!known) return known.error();
    if ((*known)->keys) return refused("invalid_client", "This verifier signs its requests.", "/client_id");
    std::string name = (*known)->name;
    return KnownRequest{std::move(*request), std::move(name), true, false};
}

}  // namespace blason::vc::oid4vp
