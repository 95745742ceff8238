// The processor as its callers use it: numbers, lists and graphs in RDF, round trips, remote documents.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/number_literal.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/jsonld/remote_document.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/support/jsonld_documents.hpp"

namespace blason::jsonld {
namespace {

json::Value parsed(std::string_view text) {
    auto value = json::parse(text);
    EXPECT_TRUE(value) << text;
    return value ? std::move(*value) : json::Value();
}

TEST(NumberLiteral, DoublesHaveTheCanonicalForm) {
    const std::pair<double, const char*> cases[] = {
        {9.9, "9.9E0"},
        {1.0, "1.0E0"},
        {1e21, "1.0E21"},
        {-1e21, "-1.0E21"},
        {0.1, "1.0E-1"},
        {5e-324, "4.940656458412465E-324"},
        {0.0, "0.0E0"},
        {1.7976931348623157e308, "1.797693134862316E308"},
        {123456.789, "1.23456789E5"},
        {-0.5, "-5.0E-1"},
        {1.0 / 3, "3.333333333333333E-1"},
    };
    for (const auto& [number, text] : cases) EXPECT_EQ(canonical_double(number), text);
}

TEST(NumberLiteral, IntegersAreWrittenOut) {
    EXPECT_EQ(integer_digits(100000000000000000000.0), "100000000000000000000");
    EXPECT_EQ(integer_digits(-0.0), "0");
    EXPECT_EQ(integer_digits(-12), "-12");
    EXPECT_EQ(integer_digits(9007199254740993.0), "9007199254740992");
}

class ProcessorTest : public testing::Test {
  protected:
    std::string nquads(std::string_view text) {
        const auto dataset = processor_.to_rdf(parsed(text), options_);
        EXPECT_TRUE(dataset) << dataset.error().detail;
        return dataset ? rdf::to_nquads(*dataset) : "";
    }

