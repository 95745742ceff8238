#include "engine/crypto/authority_key.hpp"

#include <gtest/gtest.h>

#include "engine/text/base64.hpp"

namespace blason::crypto {
namespace {

/// Certificates made for this test: one for itself, without the extension; one by the other.
constexpr std::string_view kOfTheAuthority =
    "MIIBYDCCAQagAwIBAgIUHZuhepLN4YwbH6RweZ4yQZn6encwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLVGVzdCBpc3N1ZXIwHhcN"
    "MjYxMTIzMDk0NDQzWhcNMzYxMTIwMDk0NDQzWjAWMRQwEgYDVQQDDAtUZXN0IGlzc3VlcjBZMBMGByqGSM49AgEGCCqGSM49AwEH"
    "A0IABDr2UYaT9iis4IWHZ3cGeAmkBRzbBLFJ7Xn+mYJVn4Hznp+BmJQaMpmN0Zd2zmF303rX73OLstvxeMM9rCtrghijMjAwMA8G"
    "A1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFO/aaO10FADuz9hIvJqeUYvADwB4MAoGCCqGSM49BAMCA0gAMEUCICAKmKpjPy3j11Ye"
    "hK+dCu7B2o7G6v3TcHcjStXb5D87AiEArODVmYkK1RMAYKRpUxs3lHinIkxYRau1BlMGat99JHg=";
constexpr std::string_view kOfTheIssuer =
    "MIIBljCCATygAwIBAgIUc83WfEvBHT0NFLlcmdtDtEywZWQwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLVGVzdCBpc3N1ZXIwHhcN"
    "MjYxMTIzMDk0NDQzWhcNMzYxMTIwMDk0NDQzWjAWMRQwEgYDVQQDDAtUZXN0IGlzc3VlcjBZMBMGByqGSM49AgEGCCqGSM49AwEH"
    "A0IABK+m8fXkRgkZxUzXyJcSTMc25FnVKZpX+V1nQCq0+23oadJrAqZRG71NLfjoU1OB7omw/0sR9eb+pFtDLMaUXB+jaDBmMAkG"
    "A1UdEwQCMAAwHQYDVR0OBBYEFDpwdh15QuCvofn0MpvvYEeqFAtNMB8GA1UdIwQYMBaAFO/aaO10FADuz9hIvJqeUYvADwB4MBkG"
    "A1UdEQQSMBCCDmlzc3Vlci5leGFtcGxlMAoGCCqGSM49BAMCA0gAMEUCICNg6IWdF4UyPIPRcz05PV1hXNMIqdDpajkk7djXMP0V"
    "AiEA7OtwszqneaBEd6zlYn0VUgK6DF/8HpmRaXu3jFCHAno=";

TEST(AuthorityKey, IsTheOneTheCertificateNames) {
    const auto issuer = *text::base64_decode(kOfTheIssuer);
    EXPECT_EQ(to_hex(authority_key_identifier(issuer).value()), "efda68ed741400eecfd848bc9a9e518bc00f0078");
    EXPECT_EQ(authority_key_identifier(*text::base64_decode(kOfTheAuthority)), std::nullopt);
}

TEST(AuthorityKey, WhatIsNoCertificateHasNone) {
    auto issuer = *text::base64_decode(kOfTheIssuer);
    for (std::size_t size = 0; size < issuer.size(); ++size) {
        EXPECT_EQ(authority_key_identifier(ByteView(issuer).first(size)), std::nullopt) << size;
    }
    issuer.push_back(0);
    EXPECT_EQ(authority_key_identifier(issuer), std::nullopt);
    const auto whole = *text::base64_decode(kOfTheIssuer);
    // Whatever byte is another: nothing is read beyond the end (with the sanitizers), and nothing throws.
    for (std::size_t at = 0; at < whole.size(); ++at) {
        Bytes other = whole;
        other[at] ^= 0x81U;
        static_cast<void>(authority_key_identifier(other));
    }
}

}  // namespace
}  // namespace blason::crypto
