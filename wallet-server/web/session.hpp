// Who is signed in, by the session cookie: HttpOnly, SameSite=Lax (a client sends people here from its own site), and
// with an https address Secure and bound to this host ("__Host-"). Every organisation has accounts of its own, so the
// cookie of one that is not the hosted issuer carries its name.
#pragma once

#include <string>
#include <string_view>

#include "wallet-server/service/account_service.hpp"
#include "wallet-server/web/page.hpp"

namespace blason::web {

/// The organisation whose accounts a page is about: that of `{org}` in its path, else the hosted issuer. Error
/// "issuer-not-found".
Result<std::string> account_org(const http::Request& request, const PageDependencies& dependencies);
/// What pages of the same organisation begin with: "/issuers/{org}", or nothing.
std::string account_prefix(const http::Request& request);

/// Errors "session-unknown" (Unauthorized), "issuer-not-found".
Result<service::Account> signed_in(const http::Request& request, const PageDependencies& dependencies);

/// Who knocks, as the service wants to know it.
service::Visitor visitor_of(std::string_view org, const http::Request& request, const PageDependencies& dependencies);

/// Adds the cookies of a new session, or ends the old one's.
void keep_session(http::Response& response, const service::SignedIn& session, const PageDependencies& dependencies);
void forget_session(http::Response& response, std::string_view org, const PageDependencies& dependencies);
std::string session_of(std::string_view org, const http::Request& request, const PageDependencies& dependencies);

/// The way to the sign-in page and back for "session-unknown", else the page of the error.
http::Response sign_in_first(const Error& error, const http::Request& request, const PageDependencies& dependencies);

/// `text` when it is a path of this server, else "/account": nobody is sent elsewhere by a link to the sign-in page.
std::string local_target(std::string_view text);

}  // namespace blason::web
