#include "engine/sdjwt/disclosure.hpp"

#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/json/write_token.hpp"
#include "engine/text/base64url.hpp"

namespace blason::sdjwt {

namespace {

constexpr std::array<std::pair<std::string_view, crypto::HashAlgorithm>, 3> kHashes{{
    {"sha-256", crypto::HashAlgorithm::Sha256},
    {"sha-384", crypto::HashAlgorithm::Sha384},
    {"sha-512", crypto::HashAlgorithm::Sha512},
}};

}  // namespace

Result<Disclosure> parse_disclosure(std::string_view text) {
    const auto wrong = [] {
        return malformed("sd-disclosure-malformed",
                         "A disclosure is base64url of a JSON array: salt, name where it has one, value.");
    };
    if (text.empty() || text.size() > kMaxDisclosureBytes) return wrong();
    const auto bytes = text::base64url_decode(text);
    if (!bytes) return wrong();
    auto parsed = json::parse(as_text(*bytes), {}, {.max_bytes = kMaxDisclosureBytes, .allow_nul = false});
    if (!parsed || !parsed->is_array()) return wrong();
    json::Array& parts = parsed->get_array();
    if ((parts.size() != 2 && parts.size() != 3) || !parts[0].is_string()) return wrong();
    Disclosure disclosure{std::string(text), std::nullopt, std::move(parts.back())};
    if (parts.size() == 3) {
        if (!parts[1].is_string()) return wrong();
        disclosure.name = std::string(json::view(parts[1]));
        if (*disclosure.name == "_sd" || *disclosure.name == "...") {
            return refused("sd-reserved-name", "A disclosure has a name that only digests may have.");
        }
    }
    return disclosure;
}

Disclosure make_disclosure(std::optional<std::string> name, json::Value value, crypto::Random& random) {
    std::string parts = "[";
    json::append_string(parts, text::base64url_encode(random.bytes(kSaltBytes)));
    parts += ',';
    if (name) {
        json::append_string(parts, *name);
        parts += ',';
    }
    parts += json::serialize(value);
    parts += ']';
    return {text::base64url_encode(as_bytes(parts)), std::move(name), std::move(value)};
}

std::optional<crypto::HashAlgorithm> find_hash(std::string_view name) {
    const auto found = std::ranges::find(kHashes, name, [](const auto& row) { return row.first; });
    return found == kHashes.end() ? std::nullopt : std::optional(found->second);
}

std::string_view name_of(crypto::HashAlgorithm hash) {
    return std::ranges::find(kHashes, hash, [](const auto& row) { return row.second; })->first;
}

std::string digest(std::string_view text, crypto::HashAlgorithm hash) {
    return text::base64url_encode(crypto::hash(hash, as_bytes(text)).bytes());
}

}  // namespace blason::sdjwt
