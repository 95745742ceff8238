#include "wallet-server/cli/server_call.hpp"

#include "engine/json/parse.hpp"
#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/http/client/url_rules.hpp"
#include "wallet-server/storage/data_folder.hpp"

namespace blason::cli {
namespace {

constexpr std::chrono::seconds kTimeout{600};   // a long file
constexpr std::size_t kMaxAnswer = 64U << 20U;  // bytes
constexpr json::ParseLimits kAnswer{.max_bytes = kMaxAnswer, .max_depth = 32};

std::string first_line(std::string text) {
    const auto end = text.find_first_of("\r\n");
    if (end != std::string::npos) text.resize(end);
    return text;
}

}  // namespace

Result<json::Value> post_to_server(const ServerCall& call) {
    const auto server = http::check_url(call.server, true);
    if (!server) return Error{"usage", "--server: " + server.error().detail, {}, ErrorKind::Usage};
    net::FetchRequest request;
    request.method = "POST";
    request.url = call.server;
    if (request.url.ends_with('/')) request.url.pop_back();
    request.url += call.path;
    request.content_type = call.content_type;
    request.accept = "application/json";
    request.timeout = kTimeout;
    request.max_bytes = kMaxAnswer;
    request.body = call.body;
    request.headers = call.headers;
    if (!call.api_key.empty()) {
        const auto key = storage::read_secret_file(call.api_key);
        if (!key) return key.error();
        request.headers.emplace_back("Authorization", "Bearer " + first_line(*key));
    }
    // The operator names the server, so it may be anywhere; plain HTTP stays for this machine.
    http::CurlOptions options;
    options.allow_loopback_http = true;
    if (server->tls) options.trusted_hosts = {server->host};
    http::CurlClient client(options);
    const auto reply = client.fetch(request);
    if (!reply) return reply.error();
    auto answer = json::parse(reply->body, {}, kAnswer);
    if (answer && reply->status / 100 == 2) return answer;
    Error error = answer ? Error{json::text_of(*answer, "code"), json::text_of(*answer, "detail"),
                                 json::text_of(*answer, "pointer")}
                         : Error{};
    if (error.code.empty())
        return unavailable("server-answer", "The server answers " + std::to_string(reply->status) + ".");
    error.kind = reply->status >= 500 ? ErrorKind::Unavailable : ErrorKind::Refused;
    return error;
}

}  // namespace blason::cli
