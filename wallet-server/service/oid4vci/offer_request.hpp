// An offer as it is ordered, and as the store keeps it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/oid4vci/offer.hpp"
#include "wallet-server/service/exchange_tie.hpp"
#include "wallet-server/service/issuer_types.hpp"

namespace blason::service::oid4vci {

inline constexpr std::chrono::seconds kOfferLifetime{600};

struct NewOffer {
    std::string org;
    IssueBadge badge;    ///< what is awarded: read from `order`
    json::Object order;  ///< the same as it was sent
    std::vector<std::string> formats;
    bool pre_authorized = true;
    bool authorization_code = false;
    /// What the person has to type, in the wallet or, with an authorization code, where they consent. Asked for when
    /// the badge is somebody's by name, unless the order says otherwise: a QR code can be photographed by a bystander,
    /// and an account with somebody's address is made by anybody.
    std::optional<vc::oid4vci::TxCode> tx_code;
    bool needs_approval = false;
    std::chrono::seconds lifetime = kOfferLifetime;
    std::string wallet;  ///< address of a wallet that links begin with; empty: openid-credential-offer://
    std::string id{};    ///< 128 bits that nobody can guess; empty: new ones
    std::optional<ExchangeTie> exchange{};  ///< the step that it is part of
};

/// The order of a badge (badge_request.hpp) with, beside it, "formats", "grants", "txCode", "needsApproval",
/// "expiresIn", "wallet". Errors of read_badge_request, and with their pointers "wrong-type", "format-unknown",
/// "grant-unknown", "tx-code", "expires-in", "wallet-address".
Result<NewOffer> read_new_offer(const json::Object& body);

/// What the store keeps of an offer.
struct OfferDocument {
    json::Object order;  ///< of the badge
    std::vector<std::string> configurations;
    bool pre_authorized = true;
    bool authorization_code = false;
    std::optional<vc::oid4vci::TxCode> tx_code;
    std::string tx_hash;  ///< a keyed hash of what has to be typed, in hexadecimal; empty: nothing has
    std::string wallet;
    std::optional<ExchangeTie> exchange;  ///< what is issued, and whether, is decided there
};
std::string to_text(const OfferDocument& document);
/// What to_text made.
Result<OfferDocument> read_offer_document(std::string_view text);

}  // namespace blason::service::oid4vci
