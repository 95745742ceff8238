// The JSON-LD 1.1 API suite (requirements of its README): one gtest per manifest entry, named by the suite's own id.
#include "tests/suites/jsonld_suite.hpp"

#include <map>
#include <regex>
#include <sstream>

namespace blason::jsonld_suite {
namespace {

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

class Expand : public JsonLdSuite {};
TEST_P(Expand, Entry) {
    check([&] { return processor_.expand(read("input"), options_); },
          [&](const json::Value& result) { return compare_expanded(result); });
}

class ToRdf : public JsonLdSuite {};
TEST_P(ToRdf, Entry) {
    check([&] { return processor_.to_rdf(read("input"), options_); },
          [&](const rdf::Dataset& result) {
              if (!options_.produce_generalized_rdf) return compare_dataset(result);
              // N-Quads cannot hold blank node predicates: compared as the text itself.
              const auto text = test::read_file(SuiteDocuments::folder() / json::text_of(fields(), "expect"));
              return Outcome{relabelled(rdf::to_nquads(result)) == relabelled(text),
                             "expected\n" + text + "got\n" + rdf::to_nquads(result)};
          });
}

// to_rdf writes quads straight from the expanded document, where the standard goes through a node map. Flattening is
// that node map: both ways must give the same dataset.
class ToRdfByNodeMap : public JsonLdSuite {};
TEST_P(ToRdfByNodeMap, Entry) {
    // Errors are checked by ToRdf. te122 has an @id that expands to null: RDF leaves such a node out, a flattened
    // document has to name it.
    if (!json::text_of(fields(), "expectErrorCode").empty() || GetParam().id == "te122") {
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

// Safe mode has a short way from documents to quads (engine/jsonld/direct_to_rdf.hpp); `ordered` never goes it.
class ToRdfDirectly : public JsonLdSuite {};
TEST_P(ToRdfDirectly, Entry) {
    set_options();
    options_.safe = true;
    const auto direct = processor_.to_rdf(read("input"), options_);
    options_.ordered = true;
    const auto expanded = processor_.to_rdf(read("input"), options_);
    ASSERT_EQ(direct.has_value(), expanded.has_value());
    if (direct && !options_.produce_generalized_rdf) {
        EXPECT_EQ(canonical(*direct), canonical(*expanded));
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
              return compare_expanded(result);
          });
}

class FromRdf : public JsonLdSuite {};
TEST_P(FromRdf, Entry) {
    const auto dataset =
        rdf::parse_nquads(test::read_file(SuiteDocuments::folder() / json::text_of(fields(), "input")));
    ASSERT_TRUE(dataset) << dataset.error().detail;
    check([&] { return processor_.from_rdf(*dataset, options_); },
          [&](const json::Value& result) { return compare_expanded(result); });
}

INSTANTIATE_TEST_SUITE_P(JsonLd, Expand, testing::ValuesIn(entries("expand")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, ToRdf, testing::ValuesIn(entries("toRdf")), test_name);
// Without suites there is nothing to run; main.cpp names that and exits with its own status.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Expand);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ToRdfDirectly);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ToRdf);
INSTANTIATE_TEST_SUITE_P(JsonLd, ToRdfDirectly, testing::ValuesIn(entries("toRdf")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, ToRdfByNodeMap, testing::ValuesIn(entries("toRdf")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ToRdfByNodeMap);
INSTANTIATE_TEST_SUITE_P(JsonLd, Compact, testing::ValuesIn(entries("compact")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, Flatten, testing::ValuesIn(entries("flatten")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, FromRdf, testing::ValuesIn(entries("fromRdf")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Compact);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Flatten);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FromRdf);

}  // namespace
}  // namespace blason::jsonld_suite
