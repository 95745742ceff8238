#include "vc/envelope.hpp"

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

/// The forms of token that we read. "application/jwt" is what older documents say.
constexpr std::array<std::string_view, 8> kMediaTypes{"vc+jwt",    "vp+jwt",    "vc+sd-jwt", "dc+sd-jwt",
                                                      "vc-ld+jwt", "vp-ld+jwt", "jwt",       "vp+sd-jwt"};

bool is_known(std::string_view media_type) {
    for (const std::string_view known : kMediaTypes) {
        if (jose::same_media_type(media_type, known)) return true;
    }
    return false;
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
    const std::string_view url = json::text_view(value, "id");
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
