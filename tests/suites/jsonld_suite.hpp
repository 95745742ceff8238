// What the runs of the JSON-LD 1.1 API suite share: its entries, its comparison, and the fixture that runs one entry.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "engine/json/serialize.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/support/jsonld_documents.hpp"
#include "tests/support/suites.hpp"

namespace blason::jsonld_suite {

using jsonld::Options;
using test::SuiteDocuments;

// Entries that are known to fail, as "expand t0001". The run fails when one of them passes, so this stays true.
inline const std::set<std::string>& known_failures() {
    static const std::set<std::string> list{};
    return list;
}

struct Entry {
    std::string manifest;
    std::string id;
    json::Value fields;
};

inline void PrintTo(const Entry& entry, std::ostream* out) {
    *out << entry.manifest << ' ' << entry.id;
}

// All entries but those for JSON-LD 1.0 processors. An unreadable manifest gives one entry that fails.
inline std::vector<Entry> entries(const std::string& manifest) {
    std::vector<Entry> all;
    if (!test::suites_present()) return all;
    const auto root = test::read_json(SuiteDocuments::folder() / (manifest + "-manifest.jsonld"));
    for (const auto& fields : root.at("sequence").as_array()) {
        const auto* option = json::find(fields, "option");
        if (option != nullptr && json::text_of(*option, "specVersion") == "json-ld-1.0") continue;
        all.push_back({manifest, json::text_of(fields, "@id").substr(1), fields});
    }
    return all;
}

// The suite's comparison: members and items in any order, except the items of @list; language tags in any case.
inline bool same(const json::Value& a, const json::Value& b, std::string_view key = {});

inline bool same_items(const json::Array& a, const json::Array& b, bool ordered) {
    if (a.size() != b.size()) return false;
    std::vector<bool> taken(b.size(), false);
    for (std::size_t i = 0; i < a.size(); ++i) {
        bool found = false;
        for (std::size_t j = ordered ? i : 0; j < (ordered ? i + 1 : b.size()) && !found; ++j) {
            if (taken[j] || !same(a[i], b[j])) continue;
            taken[j] = found = true;
        }
        if (!found) return false;
    }
    return true;
}

inline std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

inline bool same(const json::Value& a, const json::Value& b, std::string_view key) {
    if (a.is_array() && b.is_array()) return same_items(a.get_array(), b.get_array(), key == "@list");
    if (a.is_object() && b.is_object()) {
        if (a.get_object().size() != b.get_object().size()) return false;
        return std::all_of(a.get_object().begin(), a.get_object().end(), [&](const auto& entry) {
            const std::string_view name(entry.key().data(), entry.key().size());
            const auto* other = json::find(b, name);
            return other != nullptr && same(entry.value(), *other, name);
        });
    }
    if (key == "@language" && a.is_string() && b.is_string())
        return lower(std::string(json::view(a))) == lower(std::string(json::view(b)));
    return a == b;
}

inline std::string canonical(const rdf::Dataset& dataset) {
    const auto text = rdf::canonicalize(dataset);
    return text ? text->nquads : "not canonicalized: " + text.error().detail;
}

/// Reads an entry, runs it, and compares what comes out with what the suite expects.
class JsonLdSuite : public testing::TestWithParam<Entry> {
  protected:
    struct Outcome {
        bool passed = false;
        std::string why;
    };

    const json::Value& fields() const { return GetParam().fields; }

    void set_options() {
        const auto* option = json::find(fields(), "option");
        options_.base = std::string(SuiteDocuments::kBase) + json::text_of(fields(), "input");
        if (option == nullptr) return;
        const auto flag = [&](std::string_view name, bool& target) {
            if (const auto* value = json::find(*option, name)) target = value->as_bool();
        };
        if (const auto base = json::text_of(*option, "base"); !base.empty()) options_.base = base;
        if (json::text_of(*option, "processingMode") == "json-ld-1.0")
            options_.processing_mode = jsonld::ProcessingMode::JsonLd10;
        if (const auto context = json::text_of(*option, "expandContext"); !context.empty()) {
            expand_context_ = test::read_json(SuiteDocuments::folder() / context);
            options_.expand_context = &expand_context_;
        }
        const auto direction = json::text_of(*option, "rdfDirection");
        if (direction == "i18n-datatype") options_.rdf_direction = jsonld::RdfDirection::I18nDatatype;
        if (direction == "compound-literal") options_.rdf_direction = jsonld::RdfDirection::CompoundLiteral;
        flag("extractAllScripts", options_.extract_all_scripts);
        flag("compactArrays", options_.compact_arrays);
        flag("compactToRelative", options_.compact_to_relative);
        flag("useNativeTypes", options_.use_native_types);
        flag("useRdfType", options_.use_rdf_type);
        flag("produceGeneralizedRdf", options_.produce_generalized_rdf);
    }

    json::Value read(std::string_view field) const {
        return test::read_json(SuiteDocuments::folder() / json::text_of(fields(), field));
    }

    // Runs the entry: `run` gives the result or an error, `matches` compares a result with the expected file.
    template <typename Run, typename Matches>
    void check(Run&& run, Matches&& matches) {
        set_options();
        const auto result = run();
        Outcome outcome;
        const auto expected_code = json::text_of(fields(), "expectErrorCode");
        if (!expected_code.empty()) {
            outcome.passed = !result && result.error().code == expected_code;
            outcome.why = "expected the error \"" + expected_code + "\", got " +
                          (result ? "a result" : "\"" + result.error().code + "\": " + result.error().detail);
        } else if (!result) {
            outcome.why = result.error().code + " at " + result.error().pointer + ": " + result.error().detail;
        } else if (json::find(fields(), "expect") == nullptr) {
            outcome.passed = true;  // PositiveSyntaxTest
        } else {
            outcome = matches(*result);
        }
        const bool known = known_failures().contains(GetParam().manifest + " " + GetParam().id);
        if (known) {
            RecordProperty("not_yet", 1);
            EXPECT_FALSE(outcome.passed) << "passes now: take it from the list of known failures";
        } else {
            EXPECT_TRUE(outcome.passed) << json::text_of(fields(), "name") << "\n" << outcome.why;
        }
    }

    Outcome compare_expanded(const json::Value& result) const {
        const auto expected = read("expect");
        return {same(result, expected), "expected " + json::pretty(expected) + "\ngot " + json::pretty(result)};
    }

    Outcome compare_dataset(const rdf::Dataset& result) const {
        const auto text = test::read_file(SuiteDocuments::folder() / json::text_of(fields(), "expect"));
        const auto expected = rdf::parse_nquads(text);
        if (!expected) return {false, "expected file: " + expected.error().detail};
        return {canonical(result) == canonical(*expected), "expected\n" + text + "got\n" + rdf::to_nquads(result)};
    }

    Outcome compare_compacted(const json::Value& result) {
        const auto expected = read("expect");
        const std::string why = "expected " + json::pretty(expected) + "\ngot " + json::pretty(result);
        if (!same(result, expected)) return {false, why};
        const auto a = processor_.expand(result, options_);
        const auto b = processor_.expand(expected, options_);
        if (!a || !b) return {false, "not expanded again: " + (a ? b.error().detail : a.error().detail) + "\n" + why};
        return {same(*a, *b), "expanded again they differ\n" + why};
    }

    SuiteDocuments files_;
    jsonld::Processor processor_{files_};
    Options options_;
    json::Value expand_context_;
};

inline std::string test_name(const testing::TestParamInfo<Entry>& info) {
    return info.param.id;
}

}  // namespace blason::jsonld_suite