    test::MapDocuments loader_;
    Processor processor_{loader_};
    Options options_;
};

TEST_F(ProcessorTest, NumbersBecomeLiterals) {
    const std::string xsd = "^^<http://www.w3.org/2001/XMLSchema#";
    const auto object_of = [&](const std::string& value) {
        const std::string quad = nquads(R"({"@id": "ex:s", "ex:p": )" + value + "}");
        const std::string start = "<ex:s> <ex:p> ";
        return quad.starts_with(start) ? quad.substr(start.size(), quad.size() - start.size() - 3) : quad;
    };
    EXPECT_EQ(object_of("1"), "\"1\"" + xsd + "integer>");
    EXPECT_EQ(object_of("1.0"), "\"1\"" + xsd + "integer>");
    EXPECT_EQ(object_of("-0.0"), "\"0\"" + xsd + "integer>");
    EXPECT_EQ(object_of("9.9"), "\"9.9E0\"" + xsd + "double>");
    EXPECT_EQ(object_of("1e21"), "\"1.0E21\"" + xsd + "double>");
    EXPECT_EQ(object_of("18446744073709551615"), "\"18446744073709551616\"" + xsd + "integer>");
    EXPECT_EQ(object_of("true"), "\"true\"" + xsd + "boolean>");
    EXPECT_EQ(object_of(R"({"@value": 2, "@type": "http://www.w3.org/2001/XMLSchema#double"})"),
              "\"2.0E0\"" + xsd + "double>");
    EXPECT_EQ(object_of(R"({"@value": {"b": 1, "a": [2.50]}, "@type": "@json"})"),
              "\"{\\\"a\\\":[2.5],\\\"b\\\":1}\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>");
}

TEST_F(ProcessorTest, AWordThatLooksLikeAKeywordIsNoType) {
    const auto expanded =
        processor_.expand(parsed(R"({"@context": {"@vocab": "http://example.org/", "first": "@type", "second": "@type"},
                   "first": "Type", "second": "@typ"})"),
                          options_);
    ASSERT_TRUE(expanded) << expanded.error().detail;
    EXPECT_EQ(json::serialize(*expanded), R"([{"@type":["http://example.org/Type"]}])");
}

TEST_F(ProcessorTest, AFlattenedDocumentHasAGraphOfAnyNumberOfNodes) {
    const auto context = parsed(R"({"p": "ex:p"})");
    const auto flattened = [&](std::string_view text) {
        const auto result = processor_.flatten(parsed(text), &context, options_);
        EXPECT_TRUE(result) << text;
        return result ? json::serialize(*result) : "";
    };
    EXPECT_EQ(flattened(R"([])"), R"({"@context":{"p":"ex:p"},"@graph":[]})");
    EXPECT_EQ(flattened(R"({"ex:p": 1})"), R"({"@context":{"p":"ex:p"},"@graph":[{"@id":"_:b0","p":1}]})");
}

TEST_F(ProcessorTest, BlankNodesAreLabelledInOrderAndNeverCollide) {
    EXPECT_EQ(nquads(R"([{"@id": "_:b1", "ex:p": {"ex:q": 1}}, {"@id": "_:b0", "ex:p": {"@id": "_:b1"}}])"),
              "_:b1 <ex:q> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
              "_:b0 <ex:p> _:b1 .\n"
              "_:b2 <ex:p> _:b0 .\n");
}

TEST_F(ProcessorTest, NoReferenceIsMadeThatWouldNotComeBack) {
    options_.base = "https://example.org/folder/file";
    const auto compacted = [&](const char* id) {
        const auto result =
            processor_.compact(parsed(R"({"@id": ")" + std::string(id) + R"(", "ex:p": 1})"), {}, options_);
        return result ? std::string(json::view(result->at("@id"))) : result.error().code;
    };
    EXPECT_EQ(compacted("https://example.org/folder/a:b"), "./a:b");
    EXPECT_EQ(compacted("https://example.org/folder/a://b"), "https://example.org/folder/a://b");
}

TEST_F(ProcessorTest, ConflictingIndexesAreFoundWithoutANodeMap) {
    const auto result = processor_.to_rdf(
        parsed(R"([{"@id": "ex:a", "@index": "1", "ex:p": 1}, {"@id": "ex:a", "@index": "2", "ex:p": 2}])"), options_);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "conflicting indexes");
    EXPECT_TRUE(processor_.to_rdf(
        parsed(R"([{"@id": "ex:a", "@index": "1", "ex:p": 1}, {"@id": "ex:b", "@graph": {"@id": "ex:a", "@index": "2",
                "ex:p": 2}}])"),
        options_));
    // Graphs whose names are no IRIs are still different graphs, from each other and from the default graph.
    EXPECT_TRUE(processor_.to_rdf(parsed(R"([{"@id": "ex:a", "@index": "0", "ex:p": 1},
                {"@id": "no iri", "@graph": {"@id": "ex:a", "@index": "1", "ex:p": 1}},
                {"@id": "nor this", "@graph": {"@id": "ex:a", "@index": "2", "ex:p": 1}}])"),
                                  options_));
    EXPECT_EQ(processor_
                  .to_rdf(parsed(R"([{"@id": "no iri", "@graph": [{"@id": "ex:a", "@index": "1", "ex:p": 1},
                                                                  {"@id": "ex:a", "@index": "2", "ex:p": 1}]}])"),
                          options_)
                  .error()
                  .code,
              "conflicting indexes");
}

