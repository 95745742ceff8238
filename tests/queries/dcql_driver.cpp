// Our side of the comparison with the npm package dcql: one case a line in, {"query", "credentials", "presented"?}, one
// answer a line out. A credential is as that package has it: {"credential_format", "claims", "vct"?, "type"?,
// "authority"?, "cryptographic_holder_binding"}. `presented`: {id: [index of a credential, ...]}.
#include <iostream>
#include <string>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/dcql/evaluate.hpp"
#include "vc/dcql/response.hpp"
#include "vc/model/values.hpp"

namespace blason {
namespace {

using vc::presentation::Held;

json::Value text(std::string_view characters) {
    return vc::model::text_value(characters);
}

Held held_of(const json::Value& given) {
    Held held;
    held.format = *vc::parse_format_identifier(json::view(given.at("credential_format")));
    held.credential = json::Document(given.at("claims"));
    held.holder_binding = given.at("cryptographic_holder_binding").as_bool();
    if (const auto* vct = json::find(given, "vct")) held.vcts.emplace_back(json::view(*vct));
    if (const auto* types = json::find(given, "type")) {
        for (const json::Value& type : types->as_array()) held.expanded_types.emplace_back(json::view(type));
    }
    if (const auto* authority = json::find(given, "authority"); authority && authority->at("type") == "aki") {
        for (const json::Value& one : authority->at("values").as_array()) {
            held.authority_key_ids.emplace_back(json::view(one));
        }
    }
    return held;
}

json::Object failed(const Error& error) {
    return {{"error", text(error.code)}, {"pointer", text(error.pointer)}};
}

json::Array texts(const std::vector<std::string>& all) {
    json::Array out;
    for (const std::string& one : all) out.push_back(text(one));
    return out;
}

json::Object evaluated(const vc::dcql::Query& query, const std::vector<Held>& wallet) {
    const auto evaluation = vc::dcql::evaluate(query, wallet);
    json::Object matches;
    for (std::size_t i = 0; i < query.credentials.size(); ++i) {
        json::Array candidates;
        for (const auto& one : evaluation.credentials[i].candidates) {
            json::Object candidate{{"credential", one.credential}, {"selected", texts(one.match.selected)}};
            candidate["claim_set"] = one.match.claim_set ? json::Value(*one.match.claim_set) : json::Value();
            candidates.push_back(std::move(candidate));
        }
        matches[json::key(query.credentials[i].id)] = std::move(candidates);
    }
    json::Array sets;
    for (const auto& options : evaluation.credential_sets) {
        json::Array set;
        for (const std::size_t option : options) set.push_back(option);
        sets.push_back(std::move(set));
    }
    return {{"satisfiable", evaluation.satisfiable}, {"matches", std::move(matches)}, {"sets", std::move(sets)}};
}

bool accepted(const vc::dcql::Query& query, const std::vector<Held>& wallet, const json::Object& given) {
    vc::dcql::Presented presented;
    for (const auto& [id, indexes] : given) {
        auto& all = presented[std::string(id)];
        for (const json::Value& index : indexes.as_array()) {
            Held held = wallet.at(index.to_number<std::size_t>());
            held.shortened = held.format != vc::FormatIdentifier::JwtVcJson;
            all.push_back(std::move(held));
        }
    }
    return vc::dcql::check_response(query, presented).has_value();
}

json::Object answer(const json::Value& test) {
    const auto query = vc::dcql::parse_query(test.at("query"));
    if (!query) return failed(query.error());
    std::vector<Held> wallet;
    for (const json::Value& one : test.at("credentials").as_array()) wallet.push_back(held_of(one));
    json::Object out = evaluated(*query, wallet);
    if (const auto* presented = json::find(test, "presented")) {
        out["accepted"] = accepted(*query, wallet, presented->as_object());
    }
    return out;
}

}  // namespace
}  // namespace blason

int main() {
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto test = blason::json::parse(line);
        if (!test) {
            std::cerr << "not a case: " << test.error().code << '\n';
            return 1;
        }
        std::cout << blason::json::serialize(blason::answer(*test)) << std::endl;
    }
}
