#include "engine/jose/header.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"

namespace blason::jose {
namespace {

/// Names of RFC 7515, 7516 and 7518: they are always understood, so `crit` may not list them.
constexpr std::array<std::string_view, 19> kStandard{"alg", "enc", "zip",      "jku", "jwk", "kid",  "x5u",
                                                     "x5c", "x5t", "x5t#S256", "typ", "cty", "crit", "epk",
                                                     "apu", "apv", "iv",       "tag", "p2s"};

}  // namespace

Result<json::Object> parse_header(std::string_view encoded) {
    const auto wrong = [] {
        return malformed("jose-header", "The protected header is not base64url of a JSON object with distinct names.");
    };
    if (encoded.empty() || encoded.size() > kMaxHeaderBytes) return wrong();
    const auto bytes = text::base64url_decode(encoded);
    if (!bytes) return wrong();
    auto value = json::parse(as_text(*bytes), {}, {.max_bytes = kMaxHeaderBytes, .max_depth = 16, .allow_nul = false});
    if (!value || !value->is_object()) return wrong();
    return std::move(value->get_object());
}

Result<void> check_critical(const json::Object& header, std::span<const std::string_view> understood) {
    // RFC 7797 section 6: whoever knows `b64` signs another text than whoever does not, so it is never left to chance.
    const auto* encoded = json::find(header, "b64");
    if (encoded != nullptr && *encoded != true) {
        return refused("jose-crit", "Payloads that are not base64url are not read here.", "/b64");
    }
    const auto* critical = json::find(header, "crit");
    if (critical == nullptr) return {};
    const auto wrong = [] {
        return refused("jose-crit", "The header makes something critical that is not understood here.", "/crit");
    };
    if (!critical->is_array() || critical->get_array().empty()) return wrong();
    std::vector<std::string_view> seen;
    for (const auto& name : critical->get_array()) {
        if (!name.is_string()) return wrong();
        const auto text = json::view(name);
        if (std::ranges::count(kStandard, text) > 0 || std::ranges::count(understood, text) == 0 ||
            std::ranges::count(seen, text) > 0 || json::find(header, text) == nullptr) {
            return wrong();
        }
        seen.push_back(text);
    }
    return {};
}

std::vector<std::string_view> split_compact(std::string_view text, std::size_t count) {
    std::vector<std::string_view> parts;
    parts.reserve(count);
    for (auto dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
        if (parts.size() + 1 == count) return {};
        parts.push_back(text.substr(0, dot));
        text.remove_prefix(dot + 1);
    }
    if (parts.size() + 1 != count) return {};
    parts.push_back(text);
    return parts;
}

std::string encode_header(const json::Object& header) {
    return text::base64url_encode(as_bytes(json::serialize(header)));
}

Error too_large() {
    return {"jose-size", "The signed or encrypted text is too large.", "", ErrorKind::TooLarge};
}

}  // namespace blason::jose
