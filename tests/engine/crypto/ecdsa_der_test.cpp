#include <gtest/gtest.h>

#include "engine/crypto/ecdsa_der.hpp"

namespace blason::crypto {
namespace {

std::string p1363(std::string_view der) {
    const auto read = ecdsa_from_der(KeyType::P256, *from_hex(der));
    return read ? to_hex(*read) : "refused";
}

TEST(EcdsaDer, ShortNumbersAreFilledUp) {
    EXPECT_EQ(p1363("3007020101020200ff"), std::string(62, '0') + "01" + std::string(62, '0') + "ff");
}

TEST(EcdsaDer, OnlyTheOneFormOfDer) {
    for (const char* text : {
             "",                      // nothing
             "3006020101020101ff",    // something behind
             "300702010102010100",    // something behind, inside
             "3003020101",            // one number
             "30810602010102010100",  // a length that would fit into one byte
             "308006020101020101",    // no definite length
             "3006020100020101",      // 0
             "3006020101020100",      // 0
             "30060201ff020101",      // below 0
             "300702020001020101",    // a zero too many
             "3006020101030101",      // no INTEGER
             "3106020101020101",      // no SEQUENCE
             "30060201010202ff",      // cut off
             "3005020002010100",      // an INTEGER without content
         }) {
        EXPECT_EQ(p1363(text), "refused") << text;
    }
    const std::string long_number = "0221" + std::string(66, '1');  // 33 bytes: longer than the order
    EXPECT_EQ(p1363("3026" + long_number + "020101"), "refused");
}

}  // namespace
}  // namespace blason::crypto
