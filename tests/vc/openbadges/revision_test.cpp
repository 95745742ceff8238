// Which credential may take the place of an older one.
#include "vc/openbadges/revision.hpp"

#include <gtest/gtest.h>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/json/parse.hpp"

namespace blason::openbadges {
namespace {

json::Value badge(const std::string& subject, const std::string& id = "urn:x:badge") {
    const auto value = json::parse(R"({"id": ")" + id + R"(", "issuer": {"id": "did:example:issuer"},
                                       "credentialSubject": )" +
                                   subject + "}");
    EXPECT_TRUE(value) << subject;
    return *value;
}
std::string subject(const std::string& members, const std::string& achievement = "urn:x:a") {
    return "{" + members + R"(, "achievement": {"id": ")" + achievement + "\"}}";
}
std::string identified(const std::string& objects) {
    return subject(R"("identifier": [)" + objects + "]");
}
std::string plain(const std::string& text, const std::string& type = "emailAddress") {
    return R"({"hashed": false, "identityType": ")" + type + R"(", "identityHash": ")" + text + "\"}";
}
std::string hashed(const std::string& text, const std::string& salt) {
    return R"({"hashed": true, "identityType": "emailAddress", "salt": ")" + salt + R"(", "identityHash": "sha256$)" +
           to_hex(crypto::sha256(text + salt).bytes()) + "\"}";
}

struct Revision {
    const char* name;
    json::Value older;
    json::Value newer;
    bool fits;
};
void PrintTo(const Revision& revision, std::ostream* out) {
    *out << revision.name;
}

const std::string kAda = subject(R"("id": "did:example:ada")");

class Revisions : public testing::TestWithParam<Revision> {};

TEST_P(Revisions, AreOfTheSameBadgeAndPerson) {
    EXPECT_EQ(is_revision_of(GetParam().newer, GetParam().older), GetParam().fits);
}

INSTANTIATE_TEST_SUITE_P(
    All, Revisions,
    testing::Values(
        Revision{"SameSubject", badge(kAda), badge(kAda), true},
        Revision{"OtherSubject", badge(kAda), badge(subject(R"("id": "did:example:bob")")), false},
        Revision{"OtherCredential", badge(kAda), badge(kAda, "urn:x:other"), false},
        Revision{"OtherAchievement", badge(kAda), badge(subject(R"("id": "did:example:ada")", "urn:x:b")), false},
        Revision{"OneSubjectMore", badge(kAda), badge("[" + kAda + "," + kAda + "]"), false},
        Revision{"SameHash", badge(identified(hashed("a@x.example", "1"))),
                 badge(identified(hashed("a@x.example", "1"))), true},
        Revision{"HashOfThePlainText", badge(identified(plain("A@x.example"))),
                 badge(identified(hashed("a@x.example", "1"))), true},
        Revision{"HashOfAnother", badge(identified(plain("b@x.example"))),
                 badge(identified(hashed("a@x.example", "1"))), false},
        Revision{"OtherSalt", badge(identified(hashed("a@x.example", "1"))),
                 badge(identified(hashed("a@x.example", "2"))), false},
        Revision{"ANameIsNobody", badge(identified(plain("Ada", "name"))), badge(identified(plain("Ada", "name"))),
                 false},
        Revision{"OneIdentityOfSeveral", badge(identified(plain("Ada", "name") + "," + plain("a@x.example"))),
                 badge(identified(plain("a@x.example") + "," + plain("Ada B.", "name"))), true},
        Revision{"IdAndIdentity", badge(kAda), badge(identified(plain("a@x.example"))), false},
        Revision{"NobodyNamed", badge(subject(R"("type": "AchievementSubject")")),
                 badge(subject(R"("type": "AchievementSubject")")), true}),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace blason::openbadges
