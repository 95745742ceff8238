#include "wallet-server/service/badge_request.hpp"

#include <algorithm>
#include <array>

#include "engine/base/instant.hpp"
#include "engine/json/reader.hpp"

namespace blason::service {
namespace {

const json::Path kRoot;

/// Properties that go where they belong as they are.
constexpr std::array<std::string_view, 8> kOfSubject{
    "narrative", "role", "term", "creditsEarned", "licenseNumber", "activityStartDate", "activityEndDate", "source"};
constexpr std::array<std::string_view, 8> kOfCredential{"name",           "description",   "image",
                                                        "endorsement",    "termsOfUse",    "credentialSchema",
                                                        "endorsementJwt", "refreshService"};

template <typename List>
bool holds(const List& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

Error wrong_type(std::string_view expected, const json::Path& path) {
    return malformed("wrong-type", "This must be " + std::string(expected) + ".", path.pointer());
}

/// A date and time with its zone, or a day: its beginning, or its last second.
Result<Instant> read_date(const json::Value& value, bool end_of_day, const json::Path& path) {
    constexpr std::size_t kDay = 10;  // 2026-01-15
    if (!value.is_string()) return wrong_type("a date", path);
    std::string text(json::view(value));
    if (text.size() == kDay) text += end_of_day ? "T23:59:59Z" : "T00:00:00Z";
    const auto instant = parse_instant(text);
    if (instant) return *instant;
    return refused("invalid-date", "This must be a day, like 2026-01-15, or a date and time with its zone.",
                   path.pointer());
}

Result<std::string> read_text(const json::Value& value, const json::Path& path) {
    if (!value.is_string()) return wrong_type("a text", path);
    return std::string(json::view(value));
}

/// {"identityType", "identity", "hashed"?}, or an IdentityObject that is complete.
Result<void> read_identity(const json::Value& value, const json::Path& path, Recipient& recipient) {
    if (!value.is_object()) return wrong_type("an object", path);
    if (json::find(value, "identityHash") != nullptr) {
        recipient.identity_objects.push_back(value);
        return {};
    }
    const json::Reader reader(value.get_object(), path);
    const auto type = reader.string("identityType");
    if (!type) return type.error();
    const auto identity = reader.string("identity");
    if (!identity) return identity.error();
    Identity one{std::string(*type), std::string(*identity)};
    if (reader.find("hashed") != nullptr) {
        const auto hashed = reader.boolean("hashed");
        if (!hashed) return hashed.error();
        one.hashed = *hashed;
    }
    recipient.identities.push_back(std::move(one));
    return {};
}

Result<void> read_recipient(const json::Value& value, const json::Path& path, Recipient& recipient) {
    if (value.is_string()) {
        const bool email =
            json::view(value).find('@') != std::string_view::npos && !json::view(value).starts_with("did:");
        (email ? recipient.email : recipient.id) = std::string(json::view(value));
        return {};
    }
    if (!value.is_object()) return wrong_type("an object, an e-mail address or an id", path);
    for (const auto& [key, member] : value.get_object()) {
        const std::string_view name(key.data(), key.size());
        const json::Path here(&path, name);
        if (name == "identifier") {
            if (!member.is_array()) return wrong_type("a list", here);
            for (std::size_t i = 0; i < member.get_array().size(); ++i) {
                auto read = read_identity(member.get_array()[i], {&here, i}, recipient);
                if (!read) return read;
            }
            continue;
        }
        auto* target = name == "id"      ? &recipient.id
                       : name == "email" ? &recipient.email
                       : name == "name"  ? &recipient.name
                                         : nullptr;
        if (target == nullptr) return refused("member-unknown", "This is not known of a recipient.", here.pointer());
        auto text = read_text(member, here);
        if (!text) return std::move(text).error();
        *target = std::move(*text);
    }
    return {};
}

Result<void> read_contexts(const json::Value& value, const json::Path& path, IssueBadge& order) {
    const json::Array one{value};
    for (const auto& context : value.is_array() ? value.get_array() : one) {
        if (!context.is_string()) return wrong_type("a list of URLs", path);
        order.contexts.emplace_back(json::view(context));
    }
    return {};
}

Result<void> take_text(const json::Value& value, const json::Path& path, std::string& target) {
    auto text = read_text(value, path);
    if (!text) return std::move(text).error();
    target = std::move(*text);
    return {};
}

Result<void> take_date(const json::Value& value, bool end_of_day, const json::Path& path,
                       std::optional<Instant>& target) {
    auto date = read_date(value, end_of_day, path);
    if (!date) return std::move(date).error();
    target = *date;
    return {};
}

Result<void> read_member(std::string_view name, const json::Value& value, IssueBadge& order) {
    const json::Path path(&kRoot, name);
    if (name == "achievement") return take_text(value, path, order.achievement);
    if (name == "recipient") return read_recipient(value, path, order.recipient);
    if (name == "language") return take_text(value, path, order.language);
    if (name == "validFrom") return take_date(value, false, path, order.valid_from);
    if (name == "validUntil") return take_date(value, true, path, order.valid_until);
    if (name == "@context") return read_contexts(value, path, order);
    if (name == "awardedDate") {
        auto date = read_date(value, false, path);
        if (!date) return std::move(date).error();
        order.further["awardedDate"] = format_instant(*date);
        return {};
    }
    if (name == "replaces") return take_text(value, path, order.replaces);
    if (name == "refreshService" && value.is_bool()) {
        order.refreshable = value.get_bool();
        return {};
    }
    if (name == "evidence") {
        order.evidence = value.is_array() ? value.get_array() : json::Array{value};
        return {};
    }
    if (name == "results" || name == "result") {
        order.subject["result"] = value;
    } else if (holds(kOfSubject, name)) {
        order.subject[json::key(name)] = value;
    } else if (holds(kOfCredential, name)) {
        order.further[json::key(name)] = value;
    } else {
        return refused("member-unknown", "This is not known of a badge.", path.pointer());
    }
    return {};
}

}  // namespace

Result<IssueBadge> read_badge_request(const json::Object& body) {
    IssueBadge order;
    for (const auto& [key, value] : body) {
        const std::string_view name(key.data(), key.size());
        if (name == "options") continue;  // of the protocol
        if (auto read = read_member(name, value, order); !read) return std::move(read).error();
    }
    if (order.achievement.empty())
        return malformed("missing-member", "Which achievement is the badge for?", "/achievement");
    return order;
}

}  // namespace blason::service
