// What the comparison with other implementations (tests/differential) has found.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/support/jsonld_documents.hpp"

namespace blason::jsonld {
namespace {

class Differential : public testing::Test {
  protected:
    Result<rdf::Dataset> to_rdf(std::string_view text) { return processor_.to_rdf(*json::parse(text), options_); }

    std::string expanded(std::string_view text) {
        options_.ordered = true;
        const auto result = processor_.expand(*json::parse(text), options_);
        return result ? json::serialize(*result) : result.error().code;
    }

    std::string compacted(std::string_view text, std::string_view context) {
        options_.ordered = true;
        const auto result = processor_.compact(*json::parse(text), *json::parse(context), options_);
        if (!result) return result.error().code;
        json::Object body;
        for (const auto& entry : result->as_object())
            if (entry.key() != "@context") body.insert(entry);
        return json::serialize(body);
    }

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

// Context Processing (section 4.1.2), step 2: a local context that is an object is asked for @propagate, an array is
// not.
TEST_F(Differential, PropagateInArrayOfContextsMeansNothing) {
    const auto document = [](const std::string& context) {
        return R"({"urn:a": {"@context": )" + context + R"(, "t": 1, "urn:b": {"t": 2}}})";
    };
    const std::string context = R"({"@propagate": false, "t": "urn:t"})";
    EXPECT_EQ(expanded(document(context)), R"([{"urn:a":[{"urn:t":[{"@value":1}],"urn:b":[{}]}]}])");
    EXPECT_EQ(expanded(document("[" + context + "]")),
              R"([{"urn:a":[{"urn:t":[{"@value":1}],"urn:b":[{"urn:t":[{"@value":2}]}]}]}])");
    EXPECT_EQ(expanded(document(R"([{"@propagate": "no"}])")), "invalid @propagate value");
}

// A context loaded by its URL is an object of its own, in an array as well (step 5.2.6).
TEST_F(Differential, PropagateOfRemoteContextCounts) {
    documents_.documents["https://example.org/c"] = R"({"@context": {"@propagate": false, "t": "urn:t"}})";
    EXPECT_EQ(expanded(R"({"urn:a": {"@context": ["https://example.org/c"], "t": 1, "urn:b": {"t": 2}}})"),
              R"([{"urn:a":[{"urn:t":[{"@value":1}],"urn:b":[{}]}]}])");
}

// Type-scoped contexts do not propagate unless they say so; in an array they cannot say so.
TEST_F(Differential, PropagateOfScopedContexts) {
    const auto document = [](const std::string& context) {
        return R"({"@context": {"T": {"@id": "urn:T", "@context": )" + context +
               R"(}}, "@type": "T", "urn:b": {"t": 2}})";
    };
    const std::string context = R"({"@propagate": true, "t": "urn:t"})";
    EXPECT_EQ(expanded(document(context)), R"([{"@type":["urn:T"],"urn:b":[{"urn:t":[{"@value":2}]}]}])");
    EXPECT_EQ(expanded(document("[" + context + "]")), R"([{"@type":["urn:T"],"urn:b":[{}]}])");
}

// Expansion (section 5.1.2), steps 16 and 17: an array as @type is left to the check of set and list objects.
TEST_F(Differential, SetAndListObjectsHaveNoTypes) {
    for (const auto* keyword : {"@set", "@list"})
        EXPECT_EQ(expanded(R"({"urn:p": {"@type": ["urn:T"], ")" + std::string(keyword) + R"(": []}})"),
                  "invalid set or list object");
}

TEST_F(Differential, SafeModeRefusesKeywordAsTypeOfNode) {
    options_.safe = true;
    for (const auto* type : {R"("@json")", R"(["urn:T", "@none"])"}) {
        const auto dataset = to_rdf(R"({"urn:p": {"@type": )" + std::string(type) + R"(, "urn:q": 1}})");
        ASSERT_FALSE(dataset) << type;
        EXPECT_EQ(dataset.error().code, "data-loss");
        EXPECT_EQ(dataset.error().pointer, "/urn:p/@type");
    }
    EXPECT_TRUE(to_rdf(R"({"urn:p": {"@type": "@json", "@value": {}}})"));
}

// Node Map Generation (section 7.2.2), step 6.8: only the same node has conflicting indexes.
TEST_F(Differential, RelativeReferencesAreDifferentNodes) {
    const auto document = [](const std::string& second) {
        return R"({"@context": {"i": {"@id": "urn:i", "@container": "@index"}}, "@id": "urn:s",
                   "i": {"x": {"@id": "a"}, "y": {"@id": ")" +
               second + R"("}}})";
    };
    EXPECT_TRUE(to_rdf(document("b")));
    EXPECT_EQ(to_rdf(document("a")).error().code, "conflicting indexes");
}

// Compaction step 12.8.10 by its letter would make a single value, or nothing, of an array that is one JSON literal.
TEST_F(Differential, JsonLiteralThatIsAnArrayIsCompactedWhole) {
    const auto* context = R"({"p": {"@id": "urn:p", "@type": "@json"}})";
    for (const std::string array : {"[]", "[1]", "[[]]", "[[1]]", "[1,2]"}) {
        const auto expanded = R"([{"urn:p": [{"@type": "@json", "@value": )" + array + "}]}]";
        EXPECT_EQ(compacted(expanded, context), R"({"p":)" + array + "}");
    }
}

// Value Compaction, step 10: the language of the value and that of the term must be the same.
TEST_F(Differential, EmptyLanguageIsNotNoLanguage) {
    EXPECT_EQ(compacted(R"([{"urn:p": [{"@value": "x", "@language": ""}]}])", "{}"),
              R"({"urn:p":{"@language":"","@value":"x"}})");
}

// IRI Compaction, step 10: a base whose path has dot segments has folders all the same.
TEST_F(Differential, RelativeToBaseWithDotSegments) {
    options_.base = "https://example.org/x/y/../z/";
    EXPECT_EQ(compacted(R"([{"@id": "https://example.org/x/z/a", "urn:p": []}])", "{}"), R"({"@id":"a","urn:p":[]})");
}

// Compaction step 12.2.4 by its letter would make an array of the one datatype, which Expansion step 14.5 refuses.
TEST_F(Differential, DatatypeOfValueIsNeverAnArray) {
    const auto* expanded = R"([{"urn:p": [{"@type": "urn:t", "@value": "x"}], "urn:q": [{"@type": ["urn:c"]}]}])";
    EXPECT_EQ(compacted(expanded, R"({"@type": {"@container": "@set"}})"),
              R"({"urn:p":{"@type":"urn:t","@value":"x"},"urn:q":{"@type":["urn:c"]}})");
    options_.compact_arrays = false;
    EXPECT_EQ(compacted(expanded, "{}"),
              R"({"@graph":[{"urn:p":[{"@type":"urn:t","@value":"x"}],"urn:q":[{"@type":["urn:c"]}]}]})");
}

// Compaction step 12.8.7: beside each other in the map, @list and @index would be two keys of it.
TEST_F(Differential, ListWithIndexGoesIntoTheMapOfIndexes) {
    const auto* context = R"({"p": {"@id": "urn:p", "@container": "@index"}})";
    const auto* expanded_text = R"([{"urn:p":[{"@list":[{"@value":"x"}],"@index":"i"}]}])";
    const auto text = compacted(expanded_text, context);
    EXPECT_EQ(text, R"({"p":{"i":{"@list":["x"]}}})");
    EXPECT_EQ(expanded(R"({"@context": )" + std::string(context) + "," + text.substr(1)), expanded_text);
    EXPECT_EQ(compacted(R"([{"urn:p":[{"@list":[]}]}])", context), R"({"p":{"@none":{"@list":[]}}})");
}

// Node Map Generation, step 3: the blank nodes of @type get their labels before the node itself.
TEST_F(Differential, BlankNodeTypesAreLabelledFirst) {
    const auto flat = processor_.flatten(*json::parse(R"({"@type": "_:t"})"), nullptr, options_);
    ASSERT_TRUE(flat);
    EXPECT_EQ(json::serialize(*flat), R"([{"@id":"_:b1","@type":["_:b0"]}])");
}

// Node Map Generation, step 6.8: an index is one for each node of each graph, whatever the graph is called.
TEST_F(Differential, GraphsWithoutIriHaveTheirOwnIndexes) {
    const auto graph = [](std::string_view name, std::string_view index) {
        return R"({"@id": ")" + std::string(name) + R"(", "@graph": [{"@id": "urn:n", "@index": ")" +
               std::string(index) + R"(", "urn:p": 1}]})";
    };
    EXPECT_TRUE(to_rdf("[" + graph("urn:x y", "1") + "," + graph("urn:y z", "2") + "]"));
    EXPECT_TRUE(to_rdf("[" + graph("urn:x y", "1") + R"(, {"@id": "urn:n", "@index": "2"}])"));
    const auto same = to_rdf("[" + graph("urn:x y", "1") + "," + graph("urn:x y", "2") + "]");
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error().code, "conflicting indexes");
}

