#include "vc/dcql/render.hpp"

#include "vc/model/values.hpp"

namespace blason::vc::dcql {

namespace {

using model::text_value;

json::Array texts(const std::vector<std::string>& all) {
    json::Array out;
    for (const std::string& one : all) out.push_back(text_value(one));
    return out;
}

json::Object candidate_json(const Candidate& candidate, std::span<const std::string> names) {
    json::Object out{{"credential", text_value(names[candidate.credential])}};
    if (candidate.match.claim_set) out.emplace("claimSet", *candidate.match.claim_set);
    out.emplace("selected", texts(candidate.match.selected));
    out.emplace("revealed", texts(candidate.revealed));
    return out;
}

json::Object rejection_json(const Rejection& rejection, const CredentialQuery& query, std::string place,
                            std::span<const std::string> names) {
    if (rejection.why.claim) place += "/claims/" + std::to_string(*rejection.why.claim);
    return {{"credential", text_value(names[rejection.credential])},
            {"code", text_value(rejection.why.code)},
            {"message", text_value(explain(rejection.why, query))},
            {"pointer", text_value(place)}};
}

json::Array option_ids(const std::vector<std::size_t>& option, const Query& query) {
    json::Array out;
    for (const std::size_t credential : option) out.push_back(text_value(query.credentials[credential].id));
    return out;
}

}  // namespace

json::Object to_json(const Query& query, const Evaluation& evaluation, std::span<const std::string> names) {
    json::Array credentials;
    for (std::size_t i = 0; i < query.credentials.size(); ++i) {
        const std::string place = "/credentials/" + std::to_string(i);
        json::Array candidates;
        json::Array rejected;
        for (const Candidate& one : evaluation.credentials[i].candidates) {
            candidates.push_back(candidate_json(one, names));
        }
        for (const Rejection& one : evaluation.credentials[i].rejections) {
            rejected.push_back(rejection_json(one, query.credentials[i], place, names));
        }
        credentials.push_back(json::Object{{"id", text_value(query.credentials[i].id)},
                                           {"candidates", std::move(candidates)},
                                           {"rejected", std::move(rejected)}});
    }
    json::Object out{{"satisfiable", evaluation.satisfiable}, {"credentials", std::move(credentials)}};
    if (!query.credential_sets.empty()) {
        json::Array& sets = out.emplace("credentialSets", json::Array()).first->value().get_array();
        for (std::size_t i = 0; i < query.credential_sets.size(); ++i) {
            json::Array options;
            for (const std::size_t option : evaluation.credential_sets[i]) {
                options.push_back(option_ids(query.credential_sets[i].options[option], query));
            }
            sets.push_back(
                json::Object{{"required", query.credential_sets[i].required}, {"options", std::move(options)}});
        }
    }
    if (const auto error = why_not(query, evaluation)) {
        out.emplace("error", json::Object{{"code", text_value(error->code)},
                                          {"message", text_value(error->detail)},
                                          {"pointer", text_value(error->pointer)}});
    }
    return out;
}

}  // namespace blason::vc::dcql
