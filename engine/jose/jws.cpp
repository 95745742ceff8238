#include "engine/jose/jws.hpp"

#include <fmt/format.h>

#include "engine/crypto/verify.hpp"
#include "engine/jose/header.hpp"
#include "engine/text/base64url.hpp"

namespace blason::jose {
namespace {

Error malformed_jws() {
    return malformed("jws-malformed", "This is not a compact JWS: three parts of base64url with dots between them.");
}

Result<Jws> read_parts(std::string_view header, std::string_view payload, std::string_view signature) {
    Jws jws;
    auto parsed = parse_header(header);
    if (!parsed) return std::move(parsed).error();
    jws.header = std::move(*parsed);
    auto decoded_payload = text::base64url_decode(payload);
    auto decoded_signature = text::base64url_decode(signature);
    if (!decoded_payload || !decoded_signature) return malformed_jws();
    jws.payload = std::move(*decoded_payload);
    jws.signature = std::move(*decoded_signature);
    jws.signing_input = fmt::format("{}.{}", header, payload);
    return jws;
}

/// What was signed, "header.payload", and the signature, all in base64url.
struct SignedParts {
    std::string input;
    std::string signature;

    [[nodiscard]] std::string_view header() const { return std::string_view(input).substr(0, input.find('.')); }
    [[nodiscard]] std::string_view payload() const { return std::string_view(input).substr(input.find('.') + 1); }
};

/// RFC 7515 section 5.1.
Result<SignedParts> sign_parts(const crypto::Signer& signer, crypto::SignatureAlgorithm algorithm,
                               const json::Object& header, ByteView payload) {
    json::Object whole;
    whole.emplace("alg", json::key(crypto::info(algorithm).name));
    for (const auto& member : header) {
        if (member.key() != "alg") whole.insert(member);
    }
    std::string input = encode_header(whole);
    input += '.';
    input += text::base64url_encode(payload);
    auto signature = signer.sign_with(algorithm, as_bytes(input));
    if (!signature) return std::move(signature).error();
    return SignedParts{std::move(input), text::base64url_encode(*signature)};
}

Result<Jws> read_json_signature(const json::Object& object, std::string_view payload, const std::string& place) {
    const auto wrong = [&](std::string_view what) { return malformed("jws-malformed", std::string(what), place); };
    const auto* protected_part = json::find(object, "protected");
    const auto* signature = json::find(object, "signature");
    if (protected_part == nullptr || !protected_part->is_string() || signature == nullptr || !signature->is_string()) {
        return wrong("A signature needs the texts \"protected\" and \"signature\".");
    }
    auto jws = read_parts(json::view(*protected_part), payload, json::view(*signature));
    if (!jws) {
        jws.error().pointer = place;
        return jws;
    }
    if (const auto* unprotected = json::find(object, "header")) {
        if (!unprotected->is_object()) return wrong("The unprotected \"header\" must be an object.");
        jws->unprotected = unprotected->get_object();
        for (const auto& member : jws->unprotected) {
            const std::string_view name(member.key().data(), member.key().size());
            // RFC 7515 sections 4 and 4.1.11; `alg` outside the signature is allowed there, and an open door.
            if (json::find(jws->header, name) != nullptr || name == "crit" || name == "alg") {
                return wrong("The unprotected header has a member that it must not have.");
            }
        }
    }
    return jws;
}

}  // namespace

std::string_view Jws::kid() const {
    return json::find(header, "kid") != nullptr ? json::text_view(header, "kid") : json::text_view(unprotected, "kid");
}

std::string_view Jws::typ() const {
    return json::text_view(header, "typ");
}

Result<crypto::SignatureAlgorithm> Jws::algorithm() const {
    const auto* row = crypto::find_signature_algorithm(json::text_view(header, "alg"));
    if (row == nullptr)
        return refused("alg-not-allowed", "The header names no signature algorithm allowed here.", "/alg");
    return row->algorithm;
}

Result<Jws> parse_compact(std::string_view text) {
    if (text.size() > kMaxJwsBytes) return too_large();
    const auto parts = split_compact(text, 3);
    if (parts.empty()) return malformed_jws();
    return read_parts(parts[0], parts[1], parts[2]);
}

Result<Jws> parse_detached(std::string_view text, ByteView payload) {
    if (text.size() > kMaxJwsBytes || payload.size() > kMaxJwsBytes) return too_large();
    const auto parts = split_compact(text, 3);
    if (parts.empty() || !parts[1].empty()) return malformed_jws();
    return read_parts(parts[0], text::base64url_encode(payload), parts[2]);
}

Result<std::vector<Jws>> parse_json(const json::Value& value) {
    const auto wrong = [](std::string_view what, std::string place) {
        return malformed("jws-malformed", std::string(what), std::move(place));
    };
    const auto* payload = json::find(value, "payload");
    if (payload == nullptr || !payload->is_string()) return wrong("A JWS needs a text \"payload\".", "/payload");
    if (json::view(*payload).size() > kMaxJwsBytes) return too_large();
    const auto& object = value.get_object();
    std::vector<Jws> read;
    const auto* signatures = json::find(object, "signatures");
    if (signatures == nullptr) {
        auto one = read_json_signature(object, json::view(*payload), "");
        if (!one) return std::move(one).error();
        read.push_back(std::move(*one));
        return read;
    }
    // RFC 7515 section 7.2.2: the two forms are not mixed.
    if (!signatures->is_array() || signatures->get_array().empty() || signatures->get_array().size() > kMaxSignatures ||
        json::find(object, "signature") != nullptr || json::find(object, "protected") != nullptr ||
        json::find(object, "header") != nullptr) {
        return wrong("\"signatures\" must be an array of 1 to 8, without a signature beside it.", "/signatures");
    }
    for (const auto& one : signatures->get_array()) {
        const std::string place = fmt::format("/signatures/{}", read.size());
        if (!one.is_object()) return wrong("A signature must be an object.", place);
        auto signature = read_json_signature(one.get_object(), json::view(*payload), place);
        if (!signature) return std::move(signature).error();
        read.push_back(std::move(*signature));
    }
    return read;
}

Result<void> verify(const Jws& jws, const Jwk& key, std::span<const std::string_view> understood) {
    const auto algorithm = jws.algorithm();
    if (!algorithm) return algorithm.error();
    if (auto critical = check_critical(jws.header, understood); !critical) return critical;
    if (!key.may_verify(*algorithm)) {
        return refused("key-alg-mismatch", "The key is not meant for the algorithm that the header names.", "/alg");
    }
    if (!crypto::verify(*algorithm, key.key, as_bytes(jws.signing_input), jws.signature)) {
        return refused("signature-invalid", "The signature does not belong to this text and this key.");
    }
    return {};
}

Result<std::string> sign_compact(const crypto::Signer& signer, crypto::SignatureAlgorithm algorithm,
                                 const json::Object& header, ByteView payload) {
    auto parts = sign_parts(signer, algorithm, header, payload);
    if (!parts) return std::move(parts).error();
    return std::move(parts->input) + '.' + parts->signature;
}

Result<std::string> sign_detached(const crypto::Signer& signer, crypto::SignatureAlgorithm algorithm,
                                  const json::Object& header, ByteView payload) {
    const auto parts = sign_parts(signer, algorithm, header, payload);
    if (!parts) return parts.error();
    return fmt::format("{}..{}", parts->header(), parts->signature);
}

Result<json::Object> sign_flattened(const SigningPart& part, ByteView payload) {
    const auto parts = sign_parts(*part.signer, part.algorithm, part.header, payload);
    if (!parts) return parts.error();
    json::Object out;
    out.emplace("payload", json::key(parts->payload()));
    out.emplace("protected", json::key(parts->header()));
    if (!part.unprotected.empty()) out.emplace("header", part.unprotected);
    out.emplace("signature", parts->signature);
    return out;
}

Result<json::Object> sign_general(std::span<const SigningPart> parts, ByteView payload) {
    json::Array signatures;
    for (const auto& part : parts) {
        auto one = sign_flattened(part, payload);
        if (!one) return std::move(one).error();
        one->erase("payload");
        signatures.push_back(std::move(*one));
    }
    json::Object out;
    out.emplace("payload", text::base64url_encode(payload));
    out.emplace("signatures", std::move(signatures));
    return out;
}

}  // namespace blason::jose
