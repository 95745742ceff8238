#include "vc/vcalm/as_dcql.hpp"

#include <algorithm>
#include <array>

#include "vc/dcql/query.hpp"
#include "vc/model/values.hpp"
#include "vc/presentation/held.hpp"
#include "vc/presentation/query_by_example.hpp"

namespace blason::vc::vcalm {
namespace {

using presentation::CredentialExample;

constexpr std::size_t kMostClaims = 60;  // dcql::QueryLimits has more than twice as many
constexpr const char* kAnyCredential = "https://www.w3.org/2018/credentials#VerifiableCredential";
constexpr const char* kBadge = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";

/// The claims of one example, collected leaf by leaf.
class Claims {
  public:
    void collect(const json::Value& example, const json::Array& path) {
        if (example.is_object()) {
            if (example.get_object().empty()) add(path, {});
            for (const auto& member : example.get_object()) {
                auto deeper = path;
                deeper.emplace_back(member.key());
                collect(member.value(), deeper);
            }
        } else if (example.is_array()) {
            auto deeper = path;
            deeper.emplace_back(nullptr);
            if (example.get_array().empty()) add(path, {});
            for (const auto& element : example.get_array()) collect(element, deeper);
        } else {
            // "" stands for any value (section "The QueryByExample Query Format").
            const bool comparable =
                example.is_bool() || example.is_int64() || (example.is_string() && !example.get_string().empty());
            add(path, comparable ? json::Array{example} : json::Array());
        }
    }

    /// An issuer is named by an id, or is an object that has one.
    void issuer(const json::Array& ids) {
        add({"issuer", "id"}, ids);
        issuer_ = claims_.size() - 1;
        add({"issuer"}, ids);
    }

    [[nodiscard]] bool too_many() const { return claims_.size() > kMostClaims; }

    void put_into(json::Object& query) const {
        if (claims_.empty()) return;
        query["claims"] = claims_;
        if (!issuer_) return;
        json::Array sets;
        for (const std::size_t other : {*issuer_ + 1, *issuer_}) {
            json::Array set;
            for (std::size_t i = 0; i < claims_.size(); ++i)
                if (i != other) set.push_back(claims_[i].at("id"));
            sets.emplace_back(std::move(set));
        }
        query["claim_sets"] = std::move(sets);
    }

  private:
    void add(const json::Array& path, json::Array values) {
        for (auto& claim : claims_) {
            if (claim.at("path") != json::Value(path)) continue;
            // A list holds all that the example has in it: the first is asked for, the others are found when the
            // answer is judged.
            return;
        }
        json::Object claim{{"id", json::key("c" + std::to_string(claims_.size()))}, {"path", path}};
        if (!values.empty()) claim["values"] = std::move(values);
        claims_.emplace_back(std::move(claim));
    }

