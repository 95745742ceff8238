// C2SP Wycheproof for JOSE: every valid case that uses an algorithm we offer is accepted, everything else is refused.
// What is valid and refused because its algorithm or key kind is not offered is counted as that, by name.
#include <gtest/gtest.h>

#include <map>

#include "engine/crypto/key_agreement.hpp"
#include "engine/jose/jwe.hpp"
#include "engine/jose/jws.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/suites.hpp"

namespace blason::jose {
namespace {

/// Algorithms that the files use and that we do not offer: shared keys (JW2, JW3), RSA with longer hashes, RSA and
/// shared-key encryption (JW19), 192-bit AES.
constexpr std::array<std::string_view, 18> kNotOffered{
    "dir",    "HS256",  "HS384",  "HS512",    "RS384",        "RS512",     "PS384",     "PS512",     "A128KW",
    "A192KW", "A256KW", "RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "A128GCMKW", "A192GCMKW", "A256GCMKW", "ECDH-ES+A192KW"};
constexpr std::array<std::string_view, 2> kContentNotOffered{"A192GCM", "A192CBC-HS384"};

/// The reason why a valid case is refused here; empty: there is none.
std::string not_offered(const json::Object& group, std::string_view text) {
    const auto encoded = text.substr(0, text.find('.'));
    const auto bytes = text::base64url_decode(encoded);
    const auto header = bytes ? json::parse(as_text(*bytes)) : Result<json::Value>(Error{});
    if (header && header->is_object()) {
        if (const auto* alg = json::find(*header, "alg"); std::ranges::count(kNotOffered, json::view(*alg)) > 0) {
            return std::string(json::view(*alg));
        }
        if (const auto* enc = json::find(*header, "enc")) {
            if (std::ranges::count(kContentNotOffered, json::view(*enc)) > 0) return std::string(json::view(*enc));
        }
    }
    // RFC 7520 has no such key, the suite invented the name: an `alg` that is none narrows the key to nothing.
    if (const auto* key = group.if_contains("public")) {
        if (const auto* alg = json::find(*key, "alg"); alg != nullptr && json::view(*alg) == "ES521") return "ES521";
    }
    // The same header with a stray character, which the strict base64url refuses (JW14).
    if (text.find('?') != std::string_view::npos) return "HS256";
    return {};
}

bool accepts_jws(const json::Object& group, const json::Value& text) {
    if (!text.is_string()) return false;  // the JSON serialization where a compact text is expected (JW13)
    const auto* key = group.if_contains("public");
    if (key == nullptr) key = &group.at("private");
    const auto jws = parse_compact(json::view(text));
    if (!jws) return false;
    if (key->as_object().contains("keys")) {
        const auto set = JwkSet::from_json(*key);
        const auto algorithm = jws->algorithm();
        if (!set || !algorithm) return false;
        const auto* found = set->find(jws->kid(), *algorithm);
        return found != nullptr && verify(*jws, *found).has_value();
    }
    const auto jwk = parse_jwk(key->as_object());
    return jwk && verify(*jws, *jwk).has_value();
}

bool accepts_jwe(const json::Object& group, const json::Object& one) {
    const auto& jwk = group.at("private").as_object();
    auto key = crypto::parse_key_file(json::serialize(jwk));
    if (!key || !one.at("jwe").is_string()) return false;
    const auto agreement = crypto::make_key_agreement(std::move(*key));
    if (!agreement) return false;
    const auto opened = decrypt_compact(json::view(one.at("jwe")), **agreement, json::view(jwk.at("alg")));
    if (!opened) {
        EXPECT_EQ(opened.error().code, "jwe-refused");
        return false;
    }
    const auto* plain = one.if_contains("pt");
    return plain == nullptr || to_hex(opened->plaintext) == json::view(*plain);
}

class WycheproofJose : public testing::TestWithParam<const char*> {};

TEST_P(WycheproofJose, Cases) {
    const std::string name = GetParam();
    const auto file = test::read_json(test::suites_root() / "wycheproof" / (name + ".json"));
    std::size_t valid = 0;
    std::size_t invalid = 0;
    std::size_t others = 0;
    std::map<std::string, std::size_t> without;
    for (const auto& group : file.at("testGroups").as_array()) {
        for (const auto& one : group.at("tests").as_array()) {
            const bool expected = json::view(one.at("result")) == "valid";
            const auto* jws = one.as_object().if_contains("jws");
            const bool accepted =
                jws != nullptr ? accepts_jws(group.as_object(), *jws) : accepts_jwe(group.as_object(), one.as_object());
            const auto& text = jws != nullptr ? *jws : one.at("jwe");
            const auto reason = expected ? not_offered(group.as_object(), json::view(text)) : std::string();
            EXPECT_EQ(accepted, expected && reason.empty())
                << name << " tcId " << one.at("tcId").to_number<int>() << ": " << json::view(one.at("comment"));
            if (!reason.empty()) ++without[reason];
            ++(!reason.empty() ? others : expected ? valid : invalid);
        }
    }
    EXPECT_EQ(valid + invalid + others, file.at("numberOfTests").to_number<std::size_t>());
    RecordProperty("cases", static_cast<int>(valid + invalid + others));
    RecordProperty("not_yet", static_cast<int>(others));
    EXPECT_GT(valid, 0U);
    EXPECT_GT(invalid, 0U);
    std::printf("%s: %zu valid, %zu invalid, %zu valid but not offered (", name.c_str(), valid, invalid, others);
    for (const auto& [reason, count] : without) std::printf(" %s %zu", reason.c_str(), count);
    std::printf(" )\n");
}
INSTANTIATE_TEST_SUITE_P(Suite, WycheproofJose,
                         testing::Values("json_web_signature_test", "json_web_key_test", "json_web_crypto_test",
                                         "json_web_encryption_test"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace blason::jose
