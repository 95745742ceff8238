#include "wallet-server/service/oid4vp/verifier.hpp"

#include "engine/crypto/private_key.hpp"
#include "engine/crypto/seal.hpp"
#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "vc/oid4vp/request_object.hpp"
#include "wallet-server/service/badge_claims.hpp"
#include "wallet-server/service/derived_key.hpp"
#include "wallet-server/service/oid4vp/request_secrets.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oid4vp {
namespace {

using vc::oid4vp::FetchMethod;
using vc::oid4vp::ResponseMode;

constexpr const char* kByValue = "value";

/// A fresh key for each request (section 8.3): whoever gets it later reads no other answer.
Result<void> add_encryption(json::Object& metadata, KeptRequest& kept, crypto::Random& random) {
    auto key = crypto::generate_key(crypto::KeyType::P256, random);
    if (!key) return std::move(key).error();
    auto jwk = key->public_key.jwk();
    jwk["kid"] = kEncryptionKid;
    jwk["use"] = "enc";
    jwk["alg"] = "ECDH-ES";
    metadata["jwks"] = json::Object{{"keys", json::Array{std::move(jwk)}}};
    metadata["encrypted_response_enc_values_supported"] = json::Array{"A256GCM", "A128GCM", "A128CBC-HS256"};
    kept.encryption_key = crypto::private_jwk_text(*key);
    return {};
}

Error at(Error error, const char* pointer) {
    error.pointer = pointer;
    return error;
}

/// The types of badges as SD-JWT VC that this verifier can know: of the achievement that is asked for, or of all its
/// own.
Result<std::vector<std::string>> types_of(const Ask& ask, IssuerService& issuers, std::string_view org) {
    constexpr std::size_t kMostTypes = 100;
    if (!ask.achievement.empty()) return std::vector{badge_vct(ask.achievement)};
    const auto achievements = issuers.achievements(org);
    if (!achievements) return achievements.error();
    std::vector<std::string> types;
    for (const auto& one : *achievements)
        if (types.size() < kMostTypes) types.push_back(badge_vct(one.url));
    return types;
}

/// What has short names here by its address, as wallets know it.
Result<Ask> resolved(Ask ask, IssuerService& issuers, const std::string& org) {
    const auto is_short = [](const std::string& name) { return !name.empty() && iri::split(name).scheme.empty(); };
    if (is_short(ask.achievement)) {
        const auto known = issuers.achievement(org, ask.achievement);
        if (!known) return at(known.error(), "/ask/achievement");
        ask.achievement = known->url;
    }
    if (is_short(ask.issuer)) {
        const auto known = issuers.issuer(ask.issuer);
        if (!known) return at(known.error(), "/ask/issuer");
        ask.issuer = known->id;
    }
    return ask;
}

}  // namespace

Result<KeptRequest> Verifier::unsealed(const storage::PresentationRequestRow& row) {
    const auto plain = crypto::unseal(derived_key(parts_.master, kSealPurpose), row.sealed, place_of(row, "request"));
    if (!plain) return plain.error();
    const auto reading = plain->read();
    return kept_request_from(as_text(reading.bytes()));
}

Result<void> Verifier::write(const NewPresentationRequest& request, vc::oid4vp::NewRequest wire, KeptRequest& kept) {
    wire.mode = request.mode;
    wire.dcql_query = request.dcql_query;
    if (kept.badge) {
        const auto types = types_of(*kept.badge, parts_.issuers, request.org);
        if (!types) return types.error();
        wire.dcql_query = query_for(*kept.badge, *types);
    }
    wire.client_metadata["vp_formats_supported"] = vc::oid4vp::supported_formats();
    if (request.mode == ResponseMode::DirectPostJwt) {
        if (auto added = add_encryption(wire.client_metadata, kept, parts_.random); !added) return added;
    }
    for (const auto& one : request.transaction_data)
        wire.transaction_data.push_back(vc::oid4vp::encode_transaction_data(one));
    wire.verifier_info = request.verifier_info;
    auto parameters = vc::oid4vp::write_request(wire);
    if (!parameters) return std::move(parameters).error();
    kept.parameters = std::move(*parameters);
    return {};
}

