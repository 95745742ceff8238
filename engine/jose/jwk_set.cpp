#include "engine/jose/jwk_set.hpp"

#include <fmt/format.h>

#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"

namespace blason::jose {
namespace {

constexpr std::size_t kMaxSetBytes = 1U << 20U;
constexpr std::size_t kMaxKeys = 256;

Result<std::optional<std::vector<std::string>>> read_operations(const json::Object& jwk) {
    const auto* value = json::find(jwk, "key_ops");
    if (value == nullptr) return std::optional<std::vector<std::string>>();
    const auto wrong = [] { return malformed("jwk-malformed", "\"key_ops\" must be an array of texts.", "/key_ops"); };
    if (!value->is_array()) return wrong();
    std::vector<std::string> operations;
    for (const auto& one : value->get_array()) {
        if (!one.is_string()) return wrong();
        operations.emplace_back(json::view(one));
    }
    return std::optional(std::move(operations));
}

}  // namespace

bool Jwk::is_for_signatures() const {
    return (use.empty() || use == "sig") && (!operations || std::ranges::count(*operations, "verify") > 0);
}

bool Jwk::may_verify(crypto::SignatureAlgorithm asked) const {
    const auto& row = crypto::info(asked);
    if (row.key_type != key.type()) return false;
    if (!algorithm.empty() && crypto::find_signature_algorithm(algorithm) != &row) return false;
    return is_for_signatures();
}

bool Jwk::may_agree(std::string_view jwe_algorithm) const {
    using enum crypto::KeyType;
    const auto type = key.type();
    if (type != X25519 && type != P256 && type != P384 && type != P521) return false;
    if (!algorithm.empty() && algorithm != jwe_algorithm) return false;
    if (!use.empty() && use != "enc") return false;
    // RFC 7517 section 4.3. The public half of a pair has no operations of its own here (RFC 7518 section 4.6).
    return !operations || operations->empty() || std::ranges::count(*operations, "deriveKey") > 0 ||
           std::ranges::count(*operations, "deriveBits") > 0;
}

Result<Jwk> parse_jwk(const json::Object& jwk) {
    auto key = crypto::PublicKey::from_jwk(jwk);
    if (!key) return std::move(key).error();
    Jwk read{std::move(*key), {}, {}, {}, {}};
    const json::Path root;
    const json::Reader reader(jwk, root);
    const std::array<std::pair<std::string_view, std::string*>, 3> members{
        {{"kid", &read.kid}, {"alg", &read.algorithm}, {"use", &read.use}}};
    for (const auto& [name, place] : members) {
        const auto text = reader.optional_string(name);
        if (!text || (*text && (*text)->empty())) {
            return malformed("jwk-malformed", fmt::format("\"{}\" must be a text that is not empty.", name),
                             fmt::format("/{}", name));
        }
        if (*text) *place = **text;
    }
    auto operations = read_operations(jwk);
    if (!operations) return std::move(operations).error();
    read.operations = std::move(*operations);
    return read;
}

Result<JwkSet> JwkSet::parse(std::string_view text) {
    const auto value = json::parse(text, {}, {.max_bytes = kMaxSetBytes, .max_depth = 16, .allow_nul = false});
    if (!value) return value.error();
    return from_json(*value);
}

Result<JwkSet> JwkSet::from_json(const json::Value& value) {
    const auto* keys = json::find(value, "keys");
    if (keys == nullptr || !keys->is_array() || keys->get_array().size() > kMaxKeys) {
        return malformed("jwk-set-malformed", "A JWK Set is an object with an array \"keys\" of at most 256 keys.",
                         "/keys");
    }
    JwkSet set;
    std::size_t index = 0;
    for (const auto& one : keys->get_array()) {
        const std::string place = fmt::format("/keys/{}", index++);
        if (!one.is_object()) return malformed("jwk-set-malformed", "A key must be an object.", place);
        auto key = parse_jwk(one.get_object());
        if (!key) {
            if (key.error().code == "jwk-unsupported") continue;
            Error error = std::move(key).error();
            error.pointer = place + error.pointer;
            return error;
        }
        const bool twice = std::ranges::any_of(set.keys_, [&](const Jwk& other) {
            return !key->kid.empty() && other.kid == key->kid && other.key.type() == key->key.type();
        });
        if (twice) return refused("jwk-set-ambiguous", "Two keys of one type have the same \"kid\".", place + "/kid");
        set.keys_.push_back(std::move(*key));
    }
    return set;
}

JwkSet JwkSet::of(Jwk key) {
    JwkSet set;
    set.keys_.push_back(std::move(key));
    return set;
}

const Jwk* JwkSet::find(std::string_view kid, crypto::SignatureAlgorithm algorithm) const {
    const auto found = std::ranges::find_if(
        keys_, [&](const Jwk& key) { return !kid.empty() && key.kid == kid && key.may_verify(algorithm); });
    return found == keys_.end() ? nullptr : &*found;
}

const Jwk* JwkSet::find_by_thumbprint(std::string_view thumbprint) const {
    const auto found = std::ranges::find_if(keys_, [&](const Jwk& key) { return key.key.thumbprint() == thumbprint; });
    return found == keys_.end() ? nullptr : &*found;
}

}  // namespace blason::jose
