#include "wallet-server/service/hosted_lists_client.hpp"

#include "engine/json/serialize.hpp"
#include "wallet-server/service/versions.hpp"

namespace blason::service {
namespace {

net::FetchReply reply_of(std::string media_type, std::string body) {
    net::FetchReply reply;
    reply.status = 200;
    reply.content_type = std::move(media_type);
    reply.headers.emplace_back("cache-control", "max-age=" + std::to_string(kListMaxAgeSeconds));
    reply.body = std::move(body);
    return reply;
}

}  // namespace

Result<net::FetchReply> HostedListsClient::fetch(const net::FetchRequest& request) {
    const std::string issuers = urls_.issuer("");
    const std::string_view url = request.url;
    if (request.method != "GET" || !url.starts_with(issuers)) return next_.fetch(request);
    const auto rest = url.substr(issuers.size());
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) return next_.fetch(request);
    const std::string org(rest.substr(0, slash));
    const auto path = rest.substr(slash);
    constexpr std::string_view kLists = "/status-lists/";
    if (path.starts_with(kLists)) {
        const bool token = request.accept == "application/statuslist+jwt";
        const auto list =
            statuses_.publisher().get(org, path.substr(kLists.size()), token ? ListForm::Token : ListForm::Credential);
        if (!list) return list.error();
        return reply_of(token ? "application/statuslist+jwt" : "application/vc", (*list)->text);
    }
    if (path == "/revocation-list") {
        const auto list = statuses_.revocation_list(org);
        if (!list) return list.error();
        return reply_of("application/json", json::serialize(*list));
    }
    constexpr std::string_view kCredentials = "/credentials/";
    constexpr std::string_view kRefresh = "/refresh";
    if (path.starts_with(kCredentials) && path.ends_with(kRefresh) &&
        path.size() > kCredentials.size() + kRefresh.size()) {
        const auto id = path.substr(kCredentials.size(), path.size() - kCredentials.size() - kRefresh.size());
        auto row = latest_version(store_, org, id);
        if (!row) return std::move(row).error();
        return reply_of(std::move(row->media_type), std::move(row->body));
    }
    return next_.fetch(request);
}

}  // namespace blason::service
