// Achievements that tests award, and the badges of them.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "wallet-server/service/issuer_service.hpp"

namespace blason::test {

/// "reader" of that organisation, in English.
inline service::NewAchievement reader(std::string org = "alpha") {
    service::NewAchievement out;
    out.org = std::move(org);
    out.id = "reader";
    out.texts["en"] = {"Reader", "Reads books.", "Read ten books."};
    return out;
}
/// "writer", likewise.
inline service::NewAchievement writer(std::string org = "alpha") {
    service::NewAchievement out;
    out.org = std::move(org);
    out.id = "writer";
    out.texts["en"] = {"Writer", "Writes books.", "Write a book."};
    return out;
}
inline void add(service::IssuerService& issuers, const service::NewAchievement& achievement) {
    const auto made = issuers.create_achievement(achievement, {});
    ASSERT_TRUE(made) << made.error().detail;
}
/// The badge "reader" of that organisation, which has the achievement, for somebody with an e-mail address.
inline Result<service::StoredCredential> award_reader(service::IssuerService& issuers, const std::string& org,
                                                      const std::string& email) {
    service::IssueBadge award;
    award.org = org;
    award.achievement = "reader";
    award.recipient.email = email;
    return issuers.issue_badge(award, {});
}

}  // namespace blason::test
