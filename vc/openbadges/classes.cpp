#include "vc/openbadges/classes.hpp"

#include <algorithm>

namespace blason::openbadges {

namespace {

using enum Kind;
using enum Arity;
constexpr Presence Required = Presence::Required;
constexpr Presence Optional = Presence::Optional;

// What the data model checks of VCDM see already (contexts, names, status, schema, terms, refresh; that there are an
// issuer and a subject) is not repeated here.
constexpr Property kAchievementCredential[] = {
    {"id", Any, Required},
    {"image", Nested, Optional, One, "Image"},
    {"awardedDate", Instant},
    {"credentialSubject", Nested, Optional, One, "AchievementSubject"},
    {"endorsement", Nested, Optional, Many, "EndorsementCredential"},
    {"endorsementJwt", CompactJws, Optional, Many},
    {"evidence", Nested, Optional, Many, "Evidence"},
    {"issuer", Party, Optional, One, "Profile"},
};

constexpr Property kEndorsementCredential[] = {
    {"id", Any, Required},
    {"name", Any, Required},
    {"awardedDate", Instant},
    {"credentialSubject", Nested, Optional, One, "EndorsementSubject"},
    {"issuer", Party, Optional, One, "Profile"},
};

constexpr Property kEndorsementSubject[] = {
    {"id", Any, Required},
    {"endorsementComment", Text},
};

constexpr Property kAchievementSubject[] = {
    {"achievement", Nested, Required, One, "Achievement"},
    {"identifier", Nested, Optional, Many, "IdentityObject"},
    {"activityStartDate", DateTime},
    {"activityEndDate", DateTime},
    {"creditsEarned", Number},
    {"image", Nested, Optional, One, "Image"},
    {"licenseNumber", Text},
    {"narrative", Text},
    {"result", Nested, Optional, Many, "Result"},
    {"role", Text},
    {"source", Nested, Optional, One, "Profile"},
    {"term", Text},
};

constexpr Property kAchievement[] = {
    {"id", Uri, Required},
    {"criteria", Nested, Required, One, "Criteria"},
    {"description", Text, Required},
    {"name", Text, Required},
    {"alignment", Nested, Optional, Many, "Alignment"},
    {"achievementType", Enumeration, Optional, One, "achievementType"},
    {"creator", Nested, Optional, One, "Profile"},
    {"creditsAvailable", Number},
    {"endorsement", Nested, Optional, Many, "EndorsementCredential"},
    {"endorsementJwt", CompactJws, Optional, Many},
    {"fieldOfStudy", Text},
    {"humanCode", Text},
    {"image", Nested, Optional, One, "Image"},
    {"inLanguage", LanguageCode},
    {"otherIdentifier", Nested, Optional, Many, "IdentifierEntry"},
    {"related", Nested, Optional, Many, "Related"},
    {"resultDescription", Nested, Optional, Many, "ResultDescription"},
    {"specialization", Text},
    {"tag", Text, Optional, Many},
    {"version", Text},
};

constexpr Property kCriteria[] = {
    {"id", Uri},
    {"narrative", Text},
};

constexpr Property kProfile[] = {
    {"id", Uri, Required},
    {"name", Text},
    {"url", Uri},
    {"phone", Text},
    {"description", Text},
    {"endorsement", Nested, Optional, Many, "EndorsementCredential"},
    {"endorsementJwt", CompactJws, Optional, Many},
    {"image", Nested, Optional, One, "Image"},
    {"email", Text},
    {"address", Nested, Optional, One, "Address"},
    {"otherIdentifier", Nested, Optional, Many, "IdentifierEntry"},
    {"official", Text},
    {"parentOrg", Nested, Optional, One, "Profile"},
    {"familyName", Text},
    {"givenName", Text},
    {"additionalName", Text},
    {"patronymicName", Text},
    {"honorificPrefix", Text},
    {"honorificSuffix", Text},
    {"familyNamePrefix", Text},
    {"dateOfBirth", Date},
};

constexpr Property kAlignment[] = {
    {"targetName", Text, Required}, {"targetUrl", Uri, Required},
    {"targetCode", Text},           {"targetDescription", Text},
    {"targetFramework", Text},      {"targetType", Enumeration, Optional, One, "targetType"},
};

constexpr Property kEvidence[] = {
    {"id", Uri}, {"narrative", Text}, {"name", Text}, {"description", Text}, {"genre", Text}, {"audience", Text},
};

constexpr Property kImage[] = {
    {"id", ImageUri, Required},
    {"type", Any},
    {"caption", Text},
};

constexpr Property kIdentityObject[] = {
    {"type", Any},
    {"hashed", Boolean, Required},
    {"identityHash", Text, Required},
    {"identityType", Enumeration, Required, One, "identifierType"},
    {"salt", Text},
};

constexpr Property kIdentifierEntry[] = {
    {"type", Any},
    {"identifier", Text, Required},
    {"identifierType", Enumeration, Required, One, "identifierType"},
};

constexpr Property kRelated[] = {
    {"id", Uri, Required},
    {"inLanguage", LanguageCode},
    {"version", Text},
};

constexpr Property kAddress[] = {
    {"addressCountry", Text}, {"addressCountryCode", Text},
    {"addressRegion", Text},  {"addressLocality", Text},
    {"streetAddress", Text},  {"postOfficeBoxNumber", Text},
    {"postalCode", Text},     {"geo", Nested, Optional, One, "GeoCoordinates"},
};

constexpr Property kGeoCoordinates[] = {
    {"latitude", Number, Required},
    {"longitude", Number, Required},
};

constexpr Property kResultDescription[] = {
    {"id", Uri, Required},
    {"name", Text, Required},
    {"resultType", Enumeration, Required, One, "resultType"},
    {"alignment", Nested, Optional, Many, "Alignment"},
    {"allowedValue", Text, Optional, Many},
    {"requiredLevel", Uri},
    {"requiredValue", Text},
    {"rubricCriterionLevel", Nested, Optional, Many, "RubricCriterionLevel"},
    {"valueMax", Text},
    {"valueMin", Text},
};

constexpr Property kRubricCriterionLevel[] = {
    {"id", Uri, Required}, {"name", Text, Required}, {"alignment", Nested, Optional, Many, "Alignment"},
    {"description", Text}, {"level", Text},          {"points", Text},
};

constexpr Property kResult[] = {
    {"achievedLevel", Uri},
    {"alignment", Nested, Optional, Many, "Alignment"},
    {"resultDescription", Uri},
    {"status", Enumeration, Optional, One, "status"},
    {"value", Text},
};

constexpr Property kClrCredential[] = {
    {"id", Any, Required},
    {"name", Any, Required},
    {"image", Nested, Optional, One, "Image"},
    {"awardedDate", Instant},
    {"partial", Boolean},
    {"credentialSubject", Nested, Optional, One, "ClrSubject"},
    {"endorsement", Nested, Optional, Many, "EndorsementCredential"},
    {"endorsementJwt", CompactJws, Optional, Many},
    {"evidence", Nested, Optional, Many, "Evidence"},
    {"issuer", Party, Optional, One, "Profile"},
};

constexpr Property kClrSubject[] = {
    {"verifiableCredential", Any, Required},
    {"identifier", Nested, Optional, Many, "IdentityObject"},
    {"achievement", Nested, Optional, Many, "Achievement"},
    {"association", Nested, Optional, Many, "Association"},
};

constexpr Property kAssociation[] = {
    {"type", Any},
    {"associationType", Enumeration, Required, One, "associationType"},
    {"sourceId", Uri, Required},
    {"targetId", Uri, Required},
};

constexpr bool kClosed = true;
constexpr bool kOpen = false;

constexpr Class kClasses[] = {
    // The credential classes' own types are what led here.
    {"AchievementCredential", Typing::Untyped, kOpen, kAchievementCredential},
    {"EndorsementCredential", Typing::Contains, kOpen, kEndorsementCredential},
    {"EndorsementSubject", Typing::Contains, kOpen, kEndorsementSubject},
    {"AchievementSubject", Typing::Contains, kOpen, kAchievementSubject},
    {"Achievement", Typing::Contains, kOpen, kAchievement},
    {"Criteria", Typing::Untyped, kOpen, kCriteria},
    {"Profile", Typing::Contains, kOpen, kProfile},
    {"Alignment", Typing::Contains, kOpen, kAlignment},
    {"Evidence", Typing::Contains, kOpen, kEvidence},
    {"Image", Typing::Exactly, kClosed, kImage},
    {"IdentityObject", Typing::Exactly, kClosed, kIdentityObject},
    {"IdentifierEntry", Typing::Exactly, kClosed, kIdentifierEntry},
    {"Related", Typing::Contains, kOpen, kRelated},
    {"Address", Typing::Contains, kOpen, kAddress},
    {"GeoCoordinates", Typing::Exactly, kOpen, kGeoCoordinates},
    {"ResultDescription", Typing::Contains, kOpen, kResultDescription},
    {"RubricCriterionLevel", Typing::Contains, kOpen, kRubricCriterionLevel},
    {"Result", Typing::Contains, kOpen, kResult},
    {"ClrCredential", Typing::Contains, kOpen, kClrCredential},
    {"ClrSubject", Typing::Contains, kOpen, kClrSubject},
    {"Association", Typing::Exactly, kClosed, kAssociation},
};

}  // namespace

const Class* find_class(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(kClasses), std::end(kClasses), [&](const Class& one) { return one.name == name; });
    return found == std::end(kClasses) ? nullptr : found;
}

}  // namespace blason::openbadges
