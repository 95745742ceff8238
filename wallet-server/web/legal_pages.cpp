// Terms of service and privacy: what the software does, which is what its operator's own words build upon. Clients of
// the Open Badges API are told both addresses.
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

http::Response show_words(const std::string& name, const http::Request& request, const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language_of(request));
    json::Array paragraphs;
    for (const auto* number : {"1", "2", "3", "4"}) {
        json::Object paragraph;
        put(paragraph, "text", texts.text("legal." + name + "_" + number));
        paragraphs.push_back(std::move(paragraph));
    }
    json::Object data;
    put(data, "heading", texts.text("legal." + name + "_title"));
    put(data, "paragraphs", std::move(paragraphs));
    const Page page{"legal", std::string(texts.text("legal." + name + "_title")),
                    std::string(texts.text("legal." + name + "_description"))};
    return show(page, std::move(data), request, dependencies);
}

}  // namespace

http::Response terms_page(const http::Request& request, const PageDependencies& dependencies) {
    return show_words("terms", request, dependencies);
}

http::Response privacy_page(const http::Request& request, const PageDependencies& dependencies) {
    return show_words("privacy", request, dependencies);
}

}  // namespace blason::web
