// An OpenBadgeCredential from a stored achievement and what is said about one recipient (Open Badges 3.0).
#include <algorithm>
#include <array>

#include "engine/crypto/hash.hpp"
#include "engine/text/ascii.hpp"
#include "vc/model/values.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kMaxEmail = 254;  // RFC 5321

/// One "@" between two parts without white space: whether it exists only a letter can tell.
bool looks_like_email(std::string_view text) {
    const auto at = text.find('@');
    if (text.size() > kMaxEmail || at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
    if (text.find('@', at + 1) != std::string_view::npos) return false;
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

json::Object identity_json(const Identity& identity, crypto::Random& random) {
    const bool email = identity.type == "emailAddress";
    const std::string text = email ? text::lower(identity.identity) : identity.identity;
    json::Object object;
    object["type"] = "IdentityObject";
    if (!identity.hashed) {
        object["identityHash"] = text;
        object["identityType"] = identity.type;
        object["hashed"] = false;
        return object;
    }
    // IdentityHash: SHA-256 of the identity followed by the salt, here one of 128 bits.
    const auto salt = random_id(random);
    object["identityHash"] = "sha256$" + to_hex(crypto::sha256(text + salt).bytes());
    object["identityType"] = identity.type;
    object["hashed"] = true;
    object["salt"] = salt;
    return object;
}

Result<void> check_recipient(const Recipient& recipient) {
    const bool known = !recipient.id.empty() || !recipient.email.empty() || !recipient.identities.empty() ||
                       !recipient.identity_objects.empty();
    if (!known)
        return refused("recipient-missing", "A badge needs somebody: an id or an e-mail address.", "/recipient");
    if (!recipient.id.empty() && !vc::model::is_url(recipient.id))
        return refused("recipient-id", "This is no DID and no other URL.", "/recipient/id");
    if (!recipient.email.empty() && !looks_like_email(recipient.email))
        return refused("recipient-email", "This is no e-mail address.", "/recipient/email");
    return {};
}

Result<json::Array> identifiers_json(const Recipient& recipient, crypto::Random& random) {
    json::Array all;
    if (!recipient.email.empty()) all.push_back(identity_json({"emailAddress", recipient.email}, random));
    if (!recipient.name.empty()) all.push_back(identity_json({"name", recipient.name, false}, random));
    for (std::size_t i = 0; i < recipient.identities.size(); ++i) {
        const auto& identity = recipient.identities[i];
        const auto pointer = "/recipient/identifier/" + std::to_string(i) + "/identity";
        if (identity.identity.empty()) return refused("identity-empty", "An identity is a text.", pointer);
        if (identity.type == "emailAddress" && !looks_like_email(identity.identity))
            return refused("recipient-email", "This is no e-mail address.", pointer);
        all.push_back(identity_json(identity, random));
    }
    for (const auto& object : recipient.identity_objects) {
        const auto* hash = json::find(object, "identityHash");
        if (hash != nullptr && hash->is_string() && json::view(*hash).starts_with("md5$"))
            return refused("identity-md5", "MD5 hides nobody; give the identity, or its SHA-256.",
                           "/recipient/identifier");
        all.push_back(object);
    }
    return all;
}

Result<json::Array> evidence_json(const json::Array& given) {
    json::Array all;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto pointer = "/evidence/" + std::to_string(i);
        if (!given[i].is_object()) return malformed("wrong-type", "Evidence is an object.", pointer);
        if (json::find(given[i], "id") == nullptr && json::find(given[i], "narrative") == nullptr)
            return refused("evidence-empty", "Evidence needs an address or a text.", pointer);
        json::Object evidence = given[i].get_object();
        if (!evidence.contains("type")) evidence["type"] = json::Array{"Evidence"};
        all.push_back(std::move(evidence));
    }
    return all;
}

bool says(const json::Value& object, std::string_view member, std::string_view text) {
    const auto* value = json::find(object, member);
    return value != nullptr && value->is_string() && json::view(*value) == text;
}

/// The result description that a result names: by its id, the last part of its id, or its name; the only one when it
/// names none. nullptr: none of the achievement's.
const json::Value* description_of(const json::Object& result, const json::Value* descriptions) {
    if (descriptions == nullptr || !descriptions->is_array()) return nullptr;
    const auto& all = descriptions->get_array();
    const auto* named = json::find(result, "resultDescription");
    if (named == nullptr) return all.size() == 1 ? &all.front() : nullptr;
    if (!named->is_string()) return nullptr;
    const auto name = json::view(*named);
    const auto found = std::find_if(all.begin(), all.end(), [&](const json::Value& description) {
        if (says(description, "id", name) || says(description, "name", name)) return true;
        const auto id = vc::model::id_of(description);
        return id && (id->ends_with("#" + std::string(name)) || id->ends_with("/" + std::string(name)) ||
                      id->ends_with(":" + std::string(name)));
    });
    return found == all.end() ? nullptr : &*found;
}

/// What a person writes as the value of a result is a status or a level where the description asks for one.
void complete_result(json::Object& result, const json::Value& description) {
    if (const auto id = vc::model::id_of(description)) result["resultDescription"] = json::key(*id);
    const auto* value = json::find(result, "value");
    if (value == nullptr || !value->is_string()) return;
    const std::string text(json::view(*value));
    if (says(description, "resultType", "Status") && !result.contains("status")) {
        result["status"] = text;
        result.erase("value");
        return;
    }
    const auto* levels = json::find(description, "rubricCriterionLevel");
    if (levels == nullptr || !levels->is_array() || result.contains("achievedLevel")) return;
    for (const auto& level : levels->get_array()) {
        if (!says(level, "name", text) && !says(level, "level", text) && !says(level, "id", text)) continue;
        if (const auto id = vc::model::id_of(level)) result["achievedLevel"] = json::key(*id);
        return;
    }
}

Result<json::Array> results_json(const json::Value& given, const json::Object& achievement) {
    json::Array all;
    const json::Array one{given};
    const auto& results = given.is_array() ? given.get_array() : one;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const auto pointer = "/results/" + std::to_string(i);
        if (!results[i].is_object()) return malformed("wrong-type", "A result is an object.", pointer);
        json::Object result = results[i].get_object();
        if (!result.contains("type")) result["type"] = json::Array{"Result"};
        const auto* description = description_of(result, json::find(achievement, "resultDescription"));
        if (description != nullptr) {
            complete_result(result, *description);
        } else if (result.contains("resultDescription")) {
            return refused("unknown-result-description", "The achievement has no such result description.",
                           pointer + "/resultDescription");
        }
        all.push_back(std::move(result));
    }
    return all;
}

