// Credentials the tests start from, and small edits to them.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::test {

inline json::Value parse(std::string_view text) {
    auto value = json::parse(text);
    if (!value) throw std::runtime_error(value.error().code + " at " + value.error().pointer);
    return std::move(*value);
}

/// A credential of VCDM 2.0 with nothing optional.
inline json::Value plain_credential() {
    return parse(R"({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:subject"}
    })");
}

/// An Open Badge that uses most of the classes.
inline json::Value badge() {
    return parse(R"({
        "@context": ["https://www.w3.org/ns/credentials/v2",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Teamwork",
        "issuer": {"id": "https://issuer.example", "type": ["Profile"], "name": "Example School",
                   "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "12",
                                        "identifierType": "ext:school"}],
                   "address": {"type": ["Address"], "geo": {"type": "GeoCoordinates", "latitude": 1, "longitude": 2}}},
        "validFrom": "2024-01-01T00:00:00Z",
        "validUntil": "2044-01-01T00:00:00Z",
        "awardedDate": "2024-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "activityStartDate": "2023-09-01T00:00:00Z",
            "creditsEarned": 3.5,
            "identifier": [{"type": "IdentityObject", "hashed": true, "identityType": "emailAddress",
                            "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399",
                            "salt": "Kosher"}],
            "result": [{"type": ["Result"], "resultDescription": "urn:uuid:00000000-0000-4000-8000-000000000009",
                        "status": "Completed",
                        "achievedLevel": "urn:uuid:00000000-0000-4000-8000-000000000008"}],
            "achievement": {
                "id": "https://issuer.example/achievements/1",
                "type": ["Achievement"],
                "achievementType": "Badge",
                "name": "Teamwork",
                "description": "Works well with others.",
                "criteria": {"narrative": "Nominated by peers."},
                "image": {"id": "https://issuer.example/1.png", "type": "Image"},
                "tag": ["team"],
                "inLanguage": "en-GB",
                "alignment": [{"type": ["Alignment"], "targetName": "Cooperation",
                               "targetUrl": "https://skills.example/1", "targetType": "ceasn:Competency"}],
                "related": [{"type": ["Related"], "id": "https://issuer.example/achievements/2"}],
                "resultDescription": [{"id": "urn:uuid:00000000-0000-4000-8000-000000000009",
                                       "type": ["ResultDescription"], "name": "State", "resultType": "Status",
                                       "requiredLevel": "urn:uuid:00000000-0000-4000-8000-000000000008",
                                       "allowedValue": ["low", "high"],
                                       "rubricCriterionLevel": [
                                           {"id": "urn:uuid:00000000-0000-4000-8000-000000000008",
                                            "type": ["RubricCriterionLevel"], "name": "Good"}]}]
            }
        },
        "evidence": [{"type": ["Evidence"], "id": "https://issuer.example/evidence/1", "name": "Project"}]
    })");
}

/// The value that holds the place, and the last part of the pointer, unescaped.
inline std::pair<json::Value*, std::string> parent_of(json::Value& document, std::string_view pointer) {
    const std::size_t slash = pointer.rfind('/');
    json::Value& parent = slash == 0 ? document : document.at_pointer({pointer.data(), slash});
    return {&parent, json::parse_pointer(pointer)->back()};
}

inline void set(json::Value& document, std::string_view pointer, std::string_view text) {
    const auto [parent, name] = parent_of(document, pointer);
    if (parent->is_array()) {
        parent->get_array().at(std::stoul(name)) = parse(text);
    } else {
        parent->as_object()[name] = parse(text);
    }
}

inline void remove(json::Value& document, std::string_view pointer) {
    const auto [parent, name] = parent_of(document, pointer);
    parent->as_object().stable_erase(name);
}

/// One edit and the finding it must lead to; an empty text removes the place.
struct Refusal {
    std::string_view name;
    std::string_view place;
    std::string_view text;
    std::string_view code;
    std::string_view pointer;
};

inline std::string refusal_name(const testing::TestParamInfo<Refusal>& info) {
    return std::string(info.param.name);
}

inline void apply(json::Value& document, const Refusal& refusal) {
    refusal.text.empty() ? remove(document, refusal.place) : set(document, refusal.place, refusal.text);
}

}  // namespace blason::test
