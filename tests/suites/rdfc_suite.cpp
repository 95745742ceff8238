// W3C RDF Dataset Canonicalization: the manifest of the test suite, one test per entry, under its own id.
#include <gtest/gtest.h>

#include <ostream>

#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/support/suites.hpp"

namespace blason::rdf {
namespace {

struct Entry {
    std::string id;  ///< "test001c"
    std::string type;
    std::filesystem::path action;
    std::filesystem::path result;
    crypto::HashAlgorithm hash = crypto::HashAlgorithm::Sha256;
};

void PrintTo(const Entry& entry, std::ostream* out) {
    *out << entry.id;
}

std::filesystem::path folder() {
    return test::suites_root() / "rdf-canon" / "tests";
}

/// An absent or broken manifest gives no entries, which the test of the totals reports.
std::vector<Entry> entries() try {
    std::vector<Entry> all;
    if (!test::suites_present()) return all;
    const auto manifest = test::read_json(folder() / "manifest.jsonld");
    for (const auto& entry : manifest.at("entries").as_array()) {
        const auto hash = json::text_of(entry, "hashAlgorithm");
        all.push_back({json::text_of(entry, "id").substr(1), json::text_of(entry, "type"),
                       folder() / json::text_of(entry, "action"), folder() / json::text_of(entry, "result"),
                       hash == "SHA384" ? crypto::HashAlgorithm::Sha384 : crypto::HashAlgorithm::Sha256});
    }
    return all;
} catch (const std::exception&) {
    return {};
}

Result<Canonical> canonicalize_file(const Entry& entry) {
    const auto dataset = parse_nquads(test::read_file(entry.action));
    if (!dataset) return dataset.error();
    return canonicalize(*dataset, {.hash = entry.hash});
}

class Rdfc : public testing::TestWithParam<Entry> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Rdfc);

TEST_P(Rdfc, Entry) {
    const auto& entry = GetParam();
    const auto canonical = canonicalize_file(entry);
    if (entry.type == "rdfc:RDFC10NegativeEvalTest") {
        ASSERT_FALSE(canonical);
        EXPECT_EQ(canonical.error().code, "canonicalization-limit");
        return;
    }
    ASSERT_TRUE(canonical) << canonical.error().code << ": " << canonical.error().detail;
    if (entry.type == "rdfc:RDFC10EvalTest") {
        EXPECT_EQ(canonical->nquads, test::read_file(entry.result));
        return;
    }
    ASSERT_EQ(entry.type, "rdfc:RDFC10MapTest");
    std::map<std::string, std::string> expected;
    const auto map = test::read_json(entry.result);
    for (const auto& member : map.as_object()) {
        expected.emplace(std::string_view(member.key().data(), member.key().size()), json::view(member.value()));
    }
    EXPECT_EQ((std::map<std::string, std::string>(canonical->issued.begin(), canonical->issued.end())), expected);
}

TEST_P(Rdfc, NQuadsRoundTrip) {
    const auto dataset = parse_nquads(test::read_file(GetParam().action));
    ASSERT_TRUE(dataset) << dataset.error().detail;
    const auto again = parse_nquads(to_nquads(*dataset));
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->quads, dataset->quads);
}

INSTANTIATE_TEST_SUITE_P(Suite, Rdfc, testing::ValuesIn(entries()), [](const auto& one) { return one.param.id; });

TEST(RdfcSuite, Totals) {
    RecordProperty("cases", 0);  // counts the entries, is none
    std::map<std::string, std::size_t> count;
    for (const auto& entry : entries()) ++count[entry.type];
    EXPECT_EQ(count["rdfc:RDFC10EvalTest"], 64U);
    EXPECT_EQ(count["rdfc:RDFC10MapTest"], 21U);
    EXPECT_EQ(count["rdfc:RDFC10NegativeEvalTest"], 1U);
    EXPECT_EQ(count.size(), 3U);
}

}  // namespace
}  // namespace blason::rdf
