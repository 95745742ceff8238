#include "vc/openbadges/required_beside.hpp"

#include <gtest/gtest.h>

#include "tests/vc/samples.hpp"

namespace blason {
namespace {

using List = std::vector<std::string>;

List beside(std::string_view pointer) {
    return openbadges::required_beside(test::badge(), pointer);
}

TEST(RequiredBeside, OfEveryObjectOnTheWay) {
    EXPECT_EQ(beside("/credentialSubject/identifier/0/identityHash"),
              (List{"/credentialSubject/achievement/id", "/credentialSubject/achievement/criteria",
                    "/credentialSubject/achievement/description", "/credentialSubject/achievement/name",
                    "/credentialSubject/identifier/0/hashed", "/credentialSubject/identifier/0/identityHash",
                    "/credentialSubject/identifier/0/identityType"}));
    EXPECT_EQ(beside("/issuer/address/geo/latitude"),
              (List{"/issuer/id", "/issuer/address/geo/latitude", "/issuer/address/geo/longitude"}));
    EXPECT_EQ(beside("/evidence/0/name"), List{});
}

TEST(RequiredBeside, NothingOfTheCredentialItselfOrOfWhatIsNoBadge) {
    EXPECT_EQ(beside(""), List{});
    EXPECT_EQ(beside("/name"), List{});
    EXPECT_EQ(beside("/nothing/here"), List{});
    EXPECT_EQ(beside("no pointer"), List{});
    EXPECT_EQ(openbadges::required_beside(test::plain_credential(), "/credentialSubject/id"), List{});
}

}  // namespace
}  // namespace blason
