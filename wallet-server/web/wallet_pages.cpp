#include <fmt/format.h>

#include "vc/read.hpp"
#include "wallet-server/service/credential_standing.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/date_text.hpp"
#include "wallet-server/web/given_badge.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/held_image.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/host_pages.hpp"
#include "wallet-server/web/report_view.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

/// Where a badge stands: withdrawn, as far as that is known here; else what its dates say. "Currently valid" beside one
/// that nobody has verified, or whose status is kept elsewhere, would be taken for our own word.
std::string_view state_shown(const service::HeldCredential& held, const json::Value& credential, const BadgeView& badge,
                             const PageDependencies& dependencies) {
    const auto found = service::standing_of(credential, dependencies.issuers, dependencies.statuses, dependencies.urls);
    const auto standing = found ? *found : service::Standing::Unknown;
    if (standing == service::Standing::Revoked) return "revoked";
    if (standing == service::Standing::Suspended) return "suspended";
    if (badge.period != Period::Current) return state_of(badge.period);
    if (!held.verified) return {};
    return standing == service::Standing::Good ? state_of(badge.period) : "unchecked";
}

json::Object card(const service::HeldCredential& held, const json::Value& credential, const BadgeView& badge,
                  Language language, const PageDependencies& dependencies) {
    const auto state = state_shown(held, credential, badge, dependencies);
    json::Object data;
    put(data, "href", "/wallet/" + held.id);
    put(data, "image", badge_picture(badge, dependencies.urls.base()));
    put(data, "language", badge.language);
    put(data, "name", badge.name);
    put(data, "issuer", badge.issuer);
    put(data, "state", state);
    if (!state.empty()) put(data, "state_label", Texts::of(language).text(fmt::format("badge.state_{}", state)));
    put(data, "received", date_text(held.received, language));
    put(data, "unverified", !held.verified);
    return data;
}

http::Response file(std::string_view media_type, const service::HeldCredential& held, std::string_view ending,
                    std::string bytes) {
    http::Response response;
    response.fields.set("Content-Type", std::string(media_type));
    // The id is of our own making: hexadecimal letters only.
    response.fields.set("Content-Disposition",
                        "attachment; filename=\"badge-" + held.id + "." + std::string(ending) + "\"");
    response.fields.set("Cache-Control", "no-store");
    response.body = std::move(bytes);
    return response;
}

/// `?download=png` and `=svg` are the badge baked into an image, anything else is its own bytes.
http::Response held_file(const service::HeldCredential& held, const BadgeView& badge, std::string_view wanted,
                         const http::Request& request, const PageDependencies& dependencies) {
    if (wanted != "png" && wanted != "svg")
        return file(held.media_type, held, vc::file_extension(held.media_type), held.text);
    const auto type = wanted == "png" ? openbadges::ImageType::Png : openbadges::ImageType::Svg;
    auto image = held_image(held, badge, type, {dependencies.issuers, dependencies.wallets, dependencies.urls});
    if (!image) return show_error(image.error(), request, dependencies);
    return file(openbadges::media_type(type), held, wanted, std::move(*image));
}

std::string in_capitals(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// The path of the badge's public page when it was issued here.
std::string public_path(const BadgeView& badge, std::string_view base_url) {
    const bool is_ours = badge.id.starts_with(base_url) && badge.id.substr(base_url.size()).starts_with("/issuers/");
    return is_ours ? badge.id.substr(base_url.size()) : std::string();
}

}  // namespace

http::Response wallet_page(const http::Request& request, const PageDependencies& dependencies) {
    auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    auto credentials = dependencies.wallets.credentials(holder->org, holder->id);
    if (!credentials) return show_error(credentials.error(), request, dependencies);

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Array cards;
    for (const auto& held : *credentials) {
        auto document = vc::read_document(held.text);
        if (!document) return show_error(document.error(), request, dependencies);
        const BadgeView badge = read_badge(*document, language, dependencies.clock());
        cards.push_back(card(held, *document, badge, language, dependencies));
    }
    json::Object data;
    const bool own = signed_in(request, dependencies).has_value();
    put(data, "lead", texts.text(own ? "wallet.lead_own" : "wallet.lead"));
    put(data, "did", holder->did);
    put(data, "deleted", request.query_param("deleted").has_value());
    put(data, "count",
        cards.size() == 1 ? std::string(texts.text("wallet.count_one"))
                          : texts.fill("wallet.count_many", {{"count", fmt::to_string(cards.size())}}));
    put(data, "badges", std::move(cards));
    Page page{"wallet", std::string(texts.text("wallet.title")), std::string(texts.text("wallet.description"))};
    page.section = "wallet";
    page.is_private = true;
    return show(page, std::move(data), request, dependencies);
}

