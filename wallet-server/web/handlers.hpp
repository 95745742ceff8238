// One function per page. Each reads the request, asks a service, and shows what came of it.
#pragma once

#include "wallet-server/web/page.hpp"

namespace blason::web {

using Handler = http::Response (*)(const http::Request&, const PageDependencies&);

http::Response home_page(const http::Request& request, const PageDependencies& dependencies);

http::Response issue_choice_page(const http::Request& request, const PageDependencies& dependencies);
http::Response issue_form_page(const http::Request& request, const PageDependencies& dependencies);
http::Response issue_submitted(const http::Request& request, const PageDependencies& dependencies);

/// The public page of a credential for browsers, its bytes for programs. By its name or the Accept field also the
/// badge as an image with the credential inside: {id}.json, {id}.svg, {id}.png; ?download=1 for a file to save.
http::Response credential_page(const http::Request& request, const PageDependencies& dependencies);
/// The same for an issuer: page or Open Badges Profile.
http::Response issuer_page(const http::Request& request, const PageDependencies& dependencies);
/// The same for an achievement: page or Open Badges Achievement object.
http::Response achievement_page(const http::Request& request, const PageDependencies& dependencies);
/// The coat of arms of an achievement, drawn in the language of ?lang=.
http::Response achievement_image(const http::Request& request, const PageDependencies& dependencies);

/// Revokes, suspends or restores a credential, and shows its page again.
http::Response credential_status(const http::Request& request, const PageDependencies& dependencies);

/// The link of a request for a presentation, and the way back from the wallet.
http::Response wallet_door(const http::Request& request, const PageDependencies& dependencies);
http::Response presentation_returned(const http::Request& request, const PageDependencies& dependencies);

http::Response wallet_page(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_keep(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_badge_page(const http::Request& request, const PageDependencies& dependencies);
/// A badge that the holder brings: given, looked at, and kept when they decide so.
http::Response wallet_import_page(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_import(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_import_kept(const http::Request& request, const PageDependencies& dependencies);
/// Verifies a badge of the wallet now; one that could not be verified when it came in loses its mark.
http::Response wallet_verified_again(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_delete_page(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_deleted(const http::Request& request, const PageDependencies& dependencies);
/// The holder's Open Badges profile.
http::Response wallet_profile_page(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_profile_saved(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_present(const http::Request& request, const PageDependencies& dependencies);

/// Connections of the wallet to other Open Badges hosts.
http::Response hosts_page(const http::Request& request, const PageDependencies& dependencies);
http::Response host_connect(const http::Request& request, const PageDependencies& dependencies);
http::Response host_pull(const http::Request& request, const PageDependencies& dependencies);
http::Response host_push(const http::Request& request, const PageDependencies& dependencies);
http::Response host_disconnect(const http::Request& request, const PageDependencies& dependencies);
/// One badge to the host that the form names.
http::Response wallet_send(const http::Request& request, const PageDependencies& dependencies);
/// Where the browser comes back to from another host: a page for people, the connection as JSON for programs.
http::Response host_connected(const http::Request& request, const PageDependencies& dependencies);

http::Response terms_page(const http::Request& request, const PageDependencies& dependencies);
http::Response privacy_page(const http::Request& request, const PageDependencies& dependencies);

http::Response verify_page(const http::Request& request, const PageDependencies& dependencies);
http::Response verify_submitted(const http::Request& request, const PageDependencies& dependencies);

http::Response sign_in_page(const http::Request& request, const PageDependencies& dependencies);
http::Response sign_in_submitted(const http::Request& request, const PageDependencies& dependencies);
http::Response sign_up_page(const http::Request& request, const PageDependencies& dependencies);
http::Response sign_up_submitted(const http::Request& request, const PageDependencies& dependencies);
http::Response sign_out(const http::Request& request, const PageDependencies& dependencies);

/// The person's wallet, and the programs that may act for them.
http::Response account_page(const http::Request& request, const PageDependencies& dependencies);
http::Response grant_withdrawn(const http::Request& request, const PageDependencies& dependencies);

/// The authorization endpoint (RFC 6749 section 3.1): asks the person, and sends the browser back to the client.
http::Response consent_page(const http::Request& request, const PageDependencies& dependencies);
http::Response consent_given(const http::Request& request, const PageDependencies& dependencies);

/// An interaction URL: the protocols of its exchange for programs, where to go for people.
http::Response interaction_page(const http::Request& request, const PageDependencies& dependencies);
/// What a browser's mediator sends to the wallet: `?request={"credentialRequestOrigin", "protocols"}`.
http::Response wallet_request_page(const http::Request& request, const PageDependencies& dependencies);
/// An issuer offers a badge to whoever takes it; the offer and what became of it.
http::Response offer_form_page(const http::Request& request, const PageDependencies& dependencies);
http::Response offer_submitted(const http::Request& request, const PageDependencies& dependencies);
http::Response offer_page(const http::Request& request, const PageDependencies& dependencies);
http::Response offer_withdrawn(const http::Request& request, const PageDependencies& dependencies);
/// What was offered so far; and the issuer's word on what waits for it.
http::Response offers_page(const http::Request& request, const PageDependencies& dependencies);
http::Response offer_decided(const http::Request& request, const PageDependencies& dependencies);

/// A verifier asks for a badge; the request and what became of it.
http::Response ask_page(const http::Request& request, const PageDependencies& dependencies);
http::Response ask_submitted(const http::Request& request, const PageDependencies& dependencies);
http::Response asked_page(const http::Request& request, const PageDependencies& dependencies);
/// What was asked for so far, and what the answers are worth.
http::Response all_asked_page(const http::Request& request, const PageDependencies& dependencies);

/// A holder opens an offer, a request or an exchange, and answers it.
http::Response wallet_open_page(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_opened(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_answered(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_offer_page(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_offer_answered(const http::Request& request, const PageDependencies& dependencies);
/// Where the browser comes back to from an issuer's server: a page for people, the offer as JSON for programs.
http::Response wallet_offer_returned(const http::Request& request, const PageDependencies& dependencies);
http::Response wallet_took_part(const http::Request& request, const PageDependencies& dependencies);

/// The web app manifest, with the wallet as a credential handler.
http::Response wallet_manifest(const http::Request& request, const PageDependencies& dependencies);

http::Response asset(const http::Request& request, const PageDependencies& dependencies);

}  // namespace blason::web