    json::Array claims_;
    std::optional<std::size_t> issuer_;  ///< the claim `issuer.id`; the next one is `issuer`
};

/// Wallets compare expanded types, or types as they are written: either is taken.
json::Array type_values(const json::Value& example, const jsonld::Processor& processor) {
    json::Array written;
    bool badge = false;
    if (const auto* types = json::find(example, "type"))
        model::for_each_value(*types, [&](const json::Value& type, auto) {
            if (!type.is_string() || json::view(type) == "VerifiableCredential" || json::view(type).empty()) return;
            badge = badge || json::view(type) == "OpenBadgeCredential" || json::view(type) == "AchievementCredential";
            written.push_back(type);
        });
    if (written.empty()) return {json::Array{kAnyCredential}, json::Array{"VerifiableCredential"}};
    json::Array all;
    if (json::find(example, "@context") != nullptr) {
        if (const auto expanded = presentation::expand_types(example, processor)) {
            json::Array iris;
            for (const auto& iri : *expanded)
                if (iri != kAnyCredential) iris.push_back(json::key(iri));
            if (!iris.empty()) all.emplace_back(std::move(iris));
        }
    }
    // Both names of a badge are one type.
    if (badge && written.size() == 1) {
        all.emplace_back(json::Array{kBadge});
        all.emplace_back(json::Array{"OpenBadgeCredential"});
        all.emplace_back(json::Array{"AchievementCredential"});
    } else {
        all.emplace_back(std::move(written));
    }
    return all;
}

std::vector<const char*> formats_of(const CredentialExample& example) {
    std::vector<const char*> formats{"ldp_vc"};
    const auto add = [&](const char* format) {
        if (std::ranges::find(formats, std::string_view(format)) == formats.end()) formats.push_back(format);
    };
    for (const auto& media_type : example.accepted_envelopes) {
        if (media_type == "application/jwt" || media_type == "application/vc+jwt") add("jwt_vc_json");
        if (media_type == "application/vc+sd-jwt") add("vc+sd-jwt");
    }
    return formats;
}

/// Puts one example into the query, in each of its forms. False: it asks too much for one query.
bool add_example(const CredentialExample& example, std::size_t number, const jsonld::Processor& processor,
                 json::Array& credentials, json::Array& sets) {
    Claims claims;
    json::Array issuers;
    if (example.accepted_issuers)
        for (const auto& id : *example.accepted_issuers) issuers.push_back(json::key(id));
    if (example.example.is_object()) {
        for (const auto& member : example.example.get_object()) {
            const auto name = std::string_view(member.key().data(), member.key().size());
            if (name == "@context" || name == "type") continue;
            const auto& value = member.value();
            if (name == "issuer" && value.is_string() && !value.get_string().empty() && issuers.empty()) {
                issuers.push_back(value);
            } else if (name != "issuer" || !value.is_string()) {
                claims.collect(value, {member.key()});
            }
        }
    }
    if (!issuers.empty()) claims.issuer(issuers);
    if (claims.too_many()) return false;
    json::Array options;
    for (const char* format : formats_of(example)) {
        const std::string id = "q" + std::to_string(number) + "_" + std::to_string(options.size());
        json::Object query{{"id", json::key(id)},
                           {"format", format},
                           {"meta", json::Object{{"type_values", type_values(example.example, processor)}}}};
        claims.put_into(query);
        credentials.emplace_back(std::move(query));
        options.emplace_back(json::Array{json::key(id)});
    }
    sets.emplace_back(json::Object{{"options", std::move(options)}});
    return true;
}

std::optional<json::Object> by_example(const Alternative& alternative, const jsonld::Processor& processor) {
    json::Array credentials;
    json::Array sets;
    for (const Query* query : alternative.credentials) {
        if (query->kind != QueryKind::ByExample) return std::nullopt;
        const json::Object asked{
            {"credentialQuery", json::Array(query->credential_queries.begin(), query->credential_queries.end())}};
        const auto examples = presentation::parse_query_by_example(asked, json::Path());
        if (!examples) return std::nullopt;
        for (const auto& example : *examples)
            if (!add_example(example, sets.size(), processor, credentials, sets)) return std::nullopt;
    }
    return json::Object{{"credentials", std::move(credentials)}, {"credential_sets", std::move(sets)}};
}

}  // namespace

std::optional<json::Object> as_dcql(const PresentationRequest& request, const jsonld::Processor& processor) {
    for (const Alternative& alternative : alternatives(request)) {
        const auto& queries = alternative.credentials;
        if (queries.empty()) continue;
        std::optional<json::Object> query;
        if (queries.size() == 1 && queries.front()->kind == QueryKind::DigitalCredentials) {
            if (queries.front()->digital_credentials.is_object())
                query = queries.front()->digital_credentials.get_object();
        } else {
            query = by_example(alternative, processor);
        }
        if (query && dcql::parse_query(*query)) return query;
    }
    return std::nullopt;
}

}  // namespace blason::vc::vcalm
