#include "did/peer/numalgo2.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"

namespace blason::did::peer {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// "Common String Abbreviations" of the specification: of member names, and of the value of `type`.
constexpr std::array<Pair, 4> kNames{{{"type", "t"}, {"serviceEndpoint", "s"}, {"routingKeys", "r"}, {"accept", "a"}}};
constexpr Pair kDidComm{"DIDCommMessaging", "dm"};

/// "Purpose Codes".
constexpr std::array<std::pair<char, std::string_view>, 5> kPurposes{{{'A', "assertionMethod"},
                                                                      {'E', "keyAgreement"},
                                                                      {'V', "authentication"},
                                                                      {'I', "capabilityInvocation"},
                                                                      {'D', "capabilityDelegation"}}};

Error invalid(std::string detail) {
    return refused("INVALID_DID", std::move(detail));
}

enum class Direction { Shorten, Expand };

std::string_view translated(std::string_view word, Direction direction) {
    for (const auto& [full, abbreviation] : kNames) {
        if (direction == Direction::Shorten && word == full) return abbreviation;
        if (direction == Direction::Expand && word == abbreviation) return full;
    }
    return word;
}

/// Names at every depth, and the value of `type`; nothing when two members get the same name.
std::optional<json::Value> translated(const json::Value& value, Direction direction) {
    if (const auto* array = value.if_array()) {
        json::Array out;
        for (const auto& item : *array) {
            auto one = translated(item, direction);
            if (!one) return std::nullopt;
            out.push_back(*std::move(one));
        }
        return out;
    }
    const auto* object = value.if_object();
    if (object == nullptr) return value;
    json::Object out;
    for (const auto& member : *object) {
        const auto name = translated(std::string_view(member.key().data(), member.key().size()), direction);
        auto one = translated(member.value(), direction);
        if (!one) return std::nullopt;
        const bool is_type = name == "type" || name == "t";
        if (is_type && direction == Direction::Expand && *one == json::Value(json::key(kDidComm.second))) {
            *one = json::key(kDidComm.first);
        } else if (is_type && direction == Direction::Shorten && *one == json::Value(json::key(kDidComm.first))) {
            *one = json::key(kDidComm.second);
        }
        if (!out.emplace(json::key(name), *std::move(one)).second) return std::nullopt;
    }
    return out;
}

std::optional<std::string_view> relationship_of(char code) {
    for (const auto& [letter, name] : kPurposes) {
        if (letter == code) return name;
    }
    return std::nullopt;
}

/// Collects the members of one document while its elements are read.
class Builder {
  public:
    explicit Builder(const std::string& did) : did_(did) {}

    Result<void> add(std::string_view element) {
        if (element.size() < 2) return invalid("An element of the did:peer:2 is empty.");
        const auto content = element.substr(1);
        if (element.front() == 'S') return add_service(content);
        const auto relationship = relationship_of(element.front());
        if (!relationship) {
            return invalid(fmt::format("\"{}\" is no purpose of an element of a did:peer:2.", element.front()));
        }
        add_key(*relationship, content);
        return {};
    }

    json::Value document() && {
        json::Object document{{"@context", {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"}},
                              {"id", did_},
                              {"verificationMethod", std::move(methods_)}};
        for (auto& list : lists_) document.emplace(list.key(), std::move(list.value()));
        if (!services_.empty()) document.emplace("service", std::move(services_));
        return document;
    }

  private:
    /// Ids are numbered through all keys, whatever their purpose.
    void add_key(std::string_view relationship, std::string_view multikey) {
        const auto id = fmt::format("#key-{}", methods_.size() + 1);
        methods_.push_back(json::Object{
            {"id", id}, {"controller", did_}, {"type", "Multikey"}, {"publicKeyMultibase", json::key(multikey)}});
        auto& list = lists_[json::key(relationship)];
        if (!list.is_array()) list.emplace_array();
        list.get_array().emplace_back(id);
    }

    Result<void> add_service(std::string_view encoded) {
        const auto bytes = text::base64url_decode(encoded);
        if (!bytes) return invalid("A service of the did:peer:2 is not base64url without padding.");
        const auto json = json::parse(as_text(*bytes));
        if (!json || !json->is_object()) return invalid("A service of the did:peer:2 is no JSON object.");
        auto service = translated(*json, Direction::Expand);
        if (!service) return invalid("A service of the did:peer:2 has a member twice, long and short.");
        auto& members = service->get_object();
        const auto* id = json::find(members, "id");
        if (id == nullptr) {
            members.emplace("id", unnamed_ == 0 ? "#service" : fmt::format("#service-{}", unnamed_));
            ++unnamed_;
        } else if (!id->is_string() || !json::view(*id).starts_with('#')) {
            return invalid("The id of a service of a did:peer:2 is relative.");
        }
        services_.push_back(*std::move(service));
        return {};
    }

    const std::string& did_;
    json::Array methods_;
    json::Object lists_;  ///< relationship -> ids, in the order of their first use
    json::Array services_;
    std::size_t unnamed_ = 0;
};

}  // namespace

// "Resolving a did:peer:2"
Result<json::Value> document_of_elements(const std::string& did, std::string_view elements) {
    if (!elements.starts_with('.')) return invalid("A did:peer:2 is a list of elements, each after a point.");
    Builder builder(did);
    while (!elements.empty()) {
        elements.remove_prefix(1);
        const auto end = std::min(elements.find('.'), elements.size());
        if (auto added = builder.add(elements.substr(0, end)); !added) return std::move(added).error();
        elements.remove_prefix(end);
    }
    return std::move(builder).document();
}

std::string service_element(const json::Object& service) {
    const json::Value shortened = translated(service, Direction::Shorten).value_or(service);
    return ".S" + text::base64url_encode(as_bytes(json::serialize(shortened)));
}

char purpose_code(std::string_view relationship) {
    const auto* found =
        std::find_if(kPurposes.begin(), kPurposes.end(), [&](const auto& row) { return row.second == relationship; });
    return found->first;  // every relationship has a code
}

}  // namespace blason::did::peer
