// An offer as its holder sees it: what is on its way into the wallet, without its secrets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wallet-server/service/receiver/receiving.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service::receiver {

enum class OfferState {
    Offered,        ///< the holder has not decided
    Authorization,  ///< their browser is at the issuer's server
    Awaited,        ///< the issuer delivers later
    Received,
    Failed
};
std::string_view to_text(OfferState state);  ///< "offered", "authorization", "awaited", "received", "failed"

/// An offer as its holder sees it.
struct OfferView {
    std::string id;
    OfferState state = OfferState::Offered;
    std::string issuer;  ///< identifier: the only thing that is certain of it
    std::string name;    ///< what it calls itself; may be empty
    struct Credential {
        std::string configuration;
        std::string format;
        std::string name;
    };
    std::vector<Credential> credentials;         ///< what the issuer describes
    std::optional<vc::oid4vci::TxCode> tx_code;  ///< the issuer sent a code by another way
    bool needs_browser = false;                  ///< the person has to sign in at the issuer's
    std::string authorization_url;               ///< where the browser goes now; empty: nowhere
    std::string browser;                         ///< for a cookie of that browser, browser_of(state)
    std::vector<std::string> received;           ///< ids within the wallet
    std::string failure;                         ///< empty: none
    Instant created;
};

OfferView view_of(const storage::SealedRow& row, const Receiving& receiving);

}  // namespace blason::service::receiver
