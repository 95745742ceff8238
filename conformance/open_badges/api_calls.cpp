#include "conformance/open_badges/api_calls.hpp"

#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "wallet-server/service/badge_host/raw_members.hpp"

namespace blason::conformance {
namespace {

constexpr std::size_t kMostBytes = 32U << 20U;
constexpr std::chrono::milliseconds kPatience{30'000};

bool is_one_of(const json::Value* value, std::initializer_list<std::string_view> words) {
    return value != nullptr && value->is_string() &&
           std::find(words.begin(), words.end(), json::view(*value)) != words.end();
}

std::optional<std::string> wrong_with_minor(const json::Value& minor) {
    const auto* fields = json::find(minor, "imsx_codeMinorField");
    if (fields == nullptr || !fields->is_array() || fields->get_array().empty())
        return "imsx_codeMinor has no imsx_codeMinorField";
    for (const auto& field : fields->get_array()) {
        const auto* name = json::find(field, "imsx_codeMinorFieldName");
        if (name == nullptr || !name->is_string()) return "a field has no imsx_codeMinorFieldName";
        if (!is_one_of(json::find(field, "imsx_codeMinorFieldValue"),
                       {"forbidden", "fullsuccess", "internal_server_error", "invalid_data", "invalid_query_parameter",
                        "misdirected_request", "not_acceptable", "not_allowed", "not_found", "not_modified",
                        "server_busy", "unauthorizedrequest", "unknown"}))
            return "imsx_codeMinorFieldValue is not of the enumeration";
    }
    return std::nullopt;
}

}  // namespace

std::string Answer::header(std::string_view name) const {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

std::string Answer::seen() const {
    return status == 0 ? failure : "status " + std::to_string(status);
}

Answer ApiCalls::call(net::FetchRequest request, const std::string& token) {
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    request.max_bytes = kMostBytes;
    request.timeout = kPatience;
    auto reply = client_->fetch(request);
    if (!reply) return {0, {}, reply.error().detail};
    const int status = reply->status;
    return {status, std::move(*reply), {}};
}

Answer ApiCalls::get_url(const std::string& url, const std::string& token) {
    net::FetchRequest request;
    request.url = url;
    request.accept = "application/json";
    return call(std::move(request), token);
}

Answer ApiCalls::get(const std::string& path, const std::string& token, const std::string& etag) {
    net::FetchRequest request;
    request.url = api_ + path;
    request.accept = "application/json";
    if (!etag.empty()) request.headers.emplace_back("If-None-Match", etag);
    return call(std::move(request), token);
}

Answer ApiCalls::send(const std::string& method, const std::string& path, const std::string& token,
                      const std::string& body, const std::string& content_type) {
    net::FetchRequest request;
    request.url = api_ + path;
    request.method = method;
    request.accept = "application/json, text/plain;q=0.9";
    request.body = body;
    request.content_type = content_type;
    return call(std::move(request), token);
}

std::optional<std::string> wrong_with_status_info(const Answer& answer) {
    const auto body = json::parse(answer.reply.body);
    if (!body || !body->is_object()) return "the body is no JSON object";
    if (!is_one_of(json::find(*body, "imsx_codeMajor"), {"failure", "processing", "success", "unsupported"}))
        return "imsx_codeMajor is not of the enumeration";
    if (!is_one_of(json::find(*body, "imsx_severity"), {"error", "status", "warning"}))
        return "imsx_severity is not of the enumeration";
    for (const auto& member : body->get_object()) {
        constexpr std::array kKnown{"imsx_codeMajor", "imsx_severity", "imsx_description", "imsx_codeMinor"};
        if (std::find(kKnown.begin(), kKnown.end(), member.key()) == kKnown.end())
            return "there is a member that the model does not have: " + std::string(member.key());
    }
    const auto* minor = json::find(*body, "imsx_codeMinor");
    return minor == nullptr ? std::nullopt : wrong_with_minor(*minor);
}

std::optional<std::vector<std::string>> credentials_of(const Answer& answer) {
    const auto body = json::parse(answer.reply.body, {}, {.max_bytes = kMostBytes, .max_depth = 64});
    if (!body || !body->is_object()) return std::nullopt;
    std::vector<std::string> out;
    for (const auto raw : service::badge_host::raw_elements(answer.reply.body, "credential")) out.emplace_back(raw);
    const auto* tokens = json::find(*body, "compactJwsString");
    if (tokens == nullptr) return out;
    if (!tokens->is_array()) return std::nullopt;
    for (const auto& token : tokens->get_array()) {
        if (!token.is_string()) return std::nullopt;
        out.emplace_back(json::view(token));
    }
    return out;
}

}  // namespace blason::conformance
