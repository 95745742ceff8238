// What the test vectors of the Data Integrity cryptosuites share: the context their documents use, their files.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/crypto/private_key.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/suites.hpp"

namespace blason::test {

// The context of the larger documents is a draft that is no longer published. These are the terms they use;
// that they mean what they should is proven by the vectors' own canonical forms.
inline constexpr std::string_view kCitizenshipDraft = "https://w3id.org/citizenship/v4rc1";
inline constexpr std::string_view kCitizenshipTerms = R"({"@context": {
    "@protected": true,
    "EmploymentAuthorizationDocumentCredential":
        "https://w3id.org/citizenship#EmploymentAuthorizationDocumentCredential",
    "PermanentResidentCardCredential": "https://w3id.org/citizenship#PermanentResidentCardCredential",
    "PermanentResidentCard": "https://w3id.org/citizenship#PermanentResidentCard",
    "PermanentResident": "https://w3id.org/citizenship#PermanentResident",
    "EmploymentAuthorizationDocument": "https://w3id.org/citizenship#EmploymentAuthorizationDocument",
    "EmployablePerson": "https://w3id.org/citizenship#EmployablePerson",
    "Person": "https://schema.org/Person",
    "image": {"@id": "https://schema.org/image", "@type": "@id"},
    "givenName": "https://schema.org/givenName",
    "additionalName": "https://schema.org/additionalName",
    "familyName": "https://schema.org/familyName",
    "gender": "https://schema.org/gender",
    "identifier": "https://schema.org/identifier",
    "birthDate": {"@id": "https://schema.org/birthDate", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "birthCountry": "https://w3id.org/citizenship#birthCountry",
    "residentSince": {"@id": "https://w3id.org/citizenship#residentSince",
                      "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "employmentAuthorizationDocument": "https://w3id.org/citizenship#employmentAuthorizationDocument",
    "permanentResidentCard": "https://w3id.org/citizenship#permanentResidentCard",
    "commuterClassification": "https://w3id.org/citizenship#commuterClassification",
    "lprCategory": "https://w3id.org/citizenship#lprCategory",
    "lprNumber": "https://w3id.org/citizenship#lprNumber"
}})";

inline TestEnvironment& vector_environment() {
    static TestEnvironment shared(
        std::map<std::string, std::string>{{std::string(kCitizenshipDraft), std::string(kCitizenshipTerms)}});
    return shared;
}

/// Vector files of hexadecimal and base58 may end in a line feed of their own.
inline std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

inline crypto::PrivateKey read_key(const std::filesystem::path& path) {
    auto key = crypto::parse_key_file(read_file(path));
    EXPECT_TRUE(key) << key.error().code;
    return std::move(*key);
}

}  // namespace blason::test
