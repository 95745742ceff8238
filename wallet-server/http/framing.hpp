// The strict reading of a request head (RFC 9112 sections 2 to 6), before anything in it is believed.
//
// Two programs that read the same bytes differently are how requests are smuggled past a proxy. Beast 1.81 accepts
// several such framings, so the head is read here and nowhere else: what this function returns is the only truth, and
// whatever it is in doubt about is refused. After a refusal nothing that follows on the connection may be read.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::http {

struct HeadLimits {
    std::size_t max_header = 8192;  ///< bytes, request line and the final empty line included
    std::size_t max_fields = 64;
    std::size_t max_target = 4096;  ///< bytes
};

/// Views into the bytes handed to check_framing.
struct ParsedHead {
    std::string_view method;
    std::string_view path;   ///< still percent-encoded; begins with "/", or is "*" for OPTIONS
    std::string_view query;  ///< without "?"
    std::string_view host;
    bool http_1_0 = false;
    bool close = false;            ///< the client asked for, or HTTP/1.0 implies, the end of the connection
    bool expect_continue = false;  ///< "Expect: 100-continue"
    bool chunked = false;
    std::uint64_t content_length = 0;  ///< 0 when absent or chunked
    std::vector<std::pair<std::string_view, std::string_view>> fields;

    [[nodiscard]] bool has_body() const { return chunked || content_length != 0; }
};

/// Reads one complete head: `raw` ends with the empty line. Errors, all with the meaning "answer and close":
/// kind Malformed "http-request-line", "http-method", "http-target", "http-version", "http-line-ending", "http-field",
/// "http-host", "http-content-length", "http-transfer-encoding", "http-body-not-allowed"; kind TooLarge
/// "http-target-too-long" (414), "http-header-too-large" and "http-too-many-fields" (431); kind Refused
/// "expectation-failed" (417).
Result<ParsedHead> check_framing(std::string_view raw, const HeadLimits& limits = {});

/// The length of the head at the begin of `input`, its empty line included; 0 while it is not complete.
/// `seen`: how many bytes were already searched without success.
std::size_t head_length(std::string_view input, std::size_t seen = 0);

/// Says early that a head still without an end can never become a good one (a bare line feed, an empty first line) or
/// has grown past the limits: the client would otherwise wait for the time limit.
Result<void> check_partial_head(std::string_view input, const HeadLimits& limits = {});

}  // namespace blason::http
