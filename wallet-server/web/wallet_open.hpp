// What a holder pasted or opened: an offer, a request for presentations, or an exchange.
#pragma once

#include <string>
#include <string_view>

#include "wallet-server/web/page.hpp"

namespace blason::web {

enum class LinkKind {
    Offer,    ///< OpenID4VCI credential offer
    Request,  ///< OpenID4VP authorization request
    Exchange  ///< VCALM: interaction URL, exchange, by-URL request of a browser, dccrequest
};

/// By its parameters, whatever its scheme: a wallet may have an https address. Error "link-unknown".
Result<LinkKind> kind_of_link(std::string_view link);

/// What happened when a link was opened, said on the form.
http::Response show_open(std::string_view link, const Error& error, const http::Request& request,
                         const PageDependencies& dependencies);

/// "https://host" of where something goes, for people; the text itself when it is no address.
std::string shown_origin(std::string_view url);

/// The page where a holder opens that link in their wallet here.
std::string open_path(std::string_view link);

/// `url` when a page may link there: http or https. Else empty.
std::string linkable_url(std::string_view url);

/// A badge of the wallet for wallet_done.mustache.
json::Object held_link(std::string_view credential, const service::Holder& holder, Language language,
                       const PageDependencies& dependencies);

// What each kind leads to.
http::Response open_offer(const service::Holder& holder, const std::string& link, const http::Request& request,
                          const PageDependencies& dependencies);
http::Response open_request(const service::Holder& holder, const std::string& link, const http::Request& request,
                            const PageDependencies& dependencies);
http::Response open_exchange(const service::Holder& holder, const std::string& link, const http::Request& request,
                             const PageDependencies& dependencies);

}  // namespace blason::web
