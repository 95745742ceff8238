#include "vc/format.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace blason::vc {

namespace {

constexpr std::array<std::pair<Format, std::string_view>, 3> kNames{{
    {Format::DataIntegrity, "data-integrity"},
    {Format::Jwt, "jwt"},
    {Format::SdJwt, "sd-jwt"},
}};

}  // namespace

std::string_view to_text(Format format) {
    return kNames[static_cast<std::size_t>(format)].second;
}

std::optional<Format> parse_format(std::string_view text) {
    const auto found = std::ranges::find(kNames, text, [](const auto& row) { return row.second; });
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace blason::vc
