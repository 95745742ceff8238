// The heads that must not be believed, by the ids of the attack catalogue (HT1 to HT10, HT15), and those that must.
#include "wallet-server/http/framing.hpp"

#include <gtest/gtest.h>

namespace blason::http {
namespace {

using namespace std::string_literals;

struct Refused {
    const char* name;
    std::string head;
    const char* code;
};

void PrintTo(const Refused& refused, std::ostream* out) {
    *out << refused.name;
}

const std::string kGet = "GET / HTTP/1.1\r\nHost: a.example\r\n";
const std::string kPost = "POST / HTTP/1.1\r\nHost: a.example\r\n";

std::string many_fields(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += "X: 1\r\n";
    return out;
}

std::string line(const std::string& request_line) {
    return request_line + "\r\nHost: a.example\r\n\r\n";
}

class RefusedHead : public testing::TestWithParam<Refused> {};

TEST_P(RefusedHead, IsNotBelieved) {
    const auto head = check_framing(GetParam().head);
    ASSERT_FALSE(head.has_value());
    EXPECT_EQ(head.error().code, GetParam().code) << head.error().detail;
}

INSTANTIATE_TEST_SUITE_P(
    Framing, RefusedHead,
    testing::Values(
        Refused{"HT1_te_gzip_with_content_length", kPost + "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\n",
                "http-transfer-encoding"},
        Refused{"HT2_te_xchunked", kPost + "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n",
                "http-transfer-encoding"},
        Refused{"HT3_te_chunked_identity", kPost + "Transfer-Encoding: chunked, identity\r\n\r\n",
                "http-transfer-encoding"},
        Refused{"HT3_te_identity_chunked", kPost + "Transfer-Encoding: identity, chunked\r\n\r\n",
                "http-transfer-encoding"},
        Refused{"HT3_te_twice", kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                "http-transfer-encoding"},
        Refused{"HT3_te_vertical_tab", kPost + "Transfer-Encoding: \vchunked\r\n\r\n", "http-field"},
        Refused{"HT4_te_without_chunked", kPost + "Transfer-Encoding: gzip\r\n\r\n", "http-transfer-encoding"},
        Refused{"HT4_te_empty", kPost + "Transfer-Encoding:\r\n\r\n", "http-transfer-encoding"},
        Refused{"HT5_te_under_http_1_0", "POST / HTTP/1.0\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n",
                "http-transfer-encoding"},
        Refused{"HT6_te_and_content_length", kPost + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "http-transfer-encoding"},
        Refused{"HT8_no_host", "GET / HTTP/1.1\r\n\r\n", "http-host"},
        Refused{"HT8_two_hosts", kGet + "Host: a.example\r\n\r\n", "http-host"},
        Refused{"HT8_host_list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "http-host"},
        Refused{"HT8_host_empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "http-host"},
        Refused{"HT8_host_userinfo", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", "http-host"},
        Refused{"HT8_host_bad_port", "GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n", "http-host"},
        Refused{"HT8_host_open_bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "http-host"},
        Refused{"HT8_absolute_form_other_host", "GET http://b.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
                "http-host"},
        Refused{"HT8_absolute_form_userinfo", "GET http://u@a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
                "http-host"},
        Refused{"HT8_obs_fold", kGet + "X: 1\r\n folded\r\n\r\n", "http-field"},
        Refused{"HT8_content_length_twice_equal", kPost + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
                "http-content-length"},
        Refused{"HT8_content_length_list", kPost + "Content-Length: 5, 5\r\n\r\n", "http-content-length"},
        Refused{"HT8_content_length_sign", kPost + "Content-Length: +5\r\n\r\n", "http-content-length"},
        Refused{"HT8_content_length_hex", kPost + "Content-Length: 0x5\r\n\r\n", "http-content-length"},
        Refused{"HT8_content_length_empty", kPost + "Content-Length:\r\n\r\n", "http-content-length"},
        Refused{"HT8_content_length_huge", kPost + "Content-Length: 9999999999999999999\r\n\r\n",
                "http-content-length"},
        Refused{"HT8_byte_80_in_target", line("GET /\x80 HTTP/1.1"), "http-target"},
        Refused{"HT10_space_before_colon", kGet + "X : 1\r\n\r\n", "http-field"},
        Refused{"HT10_no_colon", kGet + "X\r\n\r\n", "http-field"},
        Refused{"HT10_empty_name", kGet + ": 1\r\n\r\n", "http-field"},
        Refused{"HT10_nul_in_value", kGet + "X: \0\r\n\r\n"s, "http-line-ending"},
        Refused{"HT10_delete_in_value", kGet + "X: \x7f\r\n\r\n", "http-field"},
        Refused{"HT10_bare_carriage_return", kGet + "X: 1\rY: 2\r\n\r\n", "http-line-ending"},
        Refused{"HT10_bare_line_feed", kGet + "X: 1\nY: 2\r\n\r\n", "http-line-ending"},
        Refused{"HT10_leading_empty_line", "\r\n" + kGet + "\r\n", "http-request-line"},
        Refused{"HT10_version_1_2", line("GET / HTTP/1.2"), "http-version"},
        Refused{"HT10_version_2_0", line("PRI * HTTP/2.0"), "http-version"},
        Refused{"HT10_version_lower_case", line("GET / http/1.1"), "http-version"},
        Refused{"HT10_no_version", line("GET /"), "http-request-line"},
        Refused{"HT10_two_spaces", line("GET  / HTTP/1.1"), "http-target"},
        Refused{"HT10_tab_between", line("GET\t/\tHTTP/1.1"), "http-request-line"},
        Refused{"HT10_method_33_bytes", line(std::string(33, 'A') + " / HTTP/1.1"), "http-method"},
        Refused{"HT10_method_1_kilobyte", line(std::string(1024, 'A') + " / HTTP/1.1"), "http-method"},
        Refused{"HT10_method_not_a_token", line("G(T / HTTP/1.1"), "http-method"},
        Refused{"HT10_target_one_too_long", line("GET /" + std::string(4096, 'a') + " HTTP/1.1"),
                "http-target-too-long"},
        Refused{"HT10_target_no_slash", line("GET a HTTP/1.1"), "http-target"},
        Refused{"HT10_target_fragment", line("GET /a#b HTTP/1.1"), "http-target"},
        Refused{"HT10_target_backslash", line("GET /a\\b HTTP/1.1"), "http-target"},
        Refused{"HT10_authority_form", line("CONNECT a.example:443 HTTP/1.1"), "http-target"},
        Refused{"HT10_asterisk_get", line("GET * HTTP/1.1"), "http-target"},
        Refused{"HT10_fields_65", kGet + many_fields(64) + "\r\n", "http-too-many-fields"},
        Refused{"HT10_header_8193_bytes", kGet + "X: " + std::string(8193 - kGet.size() - 7, 'a') + "\r\n\r\n",
                "http-header-too-large"},
        Refused{"HT11_expect_other", kPost + "Expect: 200-ok\r\n\r\n", "expectation-failed"},
        Refused{"HT15_body_on_get", kGet + "Content-Length: 5\r\n\r\n", "http-body-not-allowed"},
        Refused{"HT15_chunked_body_on_head", "HEAD / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n",
                "http-body-not-allowed"},
        Refused{"authorization_twice", kGet + "Authorization: a\r\nAuthorization: b\r\n\r\n", "http-field"}),
    [](const auto& shown) { return shown.param.name; });

TEST(Framing, ReadsAnOrdinaryHead) {
    const auto raw = "POST /a%20b?c=d&e HTTP/1.1\r\nhost: a.example:8080\r\nContent-Length: 12 \r\nX:\r\n\r\n"s;
    const auto head = check_framing(raw);
    ASSERT_TRUE(head.has_value()) << head.error().detail;
    EXPECT_EQ(head->method, "POST");
    EXPECT_EQ(head->path, "/a%20b");
    EXPECT_EQ(head->query, "c=d&e");
    EXPECT_EQ(head->host, "a.example:8080");
    EXPECT_EQ(head->content_length, 12U);
    EXPECT_EQ(head->fields.size(), 3U);
    EXPECT_FALSE(head->close);
    EXPECT_FALSE(head->chunked);
}

TEST(Framing, AbsoluteFormOfTheSameHostIsReduced) {
    const auto head = check_framing("GET HTTP://A.example/x?y HTTP/1.1\r\nHost: a.example\r\n\r\n");
    ASSERT_TRUE(head.has_value()) << head.error().detail;
    EXPECT_EQ(head->path, "/x");
    EXPECT_EQ(head->query, "y");
}

TEST(Framing, KnowsWhenTheConnectionEnds) {
    EXPECT_TRUE(check_framing(kGet + "Connection: keep-alive, Close\r\n\r\n")->close);
    EXPECT_FALSE(check_framing(kGet + "Connection: closed\r\n\r\n")->close);
    EXPECT_TRUE(check_framing("GET / HTTP/1.0\r\n\r\n")->close);
}

TEST(Framing, LimitsAreExact) {
    EXPECT_TRUE(check_framing(kGet + many_fields(63) + "\r\n").has_value());
    EXPECT_TRUE(check_framing(line("GET /" + std::string(4095, 'a') + " HTTP/1.1")).has_value());
    EXPECT_TRUE(check_framing(line(std::string(32, 'A') + " / HTTP/1.1")).has_value());
    EXPECT_TRUE(check_framing(kGet + "X: " + std::string(8192 - kGet.size() - 7, 'a') + "\r\n\r\n").has_value());
}

TEST(Framing, ForeignProtocolsAreOnlyFields) {
    const auto head = check_framing(kGet + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n");
    ASSERT_TRUE(head.has_value());
    EXPECT_FALSE(head->has_body());
}

TEST(Framing, FindsTheEndOfAHead) {
    EXPECT_EQ(head_length("a\r\n\r\nb"), 5U);
    EXPECT_EQ(head_length("a\r\n\r\nb", 4), 5U);
    EXPECT_EQ(head_length("a\r\n\r"), 0U);
}

TEST(Framing, HopelessHeadsAreRefusedBeforeTheirEnd) {
    EXPECT_TRUE(check_partial_head("GET / HTT").has_value());
    EXPECT_TRUE(check_partial_head("GET / HTTP/1.1\r").has_value());
    EXPECT_FALSE(check_partial_head("GET / HTTP/1.1\n").has_value());
    EXPECT_FALSE(check_partial_head("\r\nGET").has_value());
    EXPECT_EQ(check_partial_head("GET /" + std::string(65536, 'a')).error().code, "http-target-too-long");
    EXPECT_EQ(check_partial_head(kGet + "X: " + std::string(8192, 'a')).error().code, "http-header-too-large");
}

}  // namespace
}  // namespace blason::http