Result<json::Object> subject_json(const IssueBadge& request, json::Object achievement, crypto::Random& random) {
    if (auto known = check_recipient(request.recipient); !known) return std::move(known).error();
    auto identifiers = identifiers_json(request.recipient, random);
    if (!identifiers) return std::move(identifiers).error();
    json::Object subject;
    if (!request.recipient.id.empty()) subject["id"] = request.recipient.id;
    subject["type"] = json::Array{"AchievementSubject"};
    if (!identifiers->empty()) subject["identifier"] = std::move(*identifiers);
    for (const auto& [name, value] : request.subject) {
        if (name != "result") {
            subject[name] = value;
            continue;
        }
        auto results = results_json(value, achievement);
        if (!results) return std::move(results).error();
        subject["result"] = std::move(*results);
    }
    subject["achievement"] = std::move(achievement);
    return subject;
}

struct Moved {
    std::string_view from;
    std::string_view to;
};
/// Where the parts of a badge come from; longer places first.
constexpr std::array kMoved{Moved{"/credentialSubject/result", "/results"},
                            Moved{"/credentialSubject/identifier", "/recipient/identifier"},
                            Moved{"/credentialSubject/id", "/recipient/id"}, Moved{"/credentialSubject", ""}};

}  // namespace

Error in_badge_request(Error error) {
    for (const auto& [from, to] : kMoved) {
        const auto& pointer = error.pointer;
        if (!pointer.starts_with(from) || (pointer.size() > from.size() && pointer[from.size()] != '/')) continue;
        error.pointer = std::string(to) + pointer.substr(from.size());
        break;
    }
    return error;
}

json::Object refresh_service(std::string_view credential_url) {
    json::Object service;
    service["id"] = std::string(credential_url) + "/refresh";
    service["type"] = "1EdTechCredentialRefresh";
    return service;
}

Result<json::Object> badge_json(const IssueBadge& request, const Issuer& issuer, const Achievement& achievement,
                                std::string_view id, crypto::Random& random, Instant now) {
    auto evidence = evidence_json(request.evidence);
    if (!evidence) return std::move(evidence).error();
    const auto valid_from = request.valid_from.value_or(whole_seconds(now));
    if (request.valid_until && *request.valid_until < valid_from)
        return refused("invalid-validity-period", "The badge would end before it begins.", "/validUntil");
    auto subject = subject_json(request, achievement_json(achievement, request.language), random);
    if (!subject) return std::move(subject).error();

    json::Object badge;
    auto contexts = achievement_contexts(achievement);
    for (const auto& context : request.contexts) {
        if (std::find(contexts.begin(), contexts.end(), json::Value(context)) == contexts.end())
            contexts.emplace_back(context);
    }
    badge["@context"] = std::move(contexts);
    badge["id"] = json::key(id);
    badge["type"] = json::Array{"VerifiableCredential", "OpenBadgeCredential"};
    badge["name"] = achievement.text(request.language).name;
    badge["issuer"] = profile_json(issuer);
    badge["validFrom"] = format_instant(valid_from);
    if (request.valid_until) badge["validUntil"] = format_instant(*request.valid_until);
    badge["credentialSubject"] = std::move(*subject);
    if (!evidence->empty()) badge["evidence"] = std::move(*evidence);
    for (const auto& [name, value] : request.further) badge[name] = value;
    return badge;
}

}  // namespace blason::service
