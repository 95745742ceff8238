#include "wallet-server/http/framing.hpp"

#include "wallet-server/http/grammar.hpp"

namespace blason::http {
namespace {

constexpr std::string_view kCrLf = "\r\n";
constexpr std::size_t kMaxMethod = 32;

Error too_large(std::string code, std::string detail) {
    return {std::move(code), std::move(detail), {}, ErrorKind::TooLarge};
}

/// Every line feed follows a carriage return and every carriage return is followed by a line feed; no NUL anywhere.
bool clean_line_endings(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\0') return false;
        if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) return false;
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] != '\n') return false;
    }
    return true;
}

/// RFC 9112 section 3.2: visible ASCII; of the characters RFC 3986 does not know only those browsers send.
bool good_target(std::string_view path, std::string_view query) {
    const auto visible = [](std::string_view text, std::string_view forbidden) {
        return std::all_of(text.begin(), text.end(),
                           [&](char c) { return c > 0x20 && c < 0x7f && forbidden.find(c) == std::string_view::npos; });
    };
    return visible(path, "\"<>\\^`{}#") && visible(query, "\"<>#");
}

/// uri-host [ ":" port ] (RFC 3986 section 3.2): a name, an IPv4 address or an IPv6 address in brackets.
bool good_host(std::string_view host) {
    if (host.empty() || host.size() > 261) return false;
    std::string_view port;
    if (host.front() == '[') {
        const auto end = host.find(']');
        if (end == std::string_view::npos || end < 3) return false;
        for (const char c : host.substr(1, end - 1)) {
            if (!is_hex_digit(c) && c != ':' && c != '.') return false;
        }
        const auto rest = host.substr(end + 1);
        if (rest.empty()) return true;
        if (rest.front() != ':') return false;
        port = rest.substr(1);
    } else {
        const auto colon = host.find(':');
        const auto name = host.substr(0, colon);
        if (name.empty()) return false;
        for (const char c : name) {
            if (!is_alpha(c) && !is_digit(c) && c != '-' && c != '.' && c != '_') return false;
        }
        if (colon == std::string_view::npos) return true;
        port = host.substr(colon + 1);
    }
    return !port.empty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit);
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
    bool http_1_0 = false;
};

/// request-line = method SP request-target SP HTTP-version (RFC 9112 section 3)
Result<RequestLine> read_request_line(std::string_view line, const HeadLimits& limits) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return malformed("http-request-line", "the request line is not: method, target, version");
    }
    RequestLine out{line.substr(0, first), line.substr(first + 1, last - first - 1), false};
    if (!is_token(out.method) || out.method.size() > kMaxMethod) {
        return malformed("http-method", "the method is not a short token");
    }
    if (out.target.size() > limits.max_target) {
        return too_large("http-target-too-long", "the request target is too long");
    }
    const auto version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return malformed("http-version", "the protocol version is neither HTTP/1.1 nor HTTP/1.0");
    }
    out.http_1_0 = version == "HTTP/1.0";
    return out;
}

/// field-line = field-name ":" OWS field-value OWS (RFC 9112 section 5); obs-fold is refused (section 5.2).
Result<void> read_fields(std::string_view block, const HeadLimits& limits, ParsedHead& head) {
    while (!block.empty()) {
        const auto end = block.find(kCrLf);
        const auto line = block.substr(0, end);
        block.remove_prefix(end + kCrLf.size());
        if (head.fields.size() == limits.max_fields) {
            return too_large("http-too-many-fields", "the request has too many fields");
        }
        if (line.empty() || line.front() == ' ' || line.front() == '\t') {
            return malformed("http-field", "a field line begins with white space");
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
            return malformed("http-field", "a field name is not a token directly followed by a colon");
        }
        const auto value = trim_ows(line.substr(colon + 1));
        if (!is_field_value(value)) return malformed("http-field", "a field value contains a control character");
        head.fields.emplace_back(line.substr(0, colon), value);
    }
    return {};
}

/// The value of a field that may appear once only.
Result<std::optional<std::string_view>> single(const ParsedHead& head, std::string_view name, const char* code) {
    std::optional<std::string_view> found;
    for (const auto& [key, value] : head.fields) {
        if (!text::equal_without_case(key, name)) continue;
        if (found) return malformed(code, "the field " + std::string(name) + " appears twice");
        found = value;
    }
    return found;
}

