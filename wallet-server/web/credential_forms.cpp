#include "wallet-server/web/credential_forms.hpp"

#include <algorithm>
#include <array>

#include "vc/read.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/http/picture.hpp"
#include "wallet-server/web/baked_badge.hpp"
#include "wallet-server/web/page.hpp"

namespace blason::web {

namespace {

struct NamedForm {
    std::string_view ending;
    Form form;
};
constexpr std::array kNamedForms{NamedForm{".json", Form::Json}, NamedForm{".sd-jwt", Form::SdJwt},
                                 NamedForm{".jwt", Form::Jwt}, NamedForm{".svg", Form::Svg},
                                 NamedForm{".png", Form::Png}};

struct AcceptedForm {
    std::string_view media_type;
    Form form;
};
constexpr std::array kAcceptedForms{
    AcceptedForm{"application/vc", Form::Json},      AcceptedForm{"application/vc+ld+json", Form::Json},
    AcceptedForm{"application/ld+json", Form::Json}, AcceptedForm{"application/json", Form::Json},
    AcceptedForm{"application/vc+jwt", Form::Jwt},   AcceptedForm{"application/jwt", Form::Jwt},
    AcceptedForm{"text/plain", Form::Jwt},           AcceptedForm{"application/vc+sd-jwt", Form::SdJwt},
    AcceptedForm{"application/sd-jwt", Form::SdJwt}, AcceptedForm{"image/png", Form::Png},
    AcceptedForm{"image/svg+xml", Form::Svg}};

std::string_view ending_of(Form form) {
    const auto* named =
        std::find_if(kNamedForms.begin(), kNamedForms.end(), [&](const NamedForm& one) { return one.form == form; });
    return named == kNamedForms.end() ? std::string_view() : named->ending;
}

/// The service's name of what is asked for; empty: the bytes as they were issued.
std::string form_name(Form form, bool by_name, const service::StoredCredential& credential,
                      const http::Request& request) {
    if (form == Form::Jwt) {
        const auto algorithm = request.query_param("alg");
        return algorithm ? "jwt-" + *algorithm : "jwt";
    }
    if (form == Form::SdJwt) return "sd-jwt";
    if (form != Form::Json) return request.query_param("form").value_or("");
    if (const auto suite = request.query_param("cryptosuite")) return *suite;
    // What was issued as JSON is JSON, whatever its proof.
    return by_name && credential.media_type != "application/vc" ? "eddsa-rdfc-2022" : "";
}

}  // namespace

std::optional<Form> named_form(std::string& id) {
    for (const auto& [ending, form] : kNamedForms) {
        if (!id.ends_with(ending)) continue;
        id.resize(id.size() - ending.size());
        return form;
    }
    return std::nullopt;
}

Form negotiated_form(const http::Request& request) {
    if (request.query_param("download")) return Form::Json;
    const std::string_view accept = request.fields.find("Accept").value_or("");
    const int page = wants_page(request) ? api::named_weight(accept, "text/html").value_or(0) : 0;
    Form best = page > 0 ? Form::Page : Form::Json;
    int weight = page;
    for (const auto& [type, form] : kAcceptedForms) {
        const int found = api::named_weight(accept, type).value_or(0);
        if (found <= weight) continue;
        weight = found;
        best = form;
    }
    return best;
}

Result<http::Response> credential_in(Form form, bool by_name, const service::StoredCredential& credential,
                                     const BadgeView& badge, const http::Request& request,
                                     const PageDependencies& dependencies) {
    service::StoredCredential shown = credential;
    if (const auto name = form_name(form, by_name, credential, request); !name.empty()) {
        auto other = dependencies.issuers.in_form(credential, name, page_actor(request));
        if (!other) return std::move(other).error();
        shown = std::move(*other);
    }
    http::Response response;
    std::string ending(ending_of(form));
    if (form == Form::Svg || form == Form::Png) {
        const auto type = form == Form::Svg ? openbadges::ImageType::Svg : openbadges::ImageType::Png;
        auto image = baked_badge(shown, badge, type, dependencies);
        if (!image) return std::move(image).error();
        response = http::picture(openbadges::media_type(type), std::move(*image));
    } else {
        ending = "." + std::string(vc::file_extension(shown.media_type));
        response.fields.set("Content-Type", std::string(api::name_of(request, shown.media_type)));
        response.body = std::move(shown.text);
    }
    response.fields.set("Vary", "Accept");
    response.fields.set("X-Robots-Tag", "noindex, nofollow");
    if (request.query_param("download")) {
        // The id is of our own making: hexadecimal letters only.
        response.fields.set("Content-Disposition", "attachment; filename=\"badge-" + credential.id + ending + "\"");
    }
    return response;
}

}  // namespace blason::web
