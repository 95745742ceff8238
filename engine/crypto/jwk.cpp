// JSON Web Keys: RFC 7517 (the form), RFC 7518 section 6 (EC, RSA), RFC 8037 section 2 (OKP), RFC 7638 (thumbprint).
#include <fmt/format.h>

#include <initializer_list>

#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/crypto/rsa_der.hpp"
#include "engine/json/pointer.hpp"
#include "engine/text/base64url.hpp"

namespace blason::crypto {
namespace {

/// Members that hold, or help to find, a private or symmetric key (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1).
constexpr std::array<std::string_view, 8> kPrivateMembers{"d", "p", "q", "dp", "dq", "qi", "oth", "k"};

Error malformed_jwk(std::string detail, std::string_view member) {
    const json::Path root;
    return malformed("jwk-malformed", std::move(detail), json::Path(&root, member).pointer());
}

Result<std::string_view> text_member(const json::Object& jwk, std::string_view name) {
    const json::Value* value = json::find(jwk, name);
    if (value == nullptr || !value->is_string()) {
        return malformed_jwk(fmt::format("The key needs a text member \"{}\".", name), name);
    }
    return json::view(*value);
}

/// Strict base64url; `size` 0 takes any length.
Result<Bytes> bytes_member(const json::Object& jwk, std::string_view name, std::size_t size) {
    const auto text = text_member(jwk, name);
    if (!text) return text.error();
    auto bytes = text::base64url_decode(*text);
    if (!bytes) return malformed_jwk(fmt::format("\"{}\" is not base64url without padding.", name), name);
    if (size != 0 && bytes->size() != size) {
        return malformed_jwk(fmt::format("\"{}\" has {} bytes; this key type has {}.", name, bytes->size(), size),
                             name);
    }
    return bytes;
}

/// RFC 7518 section 6.2.1.2: a coordinate is as long as the field, leading zeros kept.
Result<PublicKey> ec_from_jwk(const KeyTypeInfo& row, const json::Object& jwk) {
    const std::size_t coordinate = row.public_size - 1;
    const auto x = bytes_member(jwk, "x", coordinate);
    if (!x) return x.error();
    const auto y = bytes_member(jwk, "y", coordinate);
    if (!y) return y.error();
    Bytes point{0x04};
    point.insert(point.end(), x->begin(), x->end());
    point.insert(point.end(), y->begin(), y->end());
    const auto compressed = ec_compress(row.type, point);
    if (!compressed) return refused("key-invalid-point", fmt::format("x and y are not a point of {}.", row.name));
    return PublicKey::from_bytes(row.type, *compressed);
}

/// RFC 7518 section 6.3.1: no leading zero octets.
Result<PublicKey> rsa_from_jwk(const json::Object& jwk) {
    auto n = bytes_member(jwk, "n", 0);
    if (!n) return n.error();
    auto e = bytes_member(jwk, "e", 0);
    if (!e) return e.error();
    if (n->empty() || n->front() == 0) return malformed_jwk("\"n\" is empty or starts with a zero byte.", "n");
    if (e->empty() || e->front() == 0) return malformed_jwk("\"e\" is empty or starts with a zero byte.", "e");
    const RsaPublic key{std::move(*n), std::move(*e)};
    if (!is_usable_rsa(key)) {
        return refused("key-invalid-point", "The RSA key has not 2048 to 8192 bits, or its exponent is unfit.");
    }
    return PublicKey::from_bytes(KeyType::Rsa, write_rsa_public(key));
}

struct Member {
    std::string_view name;
    std::string value;
};

/// The required members of the key's type, in the lexicographic order RFC 7638 section 3.3 asks for.
std::vector<Member> required_members(const PublicKey& key) {
    const auto& row = info(key.type());
    if (key.type() == KeyType::Rsa) {
        const auto rsa = *read_rsa_public(key.bytes());
        return {{"e", text::base64url_encode(rsa.exponent)},
                {"kty", std::string(row.jwk_kty)},
                {"n", text::base64url_encode(rsa.modulus)}};
    }
    std::vector<Member> members{{"crv", std::string(row.jwk_crv)}, {"kty", std::string(row.jwk_kty)}};
    if (row.jwk_kty == "OKP") {
        members.push_back({"x", text::base64url_encode(key.bytes())});
    } else {
        const Bytes point = ec_uncompress(key.type(), key.bytes());
        const auto coordinates = ByteView(point).subspan(1);
        members.push_back({"x", text::base64url_encode(coordinates.first(coordinates.size() / 2))});
        members.push_back({"y", text::base64url_encode(coordinates.subspan(coordinates.size() / 2))});
    }
    return members;
}

}  // namespace

Result<PublicKey> PublicKey::from_jwk(const json::Object& jwk) {
    for (const auto name : kPrivateMembers) {
        if (json::find(jwk, name) != nullptr) {
            const json::Path root;
            return refused("jwk-private-member",
                           fmt::format("A public key must not have the private member \"{}\".", name),
                           json::Path(&root, name).pointer());
        }
    }
    const auto kty = text_member(jwk, "kty");
    if (!kty) return kty.error();
    if (*kty == "RSA") return rsa_from_jwk(jwk);
    if (*kty != "EC" && *kty != "OKP") {
        return refused("jwk-unsupported", "Keys of this \"kty\" are not supported: EC, OKP or RSA.", "/kty");
    }
    const auto crv = text_member(jwk, "crv");
    if (!crv) return crv.error();
    const KeyTypeInfo* row = find_by_jwk(*kty, *crv);
    if (row == nullptr) return refused("jwk-unsupported", "Keys on this \"crv\" are not supported.", "/crv");
    if (*kty == "EC") return ec_from_jwk(*row, jwk);
    const auto x = bytes_member(jwk, "x", row->public_size);
    if (!x) return x.error();
    return from_bytes(row->type, *x);
}

json::Object PublicKey::jwk() const {
    json::Object jwk;
    for (const auto& [name, value] : required_members(*this)) {
        jwk.emplace(json::key(name), boost::json::string(json::key(value)));
    }
    return jwk;
}

std::string PublicKey::thumbprint() const {
    // Every value is base64url or a registered name: nothing in them needs an escape.
    std::string text;
    for (const auto& [name, value] : required_members(*this)) {
        text += fmt::format(R"({}"{}":"{}")", text.empty() ? '{' : ',', name, value);
    }
    text += '}';
    return text::base64url_encode(sha256(text).bytes());
}

}  // namespace blason::crypto
