#include "vc/vcalm/presentation_request.hpp"

#include <algorithm>

#include "engine/json/reader.hpp"

namespace blason::vc::vcalm {
namespace {

constexpr std::size_t kMostQueries = 32;

Error wrong_type(std::string_view expected, const json::Path& path) {
    return malformed("wrong-type", "This must be " + std::string(expected) + ".", path.pointer());
}

/// One value, or each of a list.
template <typename Visit>
Result<void> for_each(const json::Value& value, const json::Path& path, Visit visit) {
    if (!value.is_array()) return visit(value, path);
    const auto& list = value.get_array();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (auto done = visit(list[i], json::Path(&path, i)); !done) return done;
    return {};
}

QueryKind kind_of(std::string_view type) {
    if (type == "QueryByExample") return QueryKind::ByExample;
    if (type == "DIDAuthentication" || type == "DIDAuth") return QueryKind::DidAuthentication;
    if (type == "DigitalCredentialQueryLanguage") return QueryKind::DigitalCredentials;
    return QueryKind::Other;
}

Result<std::string> type_of(const json::Object& object, const json::Path& path) {
    const auto* type = json::find(object, "type");
    if (type == nullptr) return malformed("missing-member", "A query has a type.", path.pointer() + "/type");
    const bool listed = type->is_array() && type->get_array().size() == 1;  // as the schema of the interface has it
    const auto& one = listed ? type->get_array().front() : *type;
    if (!one.is_string()) return wrong_type("a text", json::Path(&path, "type"));
    return std::string(json::view(one));
}

/// The standard leaves open where the DCQL query stands: its members beside `type`, or in one of their own.
json::Value dcql_of(const json::Object& object) {
    for (const std::string_view name : {"dcql_query", "digitalCredentialQueryLanguage", "credentialQuery"}) {
        const auto* nested = json::find(object, name);
        if (nested != nullptr && nested->is_object()) return *nested;
    }
    json::Object query;
    for (const std::string_view name : {"credentials", "credential_sets"})
        if (const auto* member = json::find(object, name)) query[json::key(name)] = *member;
    return query;
}

Result<Query> read_query(const json::Value& value, const json::Path& path) {
    if (!value.is_object()) return wrong_type("an object", path);
    const auto& object = value.get_object();
    const json::Reader reader(object, path);
    Query query;
    query.pointer = path.pointer();
    auto type = type_of(object, path);
    if (!type) return std::move(type).error();
    query.type = std::move(*type);
    query.kind = kind_of(query.type);
    const auto group = reader.optional_string("group");
    if (!group) return group.error();
    if (*group) query.group = std::string(**group);
    switch (query.kind) {
        case QueryKind::ByExample: {
            const auto* asked = reader.find("credentialQuery");
            if (asked == nullptr) {
                query.credential_queries.emplace_back(json::Object());  // any credential
                break;
            }
            auto done = for_each(*asked, json::Path(&path, "credentialQuery"),
                                 [&](const json::Value& one, const json::Path& here) -> Result<void> {
                                     if (!one.is_object()) return wrong_type("an object", here);
                                     query.credential_queries.push_back(one);
                                     return {};
                                 });
            if (!done) return std::move(done).error();
            if (query.credential_queries.empty() || query.credential_queries.size() > kMostQueries)
                return refused("query-empty", "A query asks for 1 to 32 credentials.",
                               json::Path(&path, "credentialQuery").pointer());
            break;
        }
        case QueryKind::DidAuthentication:
            query.accepted_methods = names_in(reader.find("acceptedMethods"), "method");
            query.accepted_cryptosuites = names_in(reader.find("acceptedCryptosuites"), "cryptosuite");
            if (reader.find("required") != nullptr) {
                const auto required = reader.boolean("required");
                if (!required) return required.error();
                query.required = *required;
            }
            break;
        case QueryKind::DigitalCredentials:
            query.digital_credentials = dcql_of(object);
            break;
        case QueryKind::Other:
            break;
    }
    return query;
}

/// {"service": [{"serviceEndpoint"}]}, each one or many.
std::string endpoint_of(const json::Value* interact) {
    const auto first = [](const json::Value* value) -> const json::Value* {
        if (value == nullptr || !value->is_array()) return value;
        return value->get_array().empty() ? nullptr : &value->get_array().front();
    };
    interact = first(interact);
    const auto* service = interact == nullptr ? nullptr : first(json::find(*interact, "service"));
    return service == nullptr ? std::string() : json::text_of(*service, "serviceEndpoint");
}

}  // namespace

bool PresentationRequest::asks_authentication() const {
    const auto all = alternatives(*this);
    return std::all_of(all.begin(), all.end(), [](const Alternative& one) { return !one.authentication.empty(); });
}

Result<PresentationRequest> read_presentation_request(const json::Value& value, const json::Path& path) {
    if (!value.is_object()) return wrong_type("an object", path);
    const json::Reader reader(value.get_object(), path);
    const auto* query = reader.find("query");
    if (query == nullptr)
        return malformed("missing-member", "A request asks for something.", reader.pointer_to("query"));
    PresentationRequest request;
    auto done = for_each(*query, json::Path(&path, "query"),
                         [&](const json::Value& one, const json::Path& here) -> Result<void> {
                             if (request.queries.size() == kMostQueries)
                                 return refused("query-too-many", "A request has at most 32 queries.", here.pointer());
                             auto read = read_query(one, here);
                             if (!read) return std::move(read).error();
                             request.queries.push_back(std::move(*read));
                             return {};
                         });
    if (!done) return std::move(done).error();
    if (request.queries.empty())
        return refused("query-empty", "A request asks for something.", reader.pointer_to("query"));
    for (const auto& [name, target] : {std::pair{"challenge", &request.challenge}, {"domain", &request.domain}}) {
        const auto text = reader.optional_string(name);
        if (!text) return text.error();
        if (*text) *target = std::string(**text);
    }
    request.endpoint = endpoint_of(reader.find("interact"));
    return request;
}

std::vector<Alternative> alternatives(const PresentationRequest& request) {
    std::vector<Alternative> all;
    std::vector<std::string_view> groups;  // of `all`, in its order; empty for a query without group
    std::vector<const Query*> always;
    for (const Query& query : request.queries) {
        const bool authentication = query.kind == QueryKind::DidAuthentication;
        if (authentication && !query.required) continue;
        if (authentication && !query.group) {
            always.push_back(&query);
            continue;
        }
        std::size_t at = all.size();
        if (query.group)
            at = static_cast<std::size_t>(std::find(groups.begin(), groups.end(), *query.group) - groups.begin());
        if (at == all.size()) {
            all.emplace_back();
            groups.push_back(query.group ? std::string_view(*query.group) : std::string_view());
        }
        (authentication ? all[at].authentication : all[at].credentials).push_back(&query);
    }
    if (all.empty()) all.emplace_back();  // only an authentication without group, or one that is optional
    // A group's own authentication and one for all: the standard knows no order, so either names who may answer.
    for (Alternative& one : all) one.authentication.insert(one.authentication.end(), always.begin(), always.end());
    return all;
}

std::vector<std::string> names_in(const json::Value* list, std::string_view member) {
    std::vector<std::string> names;
    if (list == nullptr || !list->is_array()) return names;
    for (const auto& item : list->get_array()) {
        const auto* name = item.is_object() ? json::find(item, member) : &item;
        if (name != nullptr && name->is_string()) names.emplace_back(json::view(*name));
    }
    return names;
}

std::string_view suite_name(std::string_view name) {
    return name == "ed25519-2020" ? "Ed25519Signature2020" : name;
}

}  // namespace blason::vc::vcalm
