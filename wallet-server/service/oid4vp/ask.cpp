#include "wallet-server/service/oid4vp/ask.hpp"

#include <array>
#include <utility>

namespace blason::service::oid4vp {
namespace {

constexpr const char* kBadgeType = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";

/// A claim, and the claims that say the same in another shape: one of them is needed.
using Alternatives = std::vector<json::Object>;

json::Object claim(const char* id, json::Array path, const std::string& value = {}) {
    json::Object out{{"id", id}, {"path", std::move(path)}};
    if (!value.empty()) out["values"] = json::Array{json::key(value)};
    return out;
}

/// What is always asked: which achievement it is. The name is what a person is shown.
std::vector<Alternatives> wanted(const Ask& ask) {
    std::vector<Alternatives> all{{claim("name", {"credentialSubject", "achievement", "name"})}};
    all.push_back({claim("achievement", {"credentialSubject", "achievement", "id"}, ask.achievement)});
    if (!ask.issuer.empty()) {
        all.push_back({claim("issuer", {"issuer", "id"}, ask.issuer), claim("issuer_id", {"issuer"}, ask.issuer)});
    }
    if (!ask.skill.empty()) {
        const json::Array alignment{"credentialSubject", "achievement", "alignment"};
        auto every = alignment;
        every.insert(every.end(), {nullptr, "targetUrl"});
        auto only = alignment;
        only.push_back("targetUrl");
        all.push_back({claim("skill", std::move(every), ask.skill), claim("skill_only", std::move(only), ask.skill),
                       claim("tag", {"credentialSubject", "achievement", "tag", nullptr}, ask.skill)});
    }
    if (ask.with_recipient) {
        all.push_back({claim("recipient", {"credentialSubject", "identifier"}),
                       claim("recipient_id", {"credentialSubject", "id"})});
    }
    return all;
}

/// Every way to take one alternative of each.
json::Array claim_sets(const std::vector<Alternatives>& all) {
    std::vector<json::Array> sets{{}};
    for (const Alternatives& alternatives : all) {
        std::vector<json::Array> longer;
        for (const json::Array& set : sets) {
            for (const json::Object& one : alternatives) {
                json::Array next = set;
                next.push_back(one.at("id"));
                longer.push_back(std::move(next));
            }
        }
        sets = std::move(longer);
    }
    json::Array out;
    for (json::Array& set : sets) out.emplace_back(std::move(set));
    return out;
}

}  // namespace

json::Object query_for(const Ask& ask, const std::vector<std::string>& vct_values) {
    const auto alternatives = wanted(ask);
    json::Array claims;
    for (const Alternatives& one : alternatives) claims.insert(claims.end(), one.begin(), one.end());
    // Wallets compare expanded names or names as written; either is taken.
    const json::Array types{json::Array{kBadgeType}, json::Array{"OpenBadgeCredential"},
                            json::Array{"AchievementCredential"}};
    constexpr std::array<std::pair<const char*, const char*>, 3> kForms{
        {{"badge", "ldp_vc"}, {"badge_jwt", "jwt_vc_json"}, {"badge_sd_jwt", "vc+sd-jwt"}}};
    json::Array credentials;
    json::Array options;
    const auto add = [&](const char* id, const char* format, json::Object meta) {
        credentials.push_back(json::Object{{"id", id},
                                           {"format", format},
                                           {"meta", std::move(meta)},
                                           {"claims", claims},
                                           {"claim_sets", claim_sets(alternatives)}});
        options.push_back(json::Array{id});
    };
    for (const auto& [id, format] : kForms) add(id, format, {{"type_values", types}});
    if (!vct_values.empty()) {
        json::Array values;
        for (const auto& vct : vct_values) values.push_back(json::key(vct));
        add("badge_sd_jwt_vc", "dc+sd-jwt", {{"vct_values", std::move(values)}});
    }
    return {{"credentials", std::move(credentials)}, {"credential_sets", {{{"options", std::move(options)}}}}};
}

}  // namespace blason::service::oid4vp
