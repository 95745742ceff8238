#include "vc/envelope.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::vc {

namespace {

using model::text_value;

/// The forms of token that we read. "application/jwt" is what older documents say.
constexpr std::array<std::string_view, 8> kMediaTypes{"vc+jwt",    "vp+jwt",    "vc+sd-jwt", "dc+sd-jwt",
                                                      "vc-ld+jwt", "vp-ld+jwt", "jwt",       "vp+sd-jwt"};

bool is_known(std::string_view media_type) {
    for (const std::string_view known : kMediaTypes) {
        if (jose::same_media_type(media_type, known)) return true;
    }
    return false;
}

/// White space around a text, such as the line end of a file, is no part of a token.
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
    const std::size_t end = text.find_last_not_of(kSpace);
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

}  // namespace

std::optional<Format> token_format(std::string_view text) {
    const std::string_view token = trimmed(text);
    return openbadges::is_compact_jws(token) ? std::optional(Format::Jwt) : std::nullopt;
}

Result<json::Value> for_presentation(std::string_view text) {
    if (token_format(text)) return envelope(trimmed(text), "application/vc+jwt");
    return json::parse(text, {}, {.allow_nul = false});
}

json::Value envelope(std::string_view token, std::string_view media_type) {
    const bool presentation = media_type.starts_with("application/vp");
    return json::Object{{"@context", text_value(model::kContextV2)},
                        {"id", text_value("data:" + std::string(media_type) + "," + std::string(token))},
                        {"type", presentation ? "EnvelopedVerifiablePresentation" : "EnvelopedVerifiableCredential"}};
}

std::optional<Result<std::string_view>> enveloped_token(const json::Value& value) {
    if (!model::has_type(value, "EnvelopedVerifiableCredential") &&
        !model::has_type(value, "EnvelopedVerifiablePresentation")) {
        return std::nullopt;
    }
    constexpr std::string_view kScheme = "data:";
    const json::Value* id = json::find(value, "id");
    const std::string_view url = id != nullptr && id->is_string() ? json::view(*id) : std::string_view();
    const std::size_t comma = url.find(',');
    if (!url.starts_with(kScheme) || comma == std::string_view::npos) {
        return Error{"invalid-enveloped-credential", "An envelope has a data: URL as its id.", "/id",
                     ErrorKind::Malformed};
    }
    const std::string_view media_type = url.substr(kScheme.size(), comma - kScheme.size());
    if (!is_known(media_type)) {
        return unavailable("format-not-supported", "Envelopes of this media type are not read.", "/id");
    }
    return url.substr(comma + 1);
}

}  // namespace blason::vc
