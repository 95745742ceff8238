#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

json::Object door(const Texts& texts, const std::string& name) {
    json::Object data;
    put(data, name, true);  // which sign the door bears
    put(data, "href", "/" + name);
    put(data, "title", texts.text("home." + name + "_title"));
    put(data, "text", texts.text("home." + name + "_text"));
    put(data, "action", texts.text("home." + name + "_action"));
    return data;
}

/// Three coats of arms for the front; none before there is an issuer with achievements.
json::Array shields(const PageDependencies& dependencies, Language language) {
    json::Array list;
    auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return list;
    auto achievements = dependencies.issuers.achievements(issuer->org);
    if (!achievements || achievements->size() < 6) return list;
    for (const std::size_t i : {std::size_t{3}, std::size_t{5}, std::size_t{0}}) {
        json::Object shield;
        put(shield, "image",
            "/issuers/" + issuer->org + "/achievements/" + (*achievements)[i].id +
                "/image.svg?lang=" + std::string(code_of(language)));
        list.push_back(std::move(shield));
    }
    return list;
}

}  // namespace

http::Response home_page(const http::Request& request, const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Object data;
    json::Array doors;
    if (dependencies.demo) {
        doors.push_back(door(texts, "issue"));
        doors.push_back(door(texts, "wallet"));
    }
    doors.push_back(door(texts, "verify"));
    put(data, "doors", std::move(doors));
    put(data, "shields", shields(dependencies, language));
    const Page page{"home", std::string(texts.text("home.title")), std::string(texts.text("home.description"))};
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
