// Key files: a private JWK (RFC 7517, RFC 8037), or a pair of multibase texts as the W3C test vectors have them.
#include <fmt/format.h>

#include "engine/crypto/private_key.hpp"
#include "engine/crypto/rsa.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/multibase.hpp"
#include "engine/text/varint.hpp"

namespace blason::crypto {
namespace {

/// Memory for the parsed file: what is given back is overwritten first, since one of its texts is the private key.
class WipingMemory final : public boost::json::memory_resource {
  private:
    // Boost.JSON names one alignment when it takes memory and another when it gives it back; none is above the default.
    void* do_allocate(std::size_t bytes, std::size_t /*alignment*/) override { return ::operator new(bytes); }
    void do_deallocate(void* memory, std::size_t bytes, std::size_t /*alignment*/) override {
        wipe(std::span(static_cast<std::uint8_t*>(memory), bytes));
        ::operator delete(memory);
    }
    [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

/// Bytes that are overwritten when their scope ends.
struct Wiped {
    Bytes bytes;
    explicit Wiped(Bytes secret) : bytes(std::move(secret)) {}
    ~Wiped() { wipe(bytes); }
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
};

Result<PrivateKey> matching(Result<PrivateKey> key, const PublicKey& stated) {
    if (key && key->public_key != stated) {
        return refused("key-mismatch", "The public and the private half of the key file do not belong together.");
    }
    return key;
}

/// Strict base64url. The caller wipes it.
Result<Bytes> secret_member(const json::Object& jwk, std::string_view name) {
    const std::string pointer = fmt::format("/{}", name);
    const json::Value* value = json::find(jwk, name);
    if (value == nullptr || !value->is_string()) {
        return malformed("jwk-malformed", fmt::format("A private key needs a text member \"{}\".", name), pointer);
    }
    auto decoded = text::base64url_decode(json::view(*value));
    if (!decoded) {
        return malformed("jwk-malformed", fmt::format("\"{}\" is not base64url without padding.", name), pointer);
    }
    return decoded;
}

/// RFC 7518 section 6.3.2. A key of "d" alone would be allowed there; everybody writes all the numbers.
Result<PrivateKey> from_private_rsa(const json::Object& jwk, const PublicKey& stated) {
    if (json::find(jwk, "oth") != nullptr) {
        return refused("key-unsupported", "RSA keys of more than two primes are not supported.", "/oth");
    }
    RsaPrivate key;
    key.public_half = read_rsa_public(stated.bytes()).value();
    const std::array<std::pair<std::string_view, Bytes*>, 6> members{
        {{"d", &key.d}, {"p", &key.p}, {"q", &key.q}, {"dp", &key.dp}, {"dq", &key.dq}, {"qi", &key.qi}}};
    for (const auto& [name, number] : members) {
        auto decoded = secret_member(jwk, name);
        if (!decoded) return std::move(decoded).error();
        *number = std::move(*decoded);
        if (number->empty() || number->front() == 0) {
            return malformed("jwk-malformed", fmt::format("\"{}\" is empty or starts with a zero byte.", name),
                             fmt::format("/{}", name));
        }
    }
    if (!is_consistent_rsa(key)) {
        return refused("key-mismatch", "The numbers of the RSA key do not belong together, or it has over 4096 bits.");
    }
    const Wiped der(write_rsa_private(key));
    return private_key_from_bytes(KeyType::Rsa, der.bytes);
}

Result<PrivateKey> from_private_jwk(const json::Object& jwk) {
    json::Object public_half;
    for (const auto name : {"kty", "crv", "x", "y", "n", "e"}) {
        if (const auto* value = json::find(jwk, name)) public_half.emplace(name, *value);
    }
    const auto stated = PublicKey::from_jwk(public_half);
    if (!stated) return stated.error();
    if (stated->type() == KeyType::Rsa) return from_private_rsa(jwk, *stated);
    auto decoded = secret_member(jwk, "d");
    if (!decoded) return std::move(decoded).error();
    const Wiped secret(std::move(*decoded));
    if (secret.bytes.size() != info(stated->type()).secret_size) {
        return malformed("jwk-malformed", fmt::format("\"d\" must have {} bytes.", info(stated->type()).secret_size),
                         "/d");
    }
    return matching(private_key_from_bytes(stated->type(), secret.bytes), *stated);
}

Result<PrivateKey> from_multibase_pair(const json::Value& public_half, const json::Value& secret_half,
                                       std::string pointer) {
    if (!public_half.is_string() || !secret_half.is_string()) {
        return malformed("key-file-unknown-form", "The two halves of a key must be texts.");
    }
    const auto stated = PublicKey::from_multikey(json::view(public_half));
    if (!stated) {
        Error error = stated.error();
        error.pointer = "/publicKeyMultibase";
        return error;
    }
    auto decoded = text::multibase_decode(text::Base::Base58Btc, json::view(secret_half));
    if (!decoded) {
        Error error = std::move(decoded).error();
        error.pointer = std::move(pointer);
        return error;
    }
    const Wiped secret(std::move(*decoded));
    const auto codec = text::read_varint(secret.bytes);
    const auto& row = info(stated->type());
    if (!codec || row.secret_codec == 0 || codec->value != row.secret_codec) {
        return refused("key-mismatch", fmt::format("The private half is not marked as a private key of {}.", row.name),
                       std::move(pointer));
    }
    return matching(private_key_from_bytes(row.type, ByteView(secret.bytes).subspan(codec->size)), *stated);
}

}  // namespace

Result<PrivateKey> parse_key_file(std::string_view text) {
    WipingMemory memory;
    const auto parsed = json::parse(text, json::Storage(&memory));
    if (!parsed) return parsed.error();
    const auto unknown = [] {
        return malformed("key-file-unknown-form",
                         "A key file is a private JWK, or an object with publicKeyMultibase and secretKeyMultibase.");
    };
    if (!parsed->is_object()) return unknown();
    const auto& file = parsed->get_object();
    if (json::find(file, "kty") != nullptr) return from_private_jwk(file);
    const auto* public_half = json::find(file, "publicKeyMultibase");
    if (public_half == nullptr) return unknown();
    for (const auto* name : {"secretKeyMultibase", "privateKeyMultibase"}) {
        if (const auto* secret = json::find(file, name)) {
            return from_multibase_pair(*public_half, *secret, fmt::format("/{}", name));
        }
    }
    return unknown();
}

}  // namespace blason::crypto
