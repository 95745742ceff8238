#include "wallet-server/api/openbadges/paging.hpp"

#include <algorithm>
#include <charconv>

#include "engine/text/percent.hpp"

namespace blason::api::openbadges {
namespace {

constexpr std::size_t kMostEntries = 1'000'000'000;  // so that sums cannot overflow

Error bad_parameter(std::string_view name, std::string_view what) {
    return malformed("query-parameter", "The query parameter " + std::string(name) + " is " + std::string(what) + ".");
}

std::size_t count_of(const http::Request& request, std::string_view name) {
    std::size_t count = 0;
    std::string_view rest = request.query;
    while (!rest.empty()) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        if (text::percent_decode(pair.substr(0, pair.find('=')), text::Plus::Space) == name) ++count;
    }
    return count;
}

/// Nothing when it is absent.
Result<std::optional<std::string>> single(const http::Request& request, std::string_view name) {
    if (count_of(request, name) > 1) return bad_parameter(name, "given more than once");
    return request.query_param(name);
}

Result<std::size_t> read_number(const http::Request& request, std::string_view name, std::size_t least,
                                std::size_t absent) {
    const auto text = single(request, name);
    if (!text) return text.error();
    if (!*text) return absent;
    std::size_t value = 0;
    const auto* end = (*text)->data() + (*text)->size();
    const auto [stop, failed] = std::from_chars((*text)->data(), end, value);
    if (failed == std::errc::result_out_of_range && stop == end) return kMostEntries;
    if (failed != std::errc() || stop != end || value < least) {
        return bad_parameter(name, least == 0 ? "not a whole number from 0 on" : "not a whole number from 1 on");
    }
    return std::min(value, kMostEntries);
}

std::string link(const PageRequest& page, std::size_t offset, std::string_view url, std::string_view relation) {
    std::string out =
        "<" + std::string(url) + "?limit=" + std::to_string(page.limit) + "&offset=" + std::to_string(offset);
    if (page.since) {
        out += "&since=";
        // Only characters of a date-time are in it; those that mean something in a query are ":" (allowed) and "+".
        for (const char c : page.since_text) out += c == '+' ? std::string("%2B") : std::string(1, c);
    }
    return out + ">; rel=\"" + std::string(relation) + "\"";
}

}  // namespace

Result<PageRequest> read_page_request(const http::Request& request) {
    PageRequest page;
    const auto limit = read_number(request, "limit", 1, kUsualPage);
    if (!limit) return limit.error();
    page.limit = std::min(*limit, kLargestPage);
    const auto offset = read_number(request, "offset", 0, 0);
    if (!offset) return offset.error();
    page.offset = *offset;
    auto since = single(request, "since");
    if (!since) return std::move(since).error();
    if (!*since) return page;
    page.since_text = std::move(**since);
    // A "+" of the offset that was not escaped has become a space.
    std::replace(page.since_text.begin(), page.since_text.end(), ' ', '+');
    page.since = parse_instant(page.since_text, MissingOffset::MeansUtc);
    if (!page.since) return bad_parameter("since", "not a date and time such as 2026-01-31T12:00:00Z");
    return page;
}

std::string page_links(const PageRequest& page, std::size_t shown, std::size_t total, std::string_view url) {
    const std::size_t next = page.offset + shown;
    std::size_t last = total == 0 ? 0 : (total - 1) / page.limit * page.limit;
    if (page.offset < total) last = page.offset + (total - 1 - page.offset) / page.limit * page.limit;
    std::string out = link(page, 0, url, "first") + ", " + link(page, last, url, "last");
    if (next < total && shown > 0) out += ", " + link(page, next, url, "next");
    if (page.offset > 0) out += ", " + link(page, page.offset - std::min(page.offset, page.limit), url, "prev");
    return out;
}

}  // namespace blason::api::openbadges
