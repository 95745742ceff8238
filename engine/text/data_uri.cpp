#include "engine/text/data_uri.hpp"

#include <algorithm>
#include <optional>

#include "engine/text/base64.hpp"

namespace blason::text {

namespace {

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
        const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
        if (!low) return std::nullopt;
        out += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return out;
}

std::optional<std::string> base64_decoded(std::string_view text) {
    const auto bytes = base64_decode(text);
    if (!bytes) return std::nullopt;
    return std::string(bytes->begin(), bytes->end());
}

}  // namespace

Result<DataUri> parse_data_uri(std::string_view uri) {
    const auto wrong = [] { return malformed("data-uri-syntax", "This is no data: URL."); };
    constexpr std::string_view kScheme = "data:";
    constexpr std::string_view kBase64 = ";base64";
    const std::size_t comma = uri.find(',');
    if (!uri.starts_with(kScheme) || comma == std::string_view::npos) return wrong();
    std::string_view head = uri.substr(kScheme.size(), comma - kScheme.size());
    const std::string_view data = uri.substr(comma + 1);
    const bool base64 = head.ends_with(kBase64);
    auto bytes = base64 ? base64_decoded(data) : percent_decoded(data);
    if (!bytes) return wrong();
    std::string type(head.substr(0, head.find(';')));
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return DataUri{std::move(type), std::move(*bytes)};
}

}  // namespace blason::text