http::Response wallet_keep(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    std::string org;
    std::string id;
    for (const auto& field : *fields) {
        if (field.name == "org") org = field.value;
        if (field.name == "credential") id = field.value;
    }
    auto credential = dependencies.issuers.credential(org, id);
    if (!credential) return show_error(credential.error(), request, dependencies);
    auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    auto received = dependencies.wallets.receive(holder->org, holder->id, credential->text, page_actor(request));
    if (!received) return show_error(received.error(), request, dependencies);
    if (received->kept) return http::Response::redirect("/wallet/" + received->kept->id + "?kept=1");

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Object data = report_data(received->report, language, dependencies.clock(), dependencies.urls.base());
    put(data, "notice_title", texts.text("credential.not_kept_title"));
    put(data, "notice_text", texts.text("credential.not_kept_text"));
    Page page{"verify_result", std::string(texts.text("verify.result_title")),
              std::string(texts.text("verify.description"))};
    page.section = "wallet";
    page.is_private = true;
    return show(page, std::move(data), request, dependencies);
}

http::Response wallet_badge_page(const http::Request& request, const PageDependencies& dependencies) {
    auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    auto held = dependencies.wallets.credential(holder->org, holder->id, request.params.at("id"));
    if (!held) return show_error(held.error(), request, dependencies);
    auto document = vc::read_document(held->text);
    if (!document) return show_error(document.error(), request, dependencies);

    const Language language = language_of(request);
    const std::string& base_url = dependencies.urls.base();
    const BadgeView badge = read_badge(*document, language, dependencies.clock());
    if (const auto wanted = request.query_param("download"))
        return held_file(*held, badge, *wanted, request, dependencies);
    json::Object data;
    json::Object shown = badge_data(badge, language, "h1", base_url);
    const auto state = state_shown(*held, *document, badge, dependencies);
    put(shown, "state", state);
    if (!state.empty()) put(shown, "state_label", Texts::of(language).text(fmt::format("badge.state_{}", state)));
    put(data, "badge", std::move(shown));
    put(data, "unverified", !held->verified);
    put(data, "kept", request.query_param("kept").has_value());
    put(data, "newer", request.query_param("newer").has_value());
    put(data, "verify_action", "/wallet/" + held->id + "/verify");
    put(data, "delete_page", "/wallet/" + held->id + "/delete");
    const std::string ending(vc::file_extension(held->media_type));
    put(data, "download_own", Texts::of(language).fill("wallet.download", {{"form", in_capitals(ending)}}));
    const PictureSources sources{dependencies.issuers, dependencies.wallets, dependencies.urls};
    const bool bakeable = is_bakeable(*document, *held);
    put(data, "has_svg", bakeable);
    put(data, "has_png", bakeable && has_picture(*held, badge, openbadges::ImageType::Png, sources));
    put(data, "present_action", "/wallet/" + held->id + "/present");
    put(data, "public_page", public_path(badge, base_url));
    put(data, "download", "/wallet/" + held->id + "?download");
    put(data, "hosts", agreed_hosts(*holder, dependencies));
    put(data, "send_action", "/wallet/" + held->id + "/send");
    Page page{"wallet_badge", badge.name, badge.description};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    return show(page, std::move(data), request, dependencies);
}

http::Response wallet_present(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);

    // The verifier asks, the wallet answers, the verifier looks at the answer: three steps, as between strangers.
    const std::string& id = request.params.at("id");
    const service::Challenge challenge = dependencies.verifier.new_challenge();
    const auto presentation =
        dependencies.wallets.present({holder->org, holder->id, {id}, challenge.text, dependencies.urls.base()});
    if (!presentation) return show_error(presentation.error(), request, dependencies);
    service::Verify options;
    options.challenge = challenge.text;
    options.domain = dependencies.urls.base();
    const auto report = dependencies.verifier.verify_presentation(presentation->document, options, page_actor(request));
    if (!report) return show_error(report.error(), request, dependencies);

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Object data = report_data(*report, language, dependencies.clock(), dependencies.urls.base());
    put(data, "challenge", challenge.text);
    put(data, "present_action", "/wallet/" + id + "/present");
    Page page{"presented", std::string(texts.text("presented.title")), std::string(texts.text("verify.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    page.path = "/wallet/" + id;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
