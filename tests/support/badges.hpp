// Open Badges made by an installation under test.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "engine/json/parse.hpp"
#include "wallet-server/service/issuer_service.hpp"

namespace blason::test {

/// What a badge is told by; the rest is the same in all of them.
struct BadgeOf {
    std::string org = "alpha";
    std::string id = "urn:uuid:00000000-0000-4000-8000-000000000001";
    std::string name = "Reader";
    std::string valid_from = "2027-01-01T00:00:00Z";
    std::string valid_until = {};  ///< for ever when empty
    vc::Format format = vc::Format::DataIntegrity;
};

/// The signed text: JSON or compact JWS. Empty, with a failure, when it cannot be issued.
inline std::string badge_text(service::IssuerService& issuers, const BadgeOf& badge) {
    auto credential = json::parse(R"({
      "@context": ["https://www.w3.org/ns/credentials/v2",
                   "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
      "id": ")" + badge.id + R"(",
      "type": ["VerifiableCredential", "OpenBadgeCredential"],
      "name": ")" + badge.name + R"(",
      "validFrom": ")" + badge.valid_from +
                                  R"(",
      "credentialSubject": {
        "type": ["AchievementSubject"],
        "identifier": [{"type": "IdentityObject", "hashed": false, "identityHash": "conformance@imsglobal.org",
                        "identityType": "emailAddress"}],
        "achievement": {
          "id": "https://alpha.example/achievements/reader",
          "type": ["Achievement"],
          "name": ")" + badge.name +
                                  R"(",
          "description": "Reads books.",
          "criteria": {"narrative": "Read ten books."}
        }
      }
    })");
    EXPECT_TRUE(credential) << credential.error().detail;
    if (!badge.valid_until.empty()) credential->get_object()["validUntil"] = badge.valid_until;
    service::IssueCredential request;
    request.org = badge.org;
    request.credential = std::move(*credential);
    request.format = badge.format;
    request.status = service::StatusPlan{};
    auto issued = issuers.issue_credential(std::move(request), {});
    EXPECT_TRUE(issued) << issued.error().detail << " " << issued.error().pointer;
    return issued ? issued->text : std::string();
}

}  // namespace blason::test