Result<PresentationRequest> Verifier::ask(const NewPresentationRequest& request, const Actor& actor) {
    const auto now = parts_.clock();
    const auto issuer = parts_.issuers.issuer(request.org);
    if (!issuer) return issuer.error();
    const auto lifetime = request.lifetime.value_or(request.same_device ? kSameDevice : kOtherDevice);
    if (lifetime <= std::chrono::seconds(0) || lifetime > kLongest)
        return refused("lifetime", "A request lasts from a second to an hour.", "/expiresIn");
    const auto secret = [&] { return text::base64url_encode(parts_.random.bytes(kSecretBytes)); };

    Open made;
    KeptRequest& kept = made.kept;
    kept.handle = secret();
    kept.attestation = request.attestation;
    if (request.badge) {
        auto badge = resolved(*request.badge, parts_.issuers, request.org);
        if (!badge) return std::move(badge).error();
        kept.badge = std::move(*badge);
    }
    kept.exchange = request.exchange;
    const std::string answer_to = parts_.urls.base() + "/openid4vp/responses/" + kept.handle;
    auto identity =
        identity_of(*issuer, request, answer_to, {parts_.store, parts_.keys, parts_.urls, parts_.certificate.get()});
    if (!identity) return std::move(identity).error();
    kept.key_id = identity->key_id;
    kept.kid = identity->kid;
    for (const Bytes& one : identity->certificates)
        kept.certificates += (kept.certificates.empty() ? "" : " ") + text::base64url_encode(one);
    kept.method = request.by_value || kept.key_id.empty() ? kByValue
                  : request.method == FetchMethod::Post   ? "post"
                                                          : "get";

    vc::oid4vp::NewRequest wire;
    wire.client = identity->client;
    wire.answer_to = answer_to;
    wire.nonce = secret();
    wire.state = secret();
    wire.client_metadata["client_name"] = json::key(request.name.empty() ? issuer->name : request.name);
    if (auto written = write(request, std::move(wire), kept); !written) return std::move(written).error();

    std::string session;
    if (request.same_device) {
        session = secret();
        kept.session_hash = to_hex(hashed(session));
        kept.return_to = request.return_to;
    }
    made.row = {request.org,
                request.id.empty() ? random_id(parts_.random) : request.id,
                hashed(kept.handle),
                {},
                "open",
                {},
                to_ms(now),
                to_ms({now.seconds + lifetime.count(), now.nanoseconds}),
                0,
                {},
                0};
    made.row.sealed = crypto::seal(derived_key(parts_.master, kSealPurpose), as_bytes(to_text(kept)),
                                   place_of(made.row, "request"), parts_.random);
    auto stored = parts_.store.add_presentation_request(
        made.row, audit(request.org, "presentation.ask", made.row.id, actor, now));
    if (!stored) return issuer_not_found(std::move(stored).error());
    auto out = view(made, false);
    if (out) out->session = std::move(session);
    return out;
}

Result<Verifier::Open> Verifier::open(std::string_view handle) {
    return opened(parts_.store.presentation_request_of(hashed(handle)));
}

Result<Verifier::Open> Verifier::opened(Result<storage::PresentationRequestRow> row) {
    if (!row) return row.error().code == "not-found" ? unknown_request() : row.error();
    if (row->state != "open" || row->expires_ms <= to_ms(parts_.clock())) return unknown_request();
    auto kept = unsealed(*row);
    if (!kept) return std::move(kept).error();
    return Open{std::move(*row), std::move(*kept)};
}

Result<std::shared_ptr<const crypto::Signer>> Verifier::signer_of(const Open& open) {
    if (open.kept.key_id != kGivenKey) return parts_.keys.signer(open.row.org, open.kept.key_id);
    if (parts_.certificate) return parts_.certificate->signer;
    return unavailable("certificate-missing", "The certificate of this request is no longer here.");
}

Result<std::string> Verifier::signed_object(const Open& open, std::string_view wallet_nonce) {
    const auto signer = signer_of(open);
    if (!signer) return signer.error();
    vc::oid4vp::ObjectKey key{**signer, open.kept.kid, {}, open.kept.attestation};
    for (std::string_view rest = open.kept.certificates; !rest.empty();) {
        const auto one = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        auto der = text::base64url_decode(one);
        if (!der) return std::move(der).error();
        key.certificates.push_back(std::move(*der));
    }
    return vc::oid4vp::sign_request_object(open.kept.parameters, wallet_nonce,
                                           {from_ms(open.row.created_ms), from_ms(open.row.expires_ms)}, key);
}

