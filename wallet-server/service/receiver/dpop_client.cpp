#include "wallet-server/service/receiver/dpop_client.hpp"

#include "engine/jose/dpop.hpp"
#include "engine/json/parse.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"

namespace blason::service::receiver {
namespace {

/// RFC 9449 section 8 (authorization server, 400) and section 9 (resource, 401).
bool wants_nonce(const net::FetchReply& reply) {
    if (reply.status == 401) return field(reply, "www-authenticate").find("use_dpop_nonce") != std::string_view::npos;
    if (reply.status != 400) return false;
    const auto body = json::parse(reply.body);
    return body && badge_host::foreign_text(*body, "error") == "use_dpop_nonce";
}

}  // namespace

std::string_view field(const net::FetchReply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

Result<net::FetchReply> DpopClient::send_once(const net::FetchRequest& request, std::string_view access_token,
                                              bool bound) {
    auto sent = request;
    if (!access_token.empty())
        sent.headers.emplace_back("Authorization", (bound ? "DPoP " : "Bearer ") + std::string(access_token));
    const std::string origin(badge_host::origin(request.url));
    if (key_ != nullptr && (bound || access_token.empty())) {
        const auto nonce = nonces_.find(origin);
        auto proof = jose::make_dpop(*key_, {request.method, request.url, bound ? access_token : std::string_view()},
                                     nonce == nonces_.end() ? std::string_view() : nonce->second, clock_(), random_);
        if (!proof) return std::move(proof).error();
        sent.headers.emplace_back("DPoP", std::move(*proof));
    }
    auto reply = client_.fetch(sent);
    if (reply) {
        const auto next = field(*reply, "dpop-nonce");
        if (!next.empty()) nonces_.insert_or_assign(origin, std::string(next));
    }
    return reply;
}

Result<net::FetchReply> DpopClient::send(const net::FetchRequest& request, std::string_view access_token, bool bound) {
    auto reply = send_once(request, access_token, bound);
    const bool again = reply && key_ != nullptr && wants_nonce(*reply) && !field(*reply, "dpop-nonce").empty();
    return again ? send_once(request, access_token, bound) : reply;
}

}  // namespace blason::service::receiver
