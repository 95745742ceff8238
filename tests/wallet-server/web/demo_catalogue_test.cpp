#include "wallet-server/web/demo_catalogue.hpp"

#include <gtest/gtest.h>

#include <set>

namespace blason::web {
namespace {

/// Open Badges 3.0, AchievementType enumeration.
const std::set<std::string> kTypes{"Achievement",
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
                                   "SecondarySchoolDiploma"};

TEST(DemoCatalogue, HoldsADozenCompleteAchievements) {
    const DemoCatalogue& demo = DemoCatalogue::get();
    EXPECT_EQ(demo.achievements.size(), 12U);
    EXPECT_FALSE(demo.wallet.empty());
    std::set<std::string> ids;
    std::set<std::string> pictures;
    for (const auto& achievement : demo.achievements) {
        EXPECT_TRUE(ids.insert(achievement.id).second) << achievement.id;
        EXPECT_TRUE(kTypes.contains(achievement.type)) << achievement.id;
        for (const char* language : {"fr", "en"}) {
            const auto& words = achievement.texts.at(language);
            EXPECT_FALSE(words.name.empty() || words.description.empty() || words.criteria.empty()) << achievement.id;
        }
        const auto& alignments = achievement.details.at("alignment").as_array();
        ASSERT_EQ(alignments.size(), 1U);
        EXPECT_TRUE(json::view(alignments[0].at("targetUrl")).starts_with("https://skills.example.edu/"));
        EXPECT_FALSE(achievement.details.at("tag").as_array().empty()) << achievement.id;
        ASSERT_TRUE(achievement.image) << achievement.id;
        EXPECT_EQ(achievement.image->media_type, "image/svg+xml");
        pictures.insert(achievement.image->bytes);
    }
    EXPECT_EQ(pictures.size(), 12U);
}

TEST(DemoCatalogue, AddressesAreExamples) {
    const auto& issuer = DemoCatalogue::get().issuer;
    EXPECT_EQ(issuer.url, "https://www.example.edu/");
    EXPECT_TRUE(issuer.email.ends_with("@example.edu"));
}

TEST(DemoCatalogue, ImagesSpeakTheLanguageAskedFor) {
    service::Achievement achievement;
    achievement.org = DemoCatalogue::get().issuer.org;
    achievement.id = "decoupe-laser";
    achievement.default_language = "fr";
    achievement.texts = DemoCatalogue::get().achievements.at(7).texts;
    EXPECT_EQ(image_of(achievement, "I", "en").name, "Fablab laser cutting");
    EXPECT_EQ(image_of(achievement, "I", "xx").language, "fr");
    EXPECT_EQ(image_of(achievement, "I", "fr").charge, "cogwheel");
    achievement.org = "elsewhere";
    EXPECT_EQ(image_of(achievement, "I", "fr").charge, "");
}

}  // namespace
}  // namespace blason::web
