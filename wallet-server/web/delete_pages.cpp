// A badge is taken out of the wallet for ever, after a question.
#include "vc/read.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

http::Response wallet_delete_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const auto held = dependencies.wallets.credential(holder->org, holder->id, request.params.at("id"));
    if (!held) return show_error(held.error(), request, dependencies);
    const auto document = vc::read_document(held->text);
    if (!document) return show_error(document.error(), request, dependencies);

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    const BadgeView badge = read_badge(*document, language, dependencies.clock());
    json::Object data;
    put(data, "heading", texts.fill("delete.heading", {{"name", badge.name}}));
    put(data, "image", badge_picture(badge, dependencies.urls.base()));
    put(data, "issuer", badge.issuer);
    put(data, "back", "/wallet/" + held->id);
    put(data, "action", "/wallet/" + held->id + "/delete");
    Page page{"wallet_delete", std::string(texts.text("delete.title")), std::string(texts.text("wallet.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    return show(page, std::move(data), request, dependencies);
}

http::Response wallet_deleted(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const auto done =
        dependencies.wallets.remove(holder->org, holder->id, request.params.at("id"), page_actor(request));
    if (!done) return show_error(done.error(), request, dependencies);
    return http::Response::redirect("/wallet?deleted=1");
}

}  // namespace blason::web
