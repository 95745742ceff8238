// What a wallet does with a request, wherever its credentials and keys are: fetch it and see who asks, find what could
// be shown, make the presentations that the holder chose, send them. Nothing is ever sent but to a KnownRequest, whose
// address its verifier has answered for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/net/http_client.hpp"
#include "vc/environment.hpp"
#include "vc/oid4vp/request_object.hpp"
#include "vc/oid4vp/response.hpp"
#include "vc/presentation/held.hpp"
#include "wallet-server/service/holder_keys.hpp"
#include "wallet-server/service/oid4vp/inquiry.hpp"

namespace blason::service::oid4vp {

struct WalletSide {
    net::HttpClient& client;
    vc::Environment environment;
    const vc::oid4vp::Trust& trust;
    Instant now;
    crypto::Random& random;
};

/// A request by value or by reference: a link, or a request object by itself. Nothing is answered to who is refused.
/// Errors of read_link, open_request_object, open_parameters and of the network; "request-not-fetched" (its host says
/// no; Unavailable). What a request of a draft refers to is fetched too; the verifier is known then, and is told where
/// that fails: those of vc::oid4vp::not_fetched and take_fetched.
Result<vc::oid4vp::KnownRequest> fetch_request(std::string_view text, const WalletSide& side);

/// A credential of the holder, by whatever name it has in the wallet.
struct WalletCredential {
    std::string name;
    std::string text;
};

/// What the holder is asked to agree to.
struct Consent {
    vc::oid4vp::KnownRequest known;
    vc::oid4vp::Wish wish;
    std::vector<WalletCredential> credentials;
    std::vector<vc::presentation::Held> held;  ///< of the same index
    /// Of the same index: whom of this wallet it was given to, nothing where it is bound to none of its keys.
    std::vector<std::optional<vc::presentation::HolderName>> holders;
    std::shared_ptr<const Inquiry> inquiry;
};

/// `keys`: those of the holder; only what is bound to one of them can be shown as theirs. Credentials that cannot be
/// read are passed over, and those that the verifier says it could not read. A request that cannot be answered is told
/// so at once. Errors of vc::oid4vp::read_wish and exchange_inquiry.
Result<Consent> consider(vc::oid4vp::KnownRequest known, std::vector<WalletCredential> credentials,
                         const HolderKeys& keys, const vc::oid4vp::WishRules& rules, const WalletSide& side);

/// Who asks for what, and what each credential would show: {"verifier": {...}, "purpose", "queries": [{"id", "format",
/// "purpose", "multiple", "holderBinding", "candidates": [{"credential", "name", "reveals": [pointers]}]}],
/// "satisfiable", "credentialSets": [{"required", "options": [[ids of queries]]}] (those that can be met; left out:
/// every query is to be answered), "whyNot", "transactions"}. The queries of a draft are its input descriptors, and the
/// sets its submission requirements.
json::Object to_json(const Consent& consent);

/// By the ids of queries and the names of credentials. Errors "dcql-choice" with the pointer, and those of
/// Inquiry::check.
Result<Choice> read_choice(const json::Object& choice, const Consent& consent);
/// The first that can answer. Error of Inquiry::why_not.
Result<Choice> first_choice(const Consent& consent);

/// The presentations of a choice that was checked, each with the least that satisfies, and signed with the key that its
/// credential is bound to: the parameters of the answer without `state`. Errors of Inquiry::answer.
Result<json::Object> make_answer(const Consent& consent, const Choice& choice, const HolderKeys& keys,
                                 const WalletSide& side);

struct Sent {
    std::string redirect_uri;  ///< where the holder's browser goes now; empty: nowhere
    bool posted = false;       ///< otherwise the redirect brings the answer
};
/// `answer`: what make_answer gave. Errors "verifier-refused" (the verifier's own words in the detail), those of the
/// network.
Result<Sent> send_presentations(const Consent& consent, json::Object answer, const WalletSide& side);
/// Section 8.5; "access_denied": the holder has not what was asked for, or does not want to show it.
Result<Sent> send_error(const vc::oid4vp::KnownRequest& known, std::string_view code, std::string_view description,
                        const WalletSide& side);

}  // namespace blason::service::oid4vp
