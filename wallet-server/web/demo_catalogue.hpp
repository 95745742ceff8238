// The demo's content: one imaginary university and a dozen achievements as French practice has them, in French and in
// English (demo/catalogue.json, built into the binary).
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/wallet_service.hpp"
#include "wallet-server/web/badge_image.hpp"

namespace blason::web {

struct DemoCatalogue {
    service::NewIssuer issuer;
    std::string wallet;  ///< name of the demo wallet
    std::vector<service::NewAchievement> achievements;

    static const DemoCatalogue& get();
};

/// What the image of an achievement shows, in that language ("fr", "en"): the catalogue's charge and tincture for one
/// of the demo, a choice by its id for any other.
BadgeImage image_of(const service::Achievement& achievement, std::string_view issuer_name, std::string_view language);

/// The same for a badge of which only the achievement's address within this installation is known.
void use_demo_look(BadgeImage& image, std::string_view org, std::string_view achievement);

/// Fills an empty installation: the university, its achievements and one wallet. What is there already stays as it is,
/// so a start that was interrupted is completed by the next one. Errors of the services.
Result<void> load_demo(service::IssuerService& issuers, service::WalletService& wallets);

}  // namespace blason::web
