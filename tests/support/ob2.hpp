// An Open Badge 2.0 with everything around it: issuer, badge class, key, revocation list, and a web that serves them.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/crypto/private_key.hpp"
#include "engine/jose/jws.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/net/http_client.hpp"
#include "engine/text/base64url.hpp"

namespace blason::test {

inline std::string base64(ByteView bytes) {
    std::string text = text::base64url_encode(bytes);
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    while (text.size() % 4 != 0) text += '=';
    return text;
}

/// SubjectPublicKeyInfo of an RSA key of 2048 bits: all lengths take two bytes.
inline std::string pem_of(const crypto::PublicKey& key) {
    const auto element = [](std::uint8_t tag, const Bytes& content) {
        Bytes out{tag, 0x82, static_cast<std::uint8_t>(content.size() >> 8U),
                  static_cast<std::uint8_t>(content.size() & 0xFFU)};
        out.insert(out.end(), content.begin(), content.end());
        return out;
    };
    Bytes bits{0x00};
    bits.insert(bits.end(), key.bytes().begin(), key.bytes().end());
    Bytes inside{0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00};
    const Bytes bit_string = element(0x03, bits);
    inside.insert(inside.end(), bit_string.begin(), bit_string.end());
    std::string out = "-----BEGIN PUBLIC KEY-----\n";
    const std::string text = base64(element(0x30, inside));
    for (std::size_t i = 0; i < text.size(); i += 64) out += text.substr(i, 64) + "\n";
    return out + "-----END PUBLIC KEY-----\n";
}

/// A test key, made once for each run.
inline const crypto::Signer& rsa_test_key() {
    static const std::unique_ptr<crypto::Signer> signer =
        *crypto::make_signer(*crypto::generate_key(crypto::KeyType::Rsa, crypto::system_random()));
    return *signer;
}

/// Answers from a map; everything else is not there to be asked.
class Web : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        asked.push_back(request.url);
        const auto found = replies.find(request.url);
        if (found == replies.end()) return unavailable("fetch-failed", "No answer.");
        return found->second;
    }
    void serve(const std::string& url, const json::Value& document, int status = 200) {
        net::FetchReply reply;
        reply.status = status;
        reply.content_type = "application/ld+json";
        reply.body = json::serialize(document);
        replies[url] = reply;
    }

    std::map<std::string, net::FetchReply> replies;
    std::vector<std::string> asked;
};

inline json::Value ob2_json(std::string_view text) {
    return json::parse(text).operator*();
}

/// The documents of https://issuer.example, whose issuer signs with rsa_test_key().
struct Ob2World {
    json::Value assertion = ob2_json(R"({
        "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://issuer.example/assertions/1",
        "recipient": {"type": "email", "hashed": true, "salt": "Kosher",
            "identity": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"},
        "issuedOn": "2024-05-01T00:00:00Z", "expires": "2034-05-01T00:00:00Z",
        "badge": "https://issuer.example/badges/1", "verification": {"type": "hosted"}})");
    json::Value badge_class = ob2_json(R"({
        "@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "id": "https://issuer.example/badges/1",
        "name": "Reader", "description": "Reads books.", "image": "https://issuer.example/badges/1.png",
        "criteria": {"narrative": "Read ten books."}, "tags": ["books", "reading"],
        "alignment": [{"targetName": "Reading", "targetUrl": "https://skills.example/reading"}],
        "issuer": "https://issuer.example/profile"})");
    json::Value issuer = ob2_json(R"({
        "@context": "https://w3id.org/openbadges/v2", "type": "Issuer", "id": "https://issuer.example/profile",
        "name": "Example Library", "url": "https://issuer.example", "email": "badges@issuer.example",
        "publicKey": "https://issuer.example/key", "revocationList": "https://issuer.example/revoked"})");
    json::Value key = ob2_json(R"({
        "@context": "https://w3id.org/openbadges/v2", "type": "CryptographicKey", "id": "https://issuer.example/key",
        "owner": "https://issuer.example/profile"})");
    json::Value revoked = ob2_json(R"({
        "@context": "https://w3id.org/openbadges/v2", "type": "RevocationList", "id": "https://issuer.example/revoked",
        "issuer": "https://issuer.example/profile", "revokedAssertions": []})");

    Ob2World() { key.get_object()["publicKeyPem"] = pem_of(rsa_test_key().public_key()); }

    /// Each document at its own id.
    void serve_on(Web& web) const {
        for (const json::Value* document : {&assertion, &badge_class, &issuer, &key, &revoked})
            web.serve(std::string(json::view(document->at("id"))), *document);
    }

    /// The assertion as one that has to be signed, with an id that is no place.
    [[nodiscard]] json::Value to_be_signed() const {
        json::Value out = assertion;
        out.get_object()["id"] = "urn:uuid:8c6f2e80-0000-4000-8000-000000000001";
        out.get_object()["verification"] = ob2_json(R"({"type": "signed", "creator": "https://issuer.example/key"})");
        return out;
    }
};

inline std::string ob2_jws(const json::Value& assertion, const crypto::Signer& signer = rsa_test_key(),
                           crypto::SignatureAlgorithm algorithm = crypto::SignatureAlgorithm::Rs256,
                           const json::Object& header = {}) {
    return *jose::sign_compact(signer, algorithm, header, as_bytes(json::serialize(assertion)));
}

}  // namespace blason::test
