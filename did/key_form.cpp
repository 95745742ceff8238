#include "did/key_form.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/text/base58.hpp"

namespace blason::did {
namespace {

using crypto::KeyType;
using crypto::PublicKey;

constexpr unsigned kMultibase = 1;
constexpr unsigned kJwk = 2;
constexpr unsigned kBase58 = 4;

/// What a verification method type says about its key.
struct Form {
    std::string_view type;
    unsigned members;                 ///< the key members it may have
    std::optional<KeyType> key_type;  ///< the only one it may be; nothing: any
};

constexpr std::array kForms{
    Form{"Multikey", kMultibase, {}},  // CID 1.0 section 2.2.2
    Form{"JsonWebKey", kJwk, {}},      // CID 1.0 section 2.2.3
    Form{"JsonWebKey2020", kJwk, {}},  // and before it the Linked Data suites, each with a type of its own
    Form{"Ed25519VerificationKey2020", kMultibase, KeyType::Ed25519},
    Form{"Ed25519VerificationKey2018", kBase58 | kMultibase | kJwk, KeyType::Ed25519},
    Form{"X25519KeyAgreementKey2020", kMultibase, KeyType::X25519},
    Form{"X25519KeyAgreementKey2019", kBase58 | kMultibase | kJwk, KeyType::X25519},
    Form{"EcdsaSecp256r1VerificationKey2019", kBase58 | kMultibase | kJwk, KeyType::P256},
    Form{"EcdsaSecp256k1VerificationKey2019", kBase58 | kMultibase | kJwk, KeyType::Secp256k1},
    Form{"P256Key2021", kBase58 | kMultibase | kJwk, KeyType::P256},
    Form{"P384Key2021", kBase58 | kMultibase | kJwk, KeyType::P384},
    Form{"P521Key2021", kBase58 | kMultibase | kJwk, KeyType::P521},
    Form{"RsaVerificationKey2018", kJwk, KeyType::Rsa},
};

const Form* find_form(std::string_view type) {
    const auto* form = std::find_if(kForms.begin(), kForms.end(), [&](const Form& f) { return f.type == type; });
    return form == kForms.end() ? nullptr : form;
}

using ReadMember = Result<PublicKey> (*)(const Form&, const json::Value&);

Error not_text() {
    return malformed("wrong-type", "The key must be text.");
}

Result<PublicKey> read_multibase(const Form&, const json::Value& value) {
    if (!value.is_string()) return not_text();
    return PublicKey::from_multikey(json::view(value));
}
Result<PublicKey> read_jwk(const Form&, const json::Value& value) {
    if (!value.is_object()) return malformed("wrong-type", "The key must be an object.");
    return PublicKey::from_jwk(value.get_object());
}
/// The bytes of the key alone: its type is the one the form names.
Result<PublicKey> read_base58(const Form& form, const json::Value& value) {
    if (!value.is_string()) return not_text();
    const auto bytes = text::base58_decode(json::view(value));
    if (!bytes) return bytes.error();
    return PublicKey::from_bytes(*form.key_type, *bytes);
}

struct Member {
    unsigned flag;
    std::string_view name;
    ReadMember read;
};
constexpr std::array kMembers{
    Member{kMultibase, "publicKeyMultibase", read_multibase},
    Member{kJwk, "publicKeyJwk", read_jwk},
    Member{kBase58, "publicKeyBase58", read_base58},
};

Error invalid(std::string detail, const json::Path& path) {
    return refused("INVALID_VERIFICATION_METHOD", std::move(detail), path.pointer());
}

/// Names of members that the suites gave private keys, and those of RFC 7518 for a JWK.
constexpr std::array<std::string_view, 7> kPrivateMembers{"privateKeyMultibase", "secretKeyMultibase", "privateKeyJwk",
                                                          "secretKeyJwk",        "privateKeyBase58",   "privateKeyPem",
                                                          "privateKeyHex"};
constexpr std::array<std::string_view, 8> kPrivateJwkMembers{"d", "p", "q", "dp", "dq", "qi", "oth", "k"};

}  // namespace

bool is_known_form(std::string_view type) {
    return find_form(type) != nullptr;
}

Result<PublicKey> read_key(std::string_view type, const json::Object& method, const json::Path& path) {
    const Form& form = *find_form(type);
    const Member* present = nullptr;
    for (const auto& member : kMembers) {
        if (json::find(method, member.name) == nullptr) continue;
        if (present != nullptr) return invalid("A verification method has one key, in one form.", path);
        present = &member;
    }
    if (present == nullptr) return invalid("The verification method has no key.", path);

    const json::Path here(&path, present->name);
    if ((form.members & present->flag) == 0) {
        return invalid(fmt::format("A method of type {} has no {}.", type, present->name), here);
    }
    auto key = present->read(form, *json::find(method, present->name));
    if (!key) return invalid(fmt::format("The key cannot be used: {}", key.error().detail), here);
    if (form.key_type && key->type() != *form.key_type) {
        return invalid(fmt::format("A method of type {} cannot hold a {} key.", type, crypto::info(key->type()).name),
                       here);
    }
    return key;
}

Result<std::shared_ptr<const jose::Jwk>> read_limits(const json::Object& jwk) {
    constexpr std::array<std::string_view, 3> kLimits{"use", "key_ops", "alg"};
    const bool limited = std::any_of(kLimits.begin(), kLimits.end(),
                                     [&](std::string_view name) { return json::find(jwk, name) != nullptr; });
    if (!limited) return std::shared_ptr<const jose::Jwk>();
    auto read = jose::parse_jwk(jwk);
    if (!read) return std::move(read).error();
    return std::make_shared<const jose::Jwk>(std::move(*read));
}

std::optional<std::string> find_private_member(const json::Object& method) {
    for (const auto name : kPrivateMembers) {
        if (json::find(method, name) != nullptr) return std::string(name);
    }
    const auto* jwk = json::find(method, "publicKeyJwk");
    if (jwk == nullptr) return std::nullopt;
    for (const auto name : kPrivateJwkMembers) {
        if (json::find(*jwk, name) != nullptr) return fmt::format("publicKeyJwk/{}", name);
    }
    return std::nullopt;
}

}  // namespace blason::did