// Compaction (section 6.1.2), step 12.8.8.4: under a map of indexes a graph object is one of its values, as everything
// else there is (step 12.8.9): beside others, or read again (Expansion step 13.8), it would be lost.
TEST_F(Differential, GraphsGoIntoMapsOfIndexes) {
    const auto round_trip = [&](std::string_view document, std::string_view context, std::string_view expected) {
        auto compact = compacted(document, context);
        EXPECT_EQ(compact, expected);
        const auto again = compact.insert(1, std::string(context.substr(1, context.size() - 2)) + ",");
        EXPECT_EQ(expanded(again), expanded(document));
    };
    const auto* plain = R"({"@context":{"p":{"@id":"urn:p","@container":"@index"}}})";
    round_trip(R"({"urn:p":[{"@id":"urn:n"},{"@graph":[{"urn:q":2}]},{"@index":"a","@graph":[{"urn:q":1}]}]})", plain,
               R"({"p":{"@none":[{"@id":"urn:n"},{"@graph":{"urn:q":2}}],"a":{"@graph":{"urn:q":1}}}})");
    round_trip(R"({"urn:p":[{"@id":"urn:g","@index":"a","@graph":[{"urn:q":1}]}]})", plain,
               R"({"p":{"a":{"@graph":{"urn:q":1},"@id":"urn:g"}}})");
    const auto* valued = R"({"@context":{"p":{"@id":"urn:p","@container":"@index","@index":"urn:i"}}})";
    round_trip(R"({"urn:p":[{"@index":"a","@graph":[{"urn:q":1}]}]})", valued,
               R"({"p":{"@none":{"@graph":{"urn:q":1},"@index":"a"}}})");
    round_trip(R"({"urn:p":[{"@index":"a","@list":[1]}]})", valued, R"({"p":{"@none":{"@list":[1],"@index":"a"}}})");
}

// Expansion (section 5.1.2), step 17: whatever form the type has. Its items would have been lost in RDF, safe mode or
// not.
TEST_F(Differential, SetsAndListsHaveNoType) {
    for (const char* entry : {R"("@set":["a"])", R"("@list":["a"])"})
        for (const char* type : {R"("urn:T")", R"(["urn:T"])"})
            EXPECT_EQ(expanded(R"({"urn:p":{)" + std::string(entry) + R"(,"@type":)" + type + "}}"),
                      "invalid set or list object");
}

}  // namespace
}  // namespace blason::jsonld
