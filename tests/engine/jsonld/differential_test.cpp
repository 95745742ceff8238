// What the comparison with other implementations (tests/differential) has found.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/support/jsonld_documents.hpp"

namespace blason::jsonld {
namespace {

class Differential : public testing::Test {
  protected:
    Result<rdf::Dataset> to_rdf(std::string_view text) { return processor_.to_rdf(*json::parse(text), options_); }

    test::MapDocuments documents_;
    Processor processor_{documents_};
    Options options_;
};

// Serialize JSON-LD as RDF (section 8.1.2), steps 1.3.2.3 and 1.3.2.4: such a property is left out with its lists.
TEST_F(Differential, ListUnderPropertyWithoutTriplesMakesNoTriples) {
    for (const auto* property : {"_:property", "https://example.org/sp ace"}) {
        const auto dataset = to_rdf(R"({"@id": "urn:s", ")" + std::string(property) + R"(": {"@list": ["a", "b"]}})");
        ASSERT_TRUE(dataset);
        EXPECT_EQ(rdf::to_nquads(*dataset), "");
    }
}

TEST_F(Differential, NodesInSuchListKeepTheirOwnTriples) {
    const auto dataset = to_rdf(R"({"_:property": {"@list": [{"@id": "urn:o", "urn:p": {"@list": []}}]}})");
    ASSERT_TRUE(dataset);
    EXPECT_EQ(rdf::to_nquads(*dataset), "<urn:o> <urn:p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .\n");
}

// Node Map Generation (section 7.2.2): a value is no node, its datatype no class.
TEST_F(Differential, TypedValueInGraphContainerMakesNoTriples) {
    const auto dataset = to_rdf(
        R"({"@context": {"p": {"@id": "urn:p", "@container": "@graph"}}, "@id": "urn:s", "p": {"@value": 1, "@type": "urn:t"}})");
    ASSERT_TRUE(dataset);
    EXPECT_EQ(rdf::to_nquads(*dataset), "<urn:s> <urn:p> _:b0 .\n");
}

// A graph object of these has no triples, so RDF says nothing of them.
TEST_F(Differential, SafeModeRefusesGraphContainersThatLoseTheirValue) {
    options_.safe = true;
    for (const auto* value : {R"({"@id": "urn:o"})", "{}", R"("text")", R"({"@list": []})"}) {
        for (const auto* container : {R"("@graph")", R"(["@graph", "@index"])"}) {
            const bool indexed = container[0] == '[';
            const auto dataset =
                to_rdf(R"({"@context": {"p": {"@id": "urn:p", "@container": )" + std::string(container) +
                       R"(}}, "p": )" + (indexed ? R"({"i": )" : "") + value + (indexed ? "}" : "") + "}");
            ASSERT_FALSE(dataset) << value << container;
            EXPECT_EQ(dataset.error().code, "data-loss");
        }
    }
}

}  // namespace
}  // namespace blason::jsonld
