#include "wallet-server/service/badge_host/session.hpp"

#include <charconv>

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"
#include "wallet-server/service/badge_host/raw_members.hpp"

namespace blason::service::badge_host {
namespace {

constexpr std::size_t kMaxPage = 32U << 20U;  // bytes
constexpr std::chrono::milliseconds kPatience{30'000};
constexpr std::int64_t kEarly = 30;  // seconds before its end an access token is not used any more
constexpr json::ParseLimits kLimits{.max_bytes = kMaxPage, .max_depth = 64, .allow_nul = false};

/// What the host answered instead of what was asked for.
Error host_error(const net::FetchReply& reply) {
    std::string why = "The host answers " + std::to_string(reply.status);
    if (const auto body = json::parse(reply.body, {}, kLimits)) {
        if (const auto text = foreign_text(*body, "imsx_description"); !text.empty()) why += ": " + text;
    }
    why += ".";
    switch (reply.status) {
        case 401:
            return refused("host-unauthorized", why);
        case 403:
            return refused("host-forbidden", why);
        case 404:
            return refused("host-not-found", why);
        case 429:
            return unavailable("host-failed", why);
        default:
            return reply.status >= 400 && reply.status < 500 ? refused("host-refused", why)
                                                             : unavailable("host-failed", why);
    }
}

std::string header(const net::FetchReply& reply, std::string_view name) {
    std::string all;
    for (const auto& [key, value] : reply.headers) {
        if (key == name) all.append(all.empty() ? "" : ", ").append(value);
    }
    return all;
}

std::optional<std::size_t> total_of(const net::FetchReply& reply) {
    const auto text = header(reply, "x-total-count");
    std::size_t total = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), total);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return total;
}

/// GetOpenBadgeCredentialsResponse.
Result<std::vector<std::string>> badges_of(const net::FetchReply& reply) {
    const auto body = json::parse(reply.body, {}, kLimits);
    if (!body || !body->is_object()) return malformed("host-answer", "The host's page of badges is no JSON object.");
    std::vector<std::string> out;
    for (const auto raw : raw_elements(reply.body, "credential")) out.emplace_back(raw);
    // The examples of the specification say compactJwsStrings, its model compactJwsString.
    for (const auto* name : {"compactJwsString", "compactJwsStrings"}) {
        for (const auto raw : raw_elements(reply.body, name)) {
            const auto token = json::parse(raw);
            if (!token || !token->is_string()) return malformed("host-answer", "A compact JWS is no string.");
            out.emplace_back(json::view(*token));
        }
    }
    return out;
}

}  // namespace

Result<void> HostSession::refresh() {
    OAuthClient oauth(connection_.host, client_);
    auto fresh = oauth.refresh(connection_.registration, connection_.tokens, clock_());
    if (!fresh) return std::move(fresh).error();
    connection_.tokens = std::move(*fresh);
    return save_(connection_);
}

Result<net::FetchReply> HostSession::call(net::FetchRequest request) {
    auto& tokens = connection_.tokens;
    if (tokens.access_token.empty()) return refused("not-authorized", "The host has given no access yet.");
    const bool can_refresh = !tokens.refresh_token.empty();
    if (can_refresh && tokens.expires.seconds - kEarly <= clock_().seconds) {
        if (auto done = refresh(); !done) return std::move(done).error();
    }
    request.max_bytes = kMaxPage;
    request.timeout = kPatience;
    request.headers.emplace_back("Authorization", "Bearer " + tokens.access_token);
    auto reply = client_.fetch(request);
    if (!reply || reply->status != 401 || !can_refresh) return reply;
    if (auto done = refresh(); !done) return std::move(done).error();
    request.headers.back().second = "Bearer " + tokens.access_token;
    return client_.fetch(request);
}

Result<std::size_t> HostSession::read_badges(const ReadOptions& options,
                                             const std::function<Result<void>(std::string)>& take) {
    const std::string collection = connection_.host.api("/credentials");
    const auto page_at = [&](std::size_t offset) {
        Parameters query{{"limit", std::to_string(options.page)}, {"offset", std::to_string(offset)}};
        if (!options.since.empty()) query.emplace_back("since", options.since);
        return collection + "?" + form_encoded(query);
    };
    std::string url = page_at(0);
    std::size_t count = 0;
    for (std::size_t page = 0; page < options.max_pages; ++page) {
        net::FetchRequest request;
        request.url = url;
        request.accept = "application/json, application/ld+json;q=0.9";
        const auto reply = call(std::move(request));
        if (!reply) return reply.error();
        if (reply->status != 200) return host_error(*reply);
        auto badges = badges_of(*reply);
        if (!badges) return std::move(badges).error();
        for (auto& badge : *badges) {
            if (count == options.most) return refused("host-too-many", "The host has more badges than we read.");
            ++count;
            if (auto taken = take(std::move(badge)); !taken) return std::move(taken).error();
        }
        if (badges->empty()) return count;
        if (const auto next = link_target(header(*reply, "link"), "next")) {
            // The token goes where the API is, and nowhere else.
            url = iri::resolve(url, *next);
            if (!url.starts_with(collection + "?"))
                return refused("host-link", "The next page is not at the address of the API: " + shortened(url));
        } else if (total_of(*reply).value_or(count) > count) {
            url = page_at(count);
        } else {
            return count;
        }
    }
    return refused("host-too-many", "The host has more pages than we read.");
}

Result<std::string> HostSession::read_profile() {
    net::FetchRequest request;
    request.url = connection_.host.api("/profile");
    request.accept = "application/json";
    auto reply = call(std::move(request));
    if (!reply) return std::move(reply).error();
    if (reply->status != 200) return host_error(*reply);
    return std::move(reply->body);
}

Result<Sent> HostSession::send_badge(std::string_view text) {
    const auto form = vc::token_format(text);
    if (form && *form != vc::Format::Jwt)
        return refused("open-badge-expected", "The Open Badges API carries JSON and compact JWS only.");
    net::FetchRequest request;
    request.method = "POST";
    request.url = connection_.host.api("/credentials");
    request.body = form ? vc::trimmed(text) : text;
    request.content_type = form ? "text/plain" : "application/json";
    request.accept = form ? "text/plain, application/json;q=0.9" : "application/json";
    auto reply = call(std::move(request));
    if (!reply) return std::move(reply).error();
    if (reply->status != 200 && reply->status != 201) return host_error(*reply);
    return Sent{reply->status == 201, std::move(reply->body)};
}

Result<Sent> HostSession::send_profile(std::string_view text) {
    net::FetchRequest request;
    request.method = "PUT";
    request.url = connection_.host.api("/profile");
    request.body = text;
    request.content_type = "application/json";
    request.accept = "application/json";
    auto reply = call(std::move(request));
    if (!reply) return std::move(reply).error();
    // 202: accepted, and not there yet.
    if (reply->status != 200 && reply->status != 202) return host_error(*reply);
    return Sent{false, std::move(reply->body)};
}

}  // namespace blason::service::badge_host