TEST_F(ProcessorTest, ErrorsAfterExpansionNameTheNodeOfTheInput) {
    const auto check = [](const auto& result, std::string_view code, std::string_view pointer) {
        ASSERT_FALSE(result) << code;
        EXPECT_EQ(result.error().code, code);
        EXPECT_EQ(result.error().pointer, pointer) << result.error().detail;
    };
    const char* documents[][2] = {
        {R"([{"@id": "ex:a", "@index": "1", "ex:p": 1}, {"@id": "ex:a", "@index": "2", "ex:p": 2}])", "/1"},
        {R"({"@id": "ex:a", "@index": "1", "ex:p": [1, {"@id": "ex:b"}, {"ex:q": {"@id": "ex:a", "@index": "2"}}]})",
         "/ex:p/2/ex:q"},
        {R"({"@context": {"m": {"@id": "ex:m", "@container": "@index"}, "n": "@nest"},
             "n": {"m": {"k/1": {"@id": "ex:a", "ex:p": {"ex:q": 1}}, "k2": {"@id": "ex:a", "ex:p": 1}}}})",
         "/n/m/k2"},
        {R"({"@context": {"m": {"@id": "ex:m", "@container": "@id"}},
             "m": {"ex:a": [{"@index": "1", "ex:p": 1}, {"@index": "2", "ex:p": 1}]}})",
         "/m/ex:a/1"},
        {R"({"@id": "ex:g", "@graph": [{"@id": "ex:a", "@index": "1", "ex:p": 1}, {"@id": "ex:b", "@reverse":
             {"ex:p": {"@id": "ex:a", "@index": "2", "ex:p": 1}}}]})",
         "/@graph/1/@reverse/ex:p"},
        {R"([{"@reverse": {}, "ex:p": {"@reverse": {"ex:q": {"@id": "ex:b", "@index": "1"}}}},
             {"@id": "ex:a", "@index": "1", "ex:p": 1}, {"ex:p": {"@id": "ex:a", "@index": "2", "ex:p": 1}}])",
         "/2/ex:p"},
    };
    for (const auto& [document, pointer] : documents) {
        check(processor_.to_rdf(parsed(document), options_), "conflicting indexes", pointer);
        check(processor_.flatten(parsed(document), nullptr, options_), "conflicting indexes", pointer);
    }
    const auto prefixed = parsed(R"({"@context": {"tag": {"@id": "ex:t/", "@prefix": true}}})");
    check(processor_.compact(parsed(R"({"ex:p": [{"@id": "ex:a", "ex:q": 1}, {"ex:q": {"@id": "tag:a", "ex:q": 1}}]})"),
                             prefixed, options_),
          "IRI confused with prefix", "/ex:p/1/ex:q");
    const auto list = parsed(R"({"@context": {"list": {"@id": "ex:l", "@container": "@list"}}})");
    check(processor_.compact(parsed(R"({"ex:p": [1, {"ex:l": [{"@list": [1]}, {"@list": [2]}]}]})"), list, options_),
          "compaction to list of lists", "/ex:p/1");
    const auto nest = parsed(R"({"@context": {"x": {"@id": "ex:x", "@nest": "n"}, "n": "@nest", "y": "ex:y"}})");
    EXPECT_TRUE(processor_.compact(parsed(R"({"ex:p": {"ex:x": 1}})"), nest, options_));
    options_.limits.max_quads = 3;
    check(processor_.to_rdf(parsed(R"({"ex:a": [1, {"ex:b": 2}, {"ex:b": 3}]})"), options_), "jsonld-quad-limit",
          "/ex:a/2");
    EXPECT_EQ(processor_.to_rdf(parsed(R"({"ex:a": [1, 2, 3, 4]})"), options_).error().kind, ErrorKind::TooLarge);
}

TEST_F(ProcessorTest, ListsThatHoldEachOtherStayAsTheyAre) {
    // Two collections, each an item of the other: no list could say that.
    const std::string rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    const std::string text = "_:a <" + rdf + "first> _:b .\n_:a <" + rdf + "rest> <" + rdf + "nil> .\n" +  //
                             "_:b <" + rdf + "first> _:a .\n_:b <" + rdf + "rest> <" + rdf + "nil> .\n";
    const auto dataset = rdf::parse_nquads(text);
    ASSERT_TRUE(dataset);
    const auto document = processor_.from_rdf(*dataset, options_);
    ASSERT_TRUE(document);
    const auto again = processor_.to_rdf(*document, options_);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->quads.size(), 4U);
}

TEST_F(ProcessorTest, CompoundLiteralsThatReferToEachOtherAreNoTrap) {
    // In section 8.4.2 they are taken out of the graph, and with them what they say further.
    const std::string rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    const auto literal = [&](const std::string& name, const std::string& more) {
        return name + " <" + rdf + "direction> \"ltr\" .\n" + name + " <" + rdf + "value> \"x\" .\n" + name +
               " <ex:p> " + more + " .\n";
    };
    options_.rdf_direction = jsonld::RdfDirection::CompoundLiteral;
    for (const std::string& text :
         {literal("_:a", "_:a"), literal("_:a", "_:b") + literal("_:b", "_:a"),
          "<ex:s> <ex:p> _:a .\n" + literal("_:a", "_:b") + literal("_:b", "\"y\""),
          "<ex:s> <ex:p> _:a .\n" + literal("_:a", "<" + rdf + "nil>"),
          literal("_:a", "_:l") + "_:l <" + rdf + "first> \"1\" .\n_:l <" + rdf + "rest> <" + rdf + "nil> .\n"}) {
        const auto dataset = rdf::parse_nquads(text);
        ASSERT_TRUE(dataset) << text;
        EXPECT_TRUE(processor_.from_rdf(*dataset, options_)) << text;
    }
}