Result<std::string> Verifier::link_of(const Open& open) {
    const std::string where = std::string(vc::oid4vp::kScheme) + "://";
    const KeptRequest& kept = open.kept;
    if (kept.key_id.empty()) return vc::oid4vp::write_link(where, kept.parameters);
    json::Object parameters{{"client_id", kept.parameters.at("client_id")}};
    if (kept.method == kByValue) {
        auto object = signed_object(open, {});
        if (!object) return object;
        parameters["request"] = json::key(*object);
    } else {
        parameters["request_uri"] = json::key(parts_.urls.base() + "/openid4vp/requests/" + kept.handle);
        if (kept.method == "post") parameters["request_uri_method"] = "post";
    }
    return vc::oid4vp::write_link(where, parameters);
}

Result<PresentationRequest> Verifier::view(const Open& open, bool with_answer) {
    const auto& row = open.row;
    PresentationRequest out;
    out.org = row.org;
    out.id = row.id;
    out.created = from_ms(row.created_ms);
    out.expires = from_ms(row.expires_ms);
    out.client_id = json::text_of(open.kept.parameters, "client_id");
    out.badge = open.kept.badge;
    out.same_device = !open.kept.session_hash.empty();
    out.state = row.state == "answered"                   ? RequestState::Answered
                : row.state == "declined"                 ? RequestState::Declined
                : row.expires_ms <= to_ms(parts_.clock()) ? RequestState::Expired
                                                          : RequestState::Open;
    if (out.state == RequestState::Open) {
        auto link = link_of(open);
        if (!link) return std::move(link).error();
        out.link = std::move(*link);
        out.web_link = parts_.urls.base() + "/openid4vp/open/" + open.kept.handle;
    }
    if (with_answer && !row.answer.empty()) {
        const auto plain =
            crypto::unseal(derived_key(parts_.master, kSealPurpose), row.answer, place_of(row, "answer"));
        if (!plain) return plain.error();
        const auto reading = plain->read();
        auto answer = json::parse(as_text(reading.bytes()));
        if (!answer) return std::move(answer).error();
        out.answer = std::move(*answer);
    }
    return out;
}

Result<PresentationRequest> Verifier::view(storage::PresentationRequestRow row) {
    auto kept = unsealed(row);
    if (!kept) return std::move(kept).error();
    const bool for_browser = !kept->session_hash.empty();
    return view({std::move(row), std::move(*kept)}, !for_browser);
}

Result<PresentationRequest> Verifier::find(std::string_view org, std::string_view id) {
    auto row = parts_.store.presentation_request(org, id);
    if (!row) return request_not_found(std::move(row).error());
    return view(std::move(*row));
}

Result<std::vector<PresentationRequest>> Verifier::list(std::string_view org, std::size_t limit) {
    auto rows = parts_.store.presentation_requests(org, limit);
    if (!rows) return std::move(rows).error();
    std::vector<PresentationRequest> all;
    for (auto& row : *rows) {
        auto one = view(std::move(row));
        if (!one) return std::move(one).error();
        all.push_back(std::move(*one));
    }
    return all;
}

Result<std::string> Verifier::request_object(std::string_view handle, FetchMethod fetched,
                                             std::string_view wallet_nonce) {
    const auto found = open(handle);
    if (!found) return found.error();
    // Section 5.1: a wallet that does not know request_uri_method comes with GET.
    const bool expected = fetched == FetchMethod::Post ? found->kept.method == "post" : found->kept.method != kByValue;
    if (!expected) return refused("request-method", "This request is not fetched in this way.");
    if (fetched == FetchMethod::Post && wallet_nonce.size() > 512)
        return refused("wallet-nonce", "A wallet nonce has at most 512 characters.", "/wallet_nonce");
    return signed_object(*found, wallet_nonce);
}

Result<std::string> Verifier::object_of(std::string_view org, std::string_view id) {
    auto row = parts_.store.presentation_request(org, id);
    if (!row) return request_not_found(std::move(row).error());
    const auto found = opened(std::move(row));
    if (!found) return found.error();
    return signed_object(*found, {});
}

Result<std::string> Verifier::link(std::string_view handle) {
    const auto found = open(handle);
    if (!found) return found.error();
    return link_of(*found);
}

}  // namespace blason::service::oid4vp
