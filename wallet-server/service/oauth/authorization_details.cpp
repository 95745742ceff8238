#include "wallet-server/service/oauth/authorization_details.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::service::oauth {
namespace {

constexpr json::ParseLimits kLimits{.max_bytes = 16U << 10U, .max_depth = 16, .allow_nul = false};
constexpr std::size_t kMostDetails = 16;
constexpr std::size_t kMostText = 2048;

Error invalid(std::string detail) {
    return refused("invalid_authorization_details", std::move(detail));
}

/// An array of texts; nothing for anything else. Absent is empty.
std::optional<std::vector<std::string>> texts(const json::Object& object, std::string_view name) {
    std::vector<std::string> list;
    const auto* value = json::find(object, name);
    if (value == nullptr) return list;
    if (!value->is_array()) return std::nullopt;
    for (const auto& item : value->get_array()) {
        if (!item.is_string() || item.get_string().empty() || item.get_string().size() > kMostText) return std::nullopt;
        list.emplace_back(json::view(item));
    }
    return list;
}

Result<AuthorizationDetail> read_one(const json::Value& value) {
    if (!value.is_object()) return invalid("authorization_details is an array of objects.");
    const auto& object = value.get_object();
    if (json::text_view(object, "type") != kOpenidCredential)
        return invalid("The type of authorization_details known here is openid_credential.");
    AuthorizationDetail detail;
    detail.configuration = json::text_of(object, "credential_configuration_id");
    if (detail.configuration.empty() || detail.configuration.size() > kMostText)
        return invalid("credential_configuration_id is missing, or no text.");
    auto locations = texts(object, "locations");
    if (!locations) return invalid("locations is an array of texts.");
    detail.locations = std::move(*locations);
    const auto* claims = json::find(object, "claims");
    if (claims != nullptr && !claims->is_array()) return invalid("claims is an array.");
    return detail;
}

json::Array array_of(const std::vector<std::string>& texts) {
    json::Array array;
    for (const auto& text : texts) array.emplace_back(json::key(text));
    return array;
}

}  // namespace

Result<AuthorizationDetails> parse_authorization_details(std::string_view text) {
    const auto value = json::parse(text, {}, kLimits);
    if (!value || !value->is_array() || value->get_array().empty() || value->get_array().size() > kMostDetails)
        return invalid("authorization_details is a JSON array of 1 to 16 objects.");
    AuthorizationDetails details;
    for (const auto& item : value->get_array()) {
        auto detail = read_one(item);
        if (!detail) return std::move(detail).error();
        details.push_back(std::move(*detail));
    }
    return details;
}

json::Array to_json(const AuthorizationDetails& details) {
    json::Array array;
    for (const auto& detail : details) {
        json::Object object;
        object["type"] = json::key(kOpenidCredential);
        object["credential_configuration_id"] = json::key(detail.configuration);
        if (!detail.locations.empty()) object["locations"] = array_of(detail.locations);
        if (!detail.identifiers.empty()) object["credential_identifiers"] = array_of(detail.identifiers);
        array.push_back(std::move(object));
    }
    return array;
}

std::string to_text(const AuthorizationDetails& details) {
    return details.empty() ? std::string() : json::serialize(to_json(details));
}

AuthorizationDetails details_from_text(std::string_view stored) {
    AuthorizationDetails details;
    const auto value = json::parse(stored);
    if (!value || !value->is_array()) return details;
    for (const auto& item : value->get_array()) {
        if (!item.is_object()) continue;
        const auto& object = item.get_object();
        details.push_back({json::text_of(object, "credential_configuration_id"),
                           texts(object, "locations").value_or(std::vector<std::string>{}),
                           texts(object, "credential_identifiers").value_or(std::vector<std::string>{})});
    }
    return details;
}

}  // namespace blason::service::oauth
