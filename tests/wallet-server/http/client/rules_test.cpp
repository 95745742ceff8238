#include <gtest/gtest.h>

#include "wallet-server/http/client/address_rules.hpp"
#include "wallet-server/http/client/url_rules.hpp"

namespace blason::http {
namespace {

struct AddressCase {
    const char* text;
    Reach reach;
};

class AddressTable : public testing::TestWithParam<AddressCase> {};

TEST_P(AddressTable, NT1_Reach) {
    const auto address = parse_ip(GetParam().text);
    ASSERT_TRUE(address.has_value());
    EXPECT_EQ(reach_of(*address), GetParam().reach) << GetParam().text;
}

constexpr auto kBlocked = Reach::Blocked;
constexpr auto kPublic = Reach::Public;
constexpr auto kLoopback = Reach::Loopback;

// Each range with its first and last address, and its neighbours where they are public.
INSTANTIATE_TEST_SUITE_P(
    Client, AddressTable,
    testing::Values(
        AddressCase{"0.0.0.0", kBlocked}, AddressCase{"0.255.255.255", kBlocked}, AddressCase{"1.0.0.0", kPublic},
        AddressCase{"9.255.255.255", kPublic}, AddressCase{"10.0.0.0", kBlocked},
        AddressCase{"10.255.255.255", kBlocked}, AddressCase{"11.0.0.0", kPublic},
        AddressCase{"100.63.255.255", kPublic}, AddressCase{"100.64.0.0", kBlocked},
        AddressCase{"100.127.255.255", kBlocked}, AddressCase{"100.128.0.0", kPublic},
        AddressCase{"126.255.255.255", kPublic}, AddressCase{"127.0.0.0", kLoopback},
        AddressCase{"127.0.0.1", kLoopback}, AddressCase{"127.255.255.255", kLoopback},
        AddressCase{"128.0.0.0", kPublic}, AddressCase{"169.253.255.255", kPublic},
        AddressCase{"169.254.0.0", kBlocked}, AddressCase{"169.254.169.254", kBlocked},
        AddressCase{"169.254.255.255", kBlocked}, AddressCase{"169.255.0.0", kPublic},
        AddressCase{"172.15.255.255", kPublic}, AddressCase{"172.16.0.0", kBlocked},
        AddressCase{"172.31.255.255", kBlocked}, AddressCase{"172.32.0.0", kPublic},
        AddressCase{"192.0.0.170", kBlocked}, AddressCase{"192.0.1.0", kPublic}, AddressCase{"192.0.2.1", kBlocked},
        AddressCase{"192.88.99.1", kBlocked}, AddressCase{"192.167.255.255", kPublic},
        AddressCase{"192.168.0.0", kBlocked}, AddressCase{"192.168.255.255", kBlocked},
        AddressCase{"192.169.0.0", kPublic}, AddressCase{"198.17.255.255", kPublic},
        AddressCase{"198.18.0.0", kBlocked}, AddressCase{"198.19.255.255", kBlocked},
        AddressCase{"198.20.0.0", kPublic}, AddressCase{"198.51.100.7", kBlocked}, AddressCase{"203.0.113.7", kBlocked},
        AddressCase{"223.255.255.255", kPublic}, AddressCase{"224.0.0.0", kBlocked},
        AddressCase{"239.255.255.255", kBlocked}, AddressCase{"240.0.0.0", kBlocked},
        AddressCase{"255.255.255.255", kBlocked}, AddressCase{"::", kBlocked}, AddressCase{"::1", kLoopback},
        AddressCase{"::2", kBlocked}, AddressCase{"::ffff:127.0.0.1", kBlocked},
        AddressCase{"::ffff:8.8.8.8", kBlocked}, AddressCase{"::127.0.0.1", kBlocked},
        AddressCase{"64:ff9b::7f00:1", kBlocked}, AddressCase{"64:ff9b:1::1", kBlocked},
        AddressCase{"100::1", kBlocked}, AddressCase{"2001::1", kBlocked}, AddressCase{"2001:1ff:ffff::", kBlocked},
        AddressCase{"2001:200::1", kPublic}, AddressCase{"2001:db8::1", kBlocked}, AddressCase{"2001:db9::1", kPublic},
        AddressCase{"2002:7f00:1::", kBlocked}, AddressCase{"2003::1", kPublic}, AddressCase{"2606:4700::1", kPublic},
        AddressCase{"3fff:fff::1", kBlocked}, AddressCase{"3fff:1000::1", kPublic}, AddressCase{"4000::1", kBlocked},
        AddressCase{"fc00::1", kBlocked}, AddressCase{"fdff::1", kBlocked}, AddressCase{"fe80::1", kBlocked},
        AddressCase{"febf::1", kBlocked}, AddressCase{"fec0::1", kBlocked}, AddressCase{"ff02::1", kBlocked}));

TEST(ClientUrl, IsWrittenAnew) {
    const auto url = [](const char* text) { return check_url(text, true)->url; };
    EXPECT_EQ(url("https://Example.org"), "https://example.org:443/");
    EXPECT_EQ(url("HTTPS://example.org/a?b#c"), "https://example.org:443/a?b");
    EXPECT_EQ(url("https://example.org?b"), "https://example.org:443/?b");
    EXPECT_EQ(url("https://example.org:8443/%20"), "https://example.org:8443/%20");
    EXPECT_EQ(url("http://127.0.0.1:81/"), "http://127.0.0.1:81/");
    EXPECT_EQ(url("https://[2606:4700::1]:444/x"), "https://[2606:4700::1]:444/x");
    EXPECT_EQ(url("https://xn--bcher-kva.example/"), "https://xn--bcher-kva.example:443/");
    EXPECT_EQ(url("https://1.example/"), "https://1.example:443/");
}

class RefusedUrl : public testing::TestWithParam<const char*> {};

TEST_P(RefusedUrl, NT2_IsNotFetched) {
    const auto url = check_url(GetParam(), false);
    ASSERT_FALSE(url.has_value());
    EXPECT_EQ(url.error().code, "fetch-refused");
    EXPECT_EQ(url.error().kind, ErrorKind::Refused);
}

INSTANTIATE_TEST_SUITE_P(
    Client, RefusedUrl,
    testing::Values("", "example.org", "http://example.org/", "http://127.0.0.1/", "ftp://example.org/",
                    "file:///etc/passwd", "https:/example.org", "https://", "https:///a", "https://:443/",
                    "https://user@example.org/", "https://example.org@evil.example/",
                    "https://example.org\\@evil.example/", "https://example.org:0/", "https://example.org:65536/",
                    "https://example.org:/", "https://example.org:+80/", "https://example.org:80x/",
                    "https://example.org./", "https://.example.org/", "https://a..b/", "https://-a.example/",
                    "https://exa mple.org/", "https://example.org/\r\nX: y", "https://example.org/\n",
                    "https://ex\u00e4mple.org/", "https://example%2eorg/", "https://2130706433/", "https://0x7f000001/",
                    "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/", "https://127.0.0.0x1/",
                    "https://1.2.3.4.5/", "https://256.0.0.1/", "https://[::1/", "https://[127.0.0.1]/",
                    "https://[::1]x/", "https://[fe80::1%25eth0]/", "https://[]/", "https://::1/"));

}  // namespace
}  // namespace blason::http
