// The JSON-LD 1.1 API suite (requirements of its README): one gtest per manifest entry, named by the suite's own id.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/support/jsonld_documents.hpp"
#include "tests/support/suites.hpp"

namespace blason {
namespace {

using jsonld::Options;
using test::SuiteDocuments;

// Entries that are known to fail, as "expand t0001". The run fails when one of them passes, so this stays true.
const std::set<std::string>& known_failures() {
    static const std::set<std::string> list{
        "remote-doc t0013",  // a context in the script element of an HTML document
    };
    return list;
}

struct Entry {
    std::string manifest;
    std::string id;
    json::Value fields;
};

void PrintTo(const Entry& entry, std::ostream* out) {
    *out << entry.manifest << ' ' << entry.id;
}

std::string text_of(const json::Value& value, std::string_view name) {
    const auto* member = json::find(value, name);
    return member != nullptr && member->is_string() ? std::string(json::view(*member)) : std::string();
}

// All entries but those for JSON-LD 1.0 processors. An unreadable manifest gives one entry that fails.
std::vector<Entry> entries(const std::string& manifest) {
    std::vector<Entry> all;
    if (!test::suites_present()) return all;
    const auto root = test::read_json(SuiteDocuments::folder() / (manifest + "-manifest.jsonld"));
    for (const auto& fields : root.at("sequence").as_array()) {
        const auto* option = json::find(fields, "option");
        if (option != nullptr && text_of(*option, "specVersion") == "json-ld-1.0") continue;
        all.push_back({manifest, text_of(fields, "@id").substr(1), fields});
    }
    return all;
}

// The suite's comparison: members and items in any order, except the items of @list; language tags in any case.
bool same(const json::Value& a, const json::Value& b, std::string_view key = {});

bool same_items(const json::Array& a, const json::Array& b, bool ordered) {
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

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool same(const json::Value& a, const json::Value& b, std::string_view key) {
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

class JsonLdSuite : public testing::TestWithParam<Entry> {
  protected:
    struct Outcome {
        bool passed = false;
        std::string why;
    };

    const json::Value& fields() const { return GetParam().fields; }

    void set_options() {
        const auto* option = json::find(fields(), "option");
        options_.base = std::string(SuiteDocuments::kBase) + text_of(fields(), "input");
        if (option == nullptr) return;
        const auto flag = [&](std::string_view name, bool& target) {
            if (const auto* value = json::find(*option, name)) target = value->as_bool();
        };
        if (const auto base = text_of(*option, "base"); !base.empty()) options_.base = base;
        if (text_of(*option, "processingMode") == "json-ld-1.0")
            options_.processing_mode = jsonld::ProcessingMode::JsonLd10;
        if (const auto context = text_of(*option, "expandContext"); !context.empty()) {
            expand_context_ = test::read_json(SuiteDocuments::folder() / context);
            options_.expand_context = &expand_context_;
        }
        const auto direction = text_of(*option, "rdfDirection");
        if (direction == "i18n-datatype") options_.rdf_direction = jsonld::RdfDirection::I18nDatatype;
        if (direction == "compound-literal") options_.rdf_direction = jsonld::RdfDirection::CompoundLiteral;
        flag("compactArrays", options_.compact_arrays);
        flag("compactToRelative", options_.compact_to_relative);
        flag("useNativeTypes", options_.use_native_types);
        flag("useRdfType", options_.use_rdf_type);
        flag("produceGeneralizedRdf", options_.produce_generalized_rdf);
    }

    json::Value read(std::string_view field) const {
        return test::read_json(SuiteDocuments::folder() / text_of(fields(), field));
    }

    // Runs the entry: `run` gives the result or an error, `matches` compares a result with the expected file.
    template <typename Run, typename Matches>
    void check(Run&& run, Matches&& matches) {
        set_options();
        const auto result = run();
        Outcome outcome;
        const auto expected_code = text_of(fields(), "expectErrorCode");
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
            EXPECT_TRUE(outcome.passed) << text_of(fields(), "name") << "\n" << outcome.why;
        }
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

    SuiteDocuments documents_;
    jsonld::Processor processor_{documents_};
    Options options_;
    json::Value expand_context_;
};

// For generalized RDF, whose blank node predicates no canonicalization knows: lines in the order they have without
// labels, labels renamed by first appearance. Enough for documents whose lines differ by more than labels, as the
// suite's do.
std::vector<std::string> relabelled(const std::string& text) {
    static const std::regex label("_:[A-Za-z0-9]+");
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
        return std::regex_replace(a, label, "_:") < std::regex_replace(b, label, "_:");
    });
    std::map<std::string, std::string> names;
    for (auto& line : lines) {
        std::string renamed;
        auto rest = line.cbegin();
        for (std::sregex_iterator at(line.cbegin(), line.cend(), label), end; at != end; ++at) {
            const auto name = names.try_emplace(at->str(), "_:x" + std::to_string(names.size())).first->second;
            renamed.append(rest, (*at)[0].first).append(name);
            rest = (*at)[0].second;
        }
        line = renamed.append(rest, line.cend());
    }
    return lines;
}

std::string canonical(const rdf::Dataset& dataset) {
    const auto text = rdf::canonicalize(dataset);
    return text ? text->nquads : "not canonicalized: " + text.error().detail;
}

class Expand : public JsonLdSuite {};
TEST_P(Expand, Entry) {
    check([&] { return processor_.expand(read("input"), options_); },
          [&](const json::Value& result) {
              const auto expected = read("expect");
              return Outcome{same(result, expected),
                             "expected " + json::pretty(expected) + "\ngot " + json::pretty(result)};
          });
}

class ToRdf : public JsonLdSuite {};
TEST_P(ToRdf, Entry) {
    check([&] { return processor_.to_rdf(read("input"), options_); },
          [&](const rdf::Dataset& result) {
              const auto text = test::read_file(SuiteDocuments::folder() / text_of(fields(), "expect"));
              if (options_.produce_generalized_rdf) {
                  // N-Quads cannot hold blank node predicates: compared as the text itself.
                  return Outcome{relabelled(rdf::to_nquads(result)) == relabelled(text),
                                 "expected\n" + text + "got\n" + rdf::to_nquads(result)};
              }
              const auto expected = rdf::parse_nquads(text);
              if (!expected) return Outcome{false, "expected file: " + expected.error().detail};
              return Outcome{canonical(result) == canonical(*expected),
                             "expected\n" + text + "got\n" + rdf::to_nquads(result)};
          });
}

// to_rdf writes quads straight from the expanded document, where the standard goes through a node map. Flattening is
// that node map: both ways must give the same dataset.
class ToRdfByNodeMap : public JsonLdSuite {};
TEST_P(ToRdfByNodeMap, Entry) {
    // Errors are checked by ToRdf. te122 has an @id that expands to null: RDF leaves such a node out, a flattened
    // document has to name it.
    if (!text_of(fields(), "expectErrorCode").empty() || GetParam().id == "te122") {
        RecordProperty("cases", 0);
        return;
    }
    set_options();
    const auto direct = processor_.to_rdf(read("input"), options_);
    ASSERT_TRUE(direct) << direct.error().detail;
    const auto flattened = processor_.flatten(read("input"), nullptr, options_);
    ASSERT_TRUE(flattened) << flattened.error().detail;
    options_.expand_context = nullptr;
    options_.base.reset();  // what is still relative must stay so
    const auto mapped = processor_.to_rdf(*flattened, options_);
    ASSERT_TRUE(mapped) << mapped.error().detail;
    if (options_.produce_generalized_rdf) {
        EXPECT_EQ(relabelled(rdf::to_nquads(*direct)), relabelled(rdf::to_nquads(*mapped)));
    } else {
        EXPECT_EQ(canonical(*direct), canonical(*mapped));
    }
}

// Compacted results are compared as they are, and once more expanded: lists keep their order there.
class Compact : public JsonLdSuite {};
TEST_P(Compact, Entry) {
    check([&] { return processor_.compact(read("input"), read("context"), options_); },
          [&](const json::Value& result) { return compare_compacted(result); });
}

class Flatten : public JsonLdSuite {};
TEST_P(Flatten, Entry) {
    const bool with_context = json::find(fields(), "context") != nullptr;
    const json::Value context = with_context ? read("context") : json::Value();
    check([&] { return processor_.flatten(read("input"), with_context ? &context : nullptr, options_); },
          [&](const json::Value& result) {
              if (with_context) return compare_compacted(result);
              const auto expected = read("expect");
              return Outcome{same(result, expected),
                             "expected " + json::pretty(expected) + "\ngot " + json::pretty(result)};
          });
}

class FromRdf : public JsonLdSuite {};
TEST_P(FromRdf, Entry) {
    const auto dataset = rdf::parse_nquads(test::read_file(SuiteDocuments::folder() / text_of(fields(), "input")));
    ASSERT_TRUE(dataset) << dataset.error().detail;
    check([&] { return processor_.from_rdf(*dataset, options_); },
          [&](const json::Value& result) {
              const auto expected = read("expect");
              return Outcome{same(result, expected),
                             "expected " + json::pretty(expected) + "\ngot " + json::pretty(result)};
          });
}

// Plays the HTTP behaviour an entry describes, for its input; every other URL is a plain file.
class HttpDocuments : public SuiteDocuments {
  public:
    std::string input;
    json::Value option;

    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions& options) override {
        const std::string target = text_of(option, "redirectTo");
        const bool is_input = url == std::string(kBase) + input;
        if (is_input && !target.empty()) return SuiteDocuments::load(std::string(kBase) + target, options);
        auto document = SuiteDocuments::load(url, options);
        if (!document || !is_input) return document;
        if (const auto type = text_of(option, "contentType"); !type.empty()) document->content_type = type;
        if (const auto* links = json::find(option, "httpLink")) {
            if (links->is_string()) document->link_headers.emplace_back(json::view(*links));
            if (links->is_array())
                for (const auto& link : links->get_array()) document->link_headers.emplace_back(json::view(link));
        }
        return document;
    }
};

class RemoteDoc : public JsonLdSuite {};
TEST_P(RemoteDoc, Entry) {
    HttpDocuments documents;
    documents.input = text_of(fields(), "input");
    if (const auto* option = json::find(fields(), "option")) documents.option = *option;
    const jsonld::Processor processor(documents);
    const auto run = [&]() -> Result<json::Value> {
        const auto document = processor.load(std::string(SuiteDocuments::kBase) + documents.input, options_);
        if (!document) return document.error();
        options_.base = document->url;
        options_.context_url = document->context_url;
        return processor.expand(document->value, options_);
    };
    check(run, [&](const json::Value& result) {
        const auto expected = read("expect");
        return Outcome{same(result, expected), "expected " + json::pretty(expected) + "\ngot " + json::pretty(result)};
    });
}

std::string test_name(const testing::TestParamInfo<Entry>& info) {
    return info.param.id;
}

INSTANTIATE_TEST_SUITE_P(JsonLd, Expand, testing::ValuesIn(entries("expand")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, ToRdf, testing::ValuesIn(entries("toRdf")), test_name);
// Without suites there is nothing to run; main.cpp names that and exits with its own status.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Expand);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ToRdf);
INSTANTIATE_TEST_SUITE_P(JsonLd, ToRdfByNodeMap, testing::ValuesIn(entries("toRdf")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ToRdfByNodeMap);
INSTANTIATE_TEST_SUITE_P(JsonLd, Compact, testing::ValuesIn(entries("compact")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, Flatten, testing::ValuesIn(entries("flatten")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, FromRdf, testing::ValuesIn(entries("fromRdf")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Compact);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Flatten);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FromRdf);
INSTANTIATE_TEST_SUITE_P(JsonLd, RemoteDoc, testing::ValuesIn(entries("remote-doc")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RemoteDoc);

}  // namespace
}  // namespace blason
