// Among the embedded contexts every property of the standard vocabularies has one name, so no choice of contexts hides
// one from programs that read the JSON (VC Data Integrity 1.0 section 4.6, Context Validation).
#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include <set>

#include "engine/json/parse.hpp"
#include "engine/jsonld/loader.hpp"
#include "vc/model/inline_context.hpp"

namespace blason::vc::model {
namespace {

using Prefixes = std::map<std::string, std::string>;
using Names = std::map<std::string, std::set<std::string>>;

std::string mapping_of(const json::Value& definition) {
    if (definition.is_string()) return std::string(json::view(definition));
    const auto* id = json::find(definition, "@id");
    return id != nullptr && id->is_string() ? std::string(json::view(*id)) : "";
}

/// A full IRI, or one that leans on a term defined so far.
std::string expanded(const std::string& mapping, const Prefixes& terms) {
    const auto colon = mapping.find(':');
    const auto term = terms.find(mapping.substr(0, colon));
    if (term == terms.end()) return mapping;
    if (colon == std::string::npos) return term->second == mapping ? mapping : expanded(term->second, terms);
    return mapping.compare(colon, 3, "://") == 0 ? mapping : expanded(term->second, terms) + mapping.substr(colon + 1);
}

void collect(const json::Value& context, Prefixes terms, Names& names) {
    if (context.is_array()) {
        for (const auto& one : context.get_array()) collect(one, terms, names);
        return;
    }
    if (!context.is_object()) return;
    for (const auto& [term, definition] : context.get_object())
        if (const auto mapping = mapping_of(definition); mapping.find(':') != std::string::npos)
            terms[std::string(term)] = mapping;
    for (const auto& [term, definition] : context.get_object()) {
        if (term.starts_with('@')) continue;
        const auto iri = expanded(mapping_of(definition), terms);
        if (is_standard_iri(iri)) names[iri].insert(std::string(term));
        if (const auto* scoped = json::find(definition, "@context")) collect(*scoped, terms, names);
    }
}

// A class and a property may share an IRI: "Criteria" and "criteria".
bool differ_in_case_only(const std::set<std::string>& terms) {
    std::set<std::string> lower;
    for (std::string term : terms) {
        term.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(term.front())));
        lower.insert(term);
    }
    return lower.size() == 1;
}

TEST(EmbeddedContexts, EveryStandardPropertyHasOneName) {
    Names names;
    for (const auto& context : jsonld::bundled_contexts()) {
        const auto document = json::parse(context.text);
        ASSERT_TRUE(document) << context.url;
        collect(document->at("@context"), {{"sec", "https://w3id.org/security#"}}, names);
    }
    ASSERT_GT(names.size(), 100U);
    Names several;
    for (const auto& [iri, terms] : names)
        if (terms.size() > 1 && !differ_in_case_only(terms)) several[iri] = terms;
    const std::string open_badges = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    const Names known = {
        {open_badges + "GeoCoordinates", {"geo", "GeoCoordinates"}},  // property and class
        {open_badges + "Profile", {"creator", "Profile"}},            // property and class, 3.0
        {open_badges + "OpenBadgeCredential", {"AchievementCredential", "OpenBadgeCredential"}},  // both are read
        {"https://w3id.org/security#expiration", {"expiration", "expires"}},  // refused: document_rules.cpp
    };
    EXPECT_EQ(several, known);
}

}  // namespace
}  // namespace blason::vc::model
