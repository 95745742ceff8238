// Client identifiers and their prefixes (OpenID4VP 1.0 section 5.9): who asks, and how that is shown to be true.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::vc::oid4vp {

enum class ClientIdPrefix {
    PreRegistered,            ///< none: the wallet knows the verifier beforehand
    RedirectUri,              ///< where the answer goes is all that is known; never signed
    DecentralizedIdentifier,  ///< a DID, whose key signs
    VerifierAttestation,      ///< the subject of a verifier attestation, whose key signs
    X509SanDns,               ///< a DNS name in the certificate of the key
    X509Hash                  ///< SHA-256 of the certificate of the key
};

/// "redirect_uri", "decentralized_identifier", ...; "pre-registered", which never stands before a client identifier.
std::string_view to_text(ClientIdPrefix prefix);
/// By that name. Nothing for any other.
std::optional<ClientIdPrefix> parse_prefix(std::string_view text);

struct ClientId {
    ClientIdPrefix prefix = ClientIdPrefix::PreRegistered;
    std::string text;        ///< the whole of it, prefix included: the audience of what is presented
    std::string identifier;  ///< without its prefix
};

/// What stands before the first ":" is a prefix where it is one that is known; other texts are pre-registered. Error
/// "invalid_client", pointer /client_id: empty, or a prefix that we do not take ("openid_federation", and "origin",
/// which no request may use).
Result<ClientId> parse_client_id(std::string_view text);
ClientId make_client_id(ClientIdPrefix prefix, std::string_view identifier);

/// The client identifier of a request of drafts 18 to 24. `scheme`: `client_id_scheme` of drafts 18 to 21, beside which
/// the identifier has no prefix (but that of the same scheme is taken too); empty: none, and the prefix says it, as in
/// drafts 22 to 24. A DID stands by itself in all of them. Errors "invalid_client"; "invalid_request", pointer
/// /client_id_scheme: a scheme that we do not take, or an identifier that is none of this scheme.
Result<ClientId> parse_draft_client_id(std::string_view text, std::string_view scheme);

}  // namespace blason::vc::oid4vp
