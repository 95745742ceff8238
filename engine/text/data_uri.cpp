#include "engine/text/data_uri.hpp"

#include <algorithm>
#include <optional>

#include "engine/text/base64.hpp"
#include "engine/text/percent.hpp"

namespace blason::text {

namespace {

std::optional<std::string> base64_decoded(std::string_view text) {
    const auto bytes = base64_decode(text);
    if (!bytes) return std::nullopt;
    return std::string(as_text(*bytes));
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
    auto bytes = base64 ? base64_decoded(data) : percent_decode(data);
    if (!bytes) return wrong();
    std::string type(head.substr(0, head.find(';')));
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return DataUri{std::move(type), std::move(*bytes)};
}

}  // namespace blason::text