/// RFC 9112 section 3.2: exactly one Host; the authority of an absolute-form target must say the same.
Result<void> read_target(std::string_view target, ParsedHead& head) {
    auto host = single(head, "Host", "http-host");
    if (!host) return host.error();
    if (!*host && !head.http_1_0) return malformed("http-host", "the Host field is missing");
    if (*host && !good_host(**host)) return malformed("http-host", "the Host field is not one host");
    head.host = host->value_or("");

    if (target == "*") {
        if (head.method != "OPTIONS") return malformed("http-target", "only OPTIONS may ask for *");
        head.path = target;
        return {};
    }
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!text::equal_without_case(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const auto authority = target.substr(0, target.find_first_of("/?"));
        if (!text::equal_without_case(authority, head.host) || authority.empty()) {
            return malformed("http-host", "the target and the Host field name different hosts");
        }
        target.remove_prefix(authority.size());
        break;
    }
    if (target.empty() || target.front() != '/') return malformed("http-target", "the target does not begin with /");
    const auto mark = target.find('?');
    head.path = target.substr(0, mark);
    head.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    if (!good_target(head.path, head.query)) {
        return malformed("http-target", "the target contains a character that must be percent-encoded");
    }
    return {};
}

/// RFC 9112 section 6: one Content-Length of digits, or the transfer coding "chunked" alone, never both.
Result<void> read_body_framing(ParsedHead& head) {
    const auto coding = single(head, "Transfer-Encoding", "http-transfer-encoding");
    if (!coding) return coding.error();
    const auto length = single(head, "Content-Length", "http-content-length");
    if (!length) return length.error();

    if (*coding) {
        if (head.http_1_0 || !text::equal_without_case(**coding, "chunked")) {
            return malformed("http-transfer-encoding", "the only transfer coding here is chunked, in HTTP/1.1");
        }
        if (*length)
            return malformed("http-transfer-encoding", "Transfer-Encoding and Content-Length exclude each other");
        head.chunked = true;
    }
    if (*length) {
        const auto text = **length;
        if (text.empty() || text.size() > 18 || !std::all_of(text.begin(), text.end(), is_digit)) {
            return malformed("http-content-length", "Content-Length is not one decimal number");
        }
        std::from_chars(text.data(), text.data() + text.size(), head.content_length);
    }
    if (head.has_body() && (head.method == "GET" || head.method == "HEAD" || head.method == "TRACE")) {
        return malformed("http-body-not-allowed", "a request with this method carries no body");
    }
    return {};
}

Result<void> read_connection_and_expect(ParsedHead& head) {
    head.close = head.http_1_0;
    for (const auto& [name, value] : head.fields) {
        if (text::equal_without_case(name, "Connection") && list_contains(value, "close")) head.close = true;
    }
    for (const char* name : {"Content-Type", "Authorization"}) {
        if (auto found = single(head, name, "http-field"); !found) return found.error();
    }
    const auto expect = single(head, "Expect", "http-field");
    if (!expect) return expect.error();
    if (*expect && !head.http_1_0) {
        if (!text::equal_without_case(**expect, "100-continue"))
            return refused("expectation-failed", "only 100-continue can be expected");
        head.expect_continue = true;
    }
    return {};
}

}  // namespace

Result<ParsedHead> check_framing(std::string_view raw, const HeadLimits& limits) {
    if (raw.size() > limits.max_header) return too_large("http-header-too-large", "the header is too large");
    if (!clean_line_endings(raw) || raw.size() < 4 || !raw.ends_with("\r\n\r\n")) {
        return malformed("http-line-ending", "a line of the header does not end with CR LF");
    }
    const auto first_end = raw.find(kCrLf);
    auto line = read_request_line(raw.substr(0, first_end), limits);
    if (!line) return line.error();

    ParsedHead head;
    head.method = line->method;
    head.http_1_0 = line->http_1_0;
    const auto fields = raw.substr(first_end + kCrLf.size());
    if (auto done = read_fields(fields.substr(0, fields.size() - kCrLf.size()), limits, head); !done)
        return done.error();
    if (auto done = read_target(line->target, head); !done) return done.error();
    if (auto done = read_body_framing(head); !done) return done.error();
    if (auto done = read_connection_and_expect(head); !done) return done.error();
    return head;
}

std::size_t head_length(std::string_view input, std::size_t seen) {
    const auto end = input.find("\r\n\r\n", seen > 3 ? seen - 3 : 0);
    return end == std::string_view::npos ? 0 : end + 4;
}

Result<void> check_partial_head(std::string_view input, const HeadLimits& limits) {
    if (!clean_line_endings(input) || input.starts_with(kCrLf)) {
        return malformed("http-line-ending", "a line of the header does not end with CR LF");
    }
    const auto first_line = std::min(input.find(kCrLf), input.size());
    if (first_line > limits.max_target + kMaxMethod + sizeof("  HTTP/1.1")) {
        return too_large("http-target-too-long", "the request target is too long");
    }
    if (input.size() > limits.max_header) return too_large("http-header-too-large", "the header is too large");
    return {};
}

}  // namespace blason::http
