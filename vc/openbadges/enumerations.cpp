#include "vc/openbadges/enumerations.hpp"

#include <algorithm>
#include <span>

namespace blason::openbadges {

namespace {

constexpr std::string_view kAchievementTypes[] = {
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
};
constexpr std::string_view kTargetTypes[] = {
    "ceasn:Competency",  "ceterms:Credential",     "CFItem", "CFRubric",
    "CFRubricCriterion", "CFRubricCriterionLevel", "CTDL",
};
constexpr std::string_view kResultTypes[] = {
    "GradePointAverage",    "LetterGrade", "Percent",     "PerformanceLevel",
    "PredictedScore",       "RawScore",    "Result",      "RubricCriterion",
    "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
};
constexpr std::string_view kStatuses[] = {
    "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew",
};
constexpr std::string_view kIdentifierTypes[] = {
    "name",          "sourcedId",    "systemId",        "productId",
    "userName",      "accountId",    "emailAddress",    "nationalIdentityNumber",
    "isbn",          "issn",         "lisSourcedId",    "oneRosterSourcedId",
    "sisSourcedId",  "ltiContextId", "ltiDeploymentId", "ltiToolId",
    "ltiPlatformId", "ltiUserId",    "identifier",
};
// CLR 2.0.
constexpr std::string_view kAssociationTypes[] = {
    "exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo", "precedes", "replacedBy",
};

struct Enumeration {
    std::string_view name;
    std::span<const std::string_view> values;
    bool extensible;
};
constexpr Enumeration kEnumerations[] = {
    {"achievementType", kAchievementTypes, true}, {"targetType", kTargetTypes, true},
    {"resultType", kResultTypes, true},           {"status", kStatuses, false},
    {"identifierType", kIdentifierTypes, true},   {"associationType", kAssociationTypes, false},
};

bool is_extension(std::string_view value) {
    constexpr std::string_view kPrefix = "ext:";
    if (!value.starts_with(kPrefix) || value.size() == kPrefix.size()) return false;
    return value.substr(kPrefix.size())
               .find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-|_") ==
           std::string_view::npos;
}

}  // namespace

bool is_enumerated(std::string_view enumeration, std::string_view value) {
    for (const Enumeration& one : kEnumerations) {
        if (one.name != enumeration) continue;
        return std::find(one.values.begin(), one.values.end(), value) != one.values.end() ||
               (one.extensible && is_extension(value));
    }
    return false;
}

}  // namespace blason::openbadges
