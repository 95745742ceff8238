#include "vc/read.hpp"

#include <algorithm>

#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "engine/sdjwt/combined.hpp"
#include "vc/envelope.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/rules.hpp"
#include "vc/sdjwt/token.hpp"

namespace blason::vc {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
    const std::size_t end = text.find_last_not_of(kSpace);
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

std::optional<Format> token_format(std::string_view text) {
    const std::string_view token = trimmed(text);
    if (blason::sdjwt::is_sd_jwt(token)) return Format::SdJwt;
    return openbadges::is_compact_jws(token) ? std::optional(Format::Jwt) : std::nullopt;
}

std::string_view credential_media_type(std::string_view text) {
    const auto format = token_format(text);
    if (!format) return "application/vc";
    if (*format == Format::Jwt) return "application/vc+jwt";
    const std::string_view token = trimmed(text);
    const auto jws = jose::parse_compact(token.substr(0, token.find('~')));
    return jws && jose::same_media_type(jws->typ(), "dc+sd-jwt") ? "application/dc+sd-jwt" : "application/vc+sd-jwt";
}

std::string_view file_extension(std::string_view media_type) {
    if (media_type.ends_with("+sd-jwt")) return "sd-jwt";
    if (media_type == "application/jose") return "jws";
    return media_type.ends_with("+jwt") ? "jwt" : "json";
}

namespace {

/// A copy in memory of its own: that of a token goes with the token, and a plain copy would stay in it.
json::Value owned(const json::Document& document) {
    return json::Value(document.value(), boost::json::storage_ptr());
}

}  // namespace

Result<json::Value> read_document(std::string_view text) {
    if (const auto format = token_format(text)) {
        if (*format == Format::Jwt) {
            auto token = jwt::read(trimmed(text));
            if (!token) {
                if (auto assertion = openbadges::ob2_assertion_in(trimmed(text))) return std::move(*assertion);
                return std::move(token).error();
            }
            return owned(token->document);
        }
        auto token = sdjwt::read(trimmed(text));
        if (!token) return std::move(token).error();
        return owned(token->issued.document);
    }
    auto document = json::parse(text, {}, {.allow_nul = false});
    if (!document) return document;
    const auto inside = enveloped_token(*document);
    if (!inside) return document;
    if (!*inside) return inside->error();
    return read_document(**inside);
}

}  // namespace blason::vc
