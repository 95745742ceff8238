#include "vc/envelope.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/read.hpp"

namespace blason::vc {

namespace {

using model::text_value;

enum class Holds { Either, Credential, Presentation };
struct MediaType {
    std::string_view name;
    Holds holds;
    Format format;
};
/// The forms of token that we read (VC-JOSE-COSE section 6.1). "application/jwt" is what older documents say.
constexpr std::array<MediaType, 8> kMediaTypes{{{"vc+jwt", Holds::Credential, Format::Jwt},
                                                {"vp+jwt", Holds::Presentation, Format::Jwt},
                                                {"vc+sd-jwt", Holds::Credential, Format::SdJwt},
                                                {"vp+sd-jwt", Holds::Presentation, Format::SdJwt},
                                                {"dc+sd-jwt", Holds::Credential, Format::SdJwt},
                                                {"vc-ld+jwt", Holds::Credential, Format::Jwt},
                                                {"vp-ld+jwt", Holds::Presentation, Format::Jwt},
                                                {"jwt", Holds::Either, Format::Jwt}}};

const MediaType* find_media_type(std::string_view name) {
    const auto* found = std::ranges::find_if(
        kMediaTypes, [&](const MediaType& known) { return jose::same_media_type(known.name, name); });
    return found == kMediaTypes.end() ? nullptr : found;
}

bool is_cose(std::string_view media_type) {
    const std::string_view name = media_type.substr(0, media_type.find(';'));
    return jose::same_media_type(name, "vc+cose") || jose::same_media_type(name, "vp+cose");
}

/// The media type says what is in the envelope; so do the type of the envelope and the token itself.
bool agree(const MediaType& type, bool presentation, std::string_view token) {
    if (type.holds != Holds::Either && (type.holds == Holds::Presentation) != presentation) return false;
    const auto format = token_format(token);
    return !format || *format == type.format;
}

}  // namespace

Result<json::Value> for_presentation(std::string_view text) {
    const auto no_credential = [] {
        return refused("credential-not-presentable",
                       "An Open Badge 2.0 is no verifiable credential; show it as it is.");
    };
    if (token_format(text)) {
        if (openbadges::ob2_assertion_in(trimmed(text))) return no_credential();
        return envelope(trimmed(text), credential_media_type(text));
    }
    auto document = json::parse(text, {}, {.allow_nul = false});
    if (document && openbadges::is_ob2_assertion(*document)) return no_credential();
    return document;
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
    const auto invalid = [](std::string detail) {
        return malformed("invalid-enveloped-credential", std::move(detail), "/id");
    };
    const std::string_view url = json::text_view(value, "id");
    const std::size_t comma = url.find(',');
    if (!url.starts_with(kScheme) || comma == std::string_view::npos) {
        return invalid("An envelope has a data: URL as its id.");
    }
    const std::string_view media_type = url.substr(kScheme.size(), comma - kScheme.size());
    if (is_cose(media_type)) return unavailable("format-not-supported", "COSE is not read.", "/id");
    const MediaType* type = find_media_type(media_type);
    if (type == nullptr) return invalid("This is the media type of no secured credential.");
    const std::string_view token = url.substr(comma + 1);
    if (!agree(*type, model::has_type(value, "EnvelopedVerifiablePresentation"), token)) {
        return invalid("The media type is not that of what is in the envelope.");
    }
    return token;
}

}  // namespace blason::vc