TEST_F(ProcessorTest, ListsInListsHaveALimit) {
    const std::string rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    const auto depth = [&](std::size_t lists) {
        std::string text = "<ex:s> <ex:p> _:l0 .\n";
        for (std::size_t i = 0; i < lists; ++i) {
            const auto name = "_:l" + std::to_string(i);
            const auto item = i + 1 == lists ? "\"end\"" : "_:l" + std::to_string(i + 1);
            text += name + " <" + rdf + "first> " + item + " .\n" + name + " <" + rdf + "rest> <" + rdf + "nil> .\n";
        }
        return processor_.from_rdf(*rdf::parse_nquads(text), options_);
    };
    const auto most = options_.limits.max_depth + 1;
    EXPECT_TRUE(depth(most));
    const auto deeper = depth(most + 1);
    ASSERT_FALSE(deeper);
    EXPECT_EQ(deeper.error().code, "jsonld-depth-limit");
    EXPECT_EQ(deeper.error().kind, ErrorKind::TooLarge);
    EXPECT_FALSE(depth(40'000));
}

TEST_F(ProcessorTest, DeepListsComeBack) {
    std::string nested = "1";
    for (int i = 0; i < 40; ++i) nested = R"({"@list": [)" + nested + "]}";
    options_.limits.max_depth = 200;
    const auto dataset =
        processor_.to_rdf(*json::parse(R"({"@id": "ex:s", "ex:p": )" + nested + "}", {}, {1U << 20U, 200}), options_);
    ASSERT_TRUE(dataset) << dataset.error().detail;
    const auto document = processor_.from_rdf(*dataset, options_);
    ASSERT_TRUE(document);
    const auto again = processor_.to_rdf(*document, options_);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->quads.size(), dataset->quads.size());
    EXPECT_EQ(json::serialize(*document).find("first"), std::string::npos);
}

TEST_F(ProcessorTest, CompactGivesBackWhatWasExpanded) {
    const auto input = parsed(R"({"@context": {"@version": 1.1, "@vocab": "https://example.org/#", "id": "@id",
        "type": "@type", "T": {"@id": "T", "@context": {"own": "https://example.org/own"}},
        "tags": {"@container": "@set"}, "en": {"@language": "en"}, "near": {"@type": "@id"}},
        "id": "urn:a", "type": "T", "own": 1, "tags": ["x"], "en": "hello", "near": {"id": "urn:b", "name": "B"}})");
    const auto result = processor_.compact(input, *json::find(input, "@context"), options_);
    ASSERT_TRUE(result) << result.error().detail;
    EXPECT_EQ(*result, input) << json::serialize(*result);
}

TEST(LinkHeader, IsReadByItsGrammar) {
    const auto links = parse_link_header(
        R"(<a,b;c>; rel="next"; title="x, \"y\"; z", <d> ; REL=alternate;type="application/LD+json; q=1" , <e>;rel="p q")");
    ASSERT_EQ(links.size(), 3U);
    EXPECT_EQ(links[0].target, "a,b;c");
    EXPECT_EQ(links[0].relation, "next");
    EXPECT_EQ(links[1].relation, "alternate");
    EXPECT_EQ(links[1].type, "application/ld+json");
    EXPECT_EQ(links[2].relation, "p q");
    for (const char* broken : {"", "a", "<a", "<a>;", "<a>;rel", "<a>;rel=\"", "<a>,,", "<>", ";", "<a>;rel=\"\\"})
        parse_link_header(broken);  // ends
}

/// Pages /1, /2, ... that name the next as their alternate, until one is JSON-LD.
class Alternates : public DocumentLoader {
  public:
    explicit Alternates(int pages) : pages_(pages) {}
    Result<RemoteDocument> load(std::string_view url, const LoadOptions&) override {
        const int number = std::stoi(std::string(url.substr(url.rfind('/') + 1)));
        if (number > pages_) return RemoteDocument{std::string(url), "application/ld+json", {}, "{}"};
        const std::string next = "<" + std::to_string(number + 1) + R"(>; rel="alternate"; type="application/ld+json")";
        return RemoteDocument{std::string(url), "text/plain", {next}, "no JSON"};
    }

  private:
    int pages_;
};

TEST(Load, FollowsFiveAlternatesAndNoSixth) {
    Alternates five(5);
    Alternates six(6);
    EXPECT_TRUE(Processor(five).load("https://example.org/1", {}));
    const auto refused = Processor(six).load("https://example.org/1", {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "loading document failed");
}

TEST_F(ProcessorTest, DocumentsThatAreNoJsonAreRefused) {
    class Html : public DocumentLoader {
        Result<RemoteDocument> load(std::string_view url, const LoadOptions&) override {
            return RemoteDocument{std::string(url), "text/html; charset=utf-8", {}, "{}"};
        }
    } loader;
    const Processor processor(loader);
    EXPECT_EQ(processor.load("https://example.org/", {}).error().code, "loading document failed");
    const auto result = processor.expand(parsed(R"({"@context": "https://example.org/"})"), {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "loading remote context failed");
    EXPECT_EQ(result.error().pointer, "/@context");
}

}  // namespace
}  // namespace blason::jsonld
