// Safe mode: every loss is an error "data-loss" that names its place in the input.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/support/jsonld_documents.hpp"

namespace blason::jsonld {
namespace {

json::Value parsed(std::string_view text) {
    auto value = json::parse(text);
    EXPECT_TRUE(value) << text;
    return value ? std::move(*value) : json::Value();
}

// A document around `members`, in a small vocabulary without @vocab.
json::Value document(const std::string& members) {
    return parsed(R"({"@context": {"@version": 1.1, "ex": "https://example.org/", "name": "ex:name",
        "knows": {"@id": "ex:knows", "@type": "@id"}, "kind": {"@id": "ex:kind", "@type": "@vocab"},
        "tagged": {"@id": "ex:tagged", "@container": "@language"},
        "byId": {"@id": "ex:byId", "@container": "@id"},
        "byType": {"@id": "ex:byType", "@container": "@type"},
        "list": {"@id": "ex:list", "@container": "@list"},
        "typed": {"@id": "ex:typed", "@type": "https://example.org/`bad`"},
        "byBad": {"@id": "ex:byBad", "@container": "@index", "@index": "bad"},
        "bad": {"@id": "https://example.org/<bad>"}, "Person": "ex:Person"}, )" +
                  members + "}");
}

struct Loss {
    const char* name;
    const char* members;
    const char* pointer;
};

class SafeMode : public testing::Test {
  protected:
    Result<rdf::Dataset> to_rdf(const json::Value& input, bool safe) {
        options_.safe = safe;
        return processor_.to_rdf(input, options_);
    }

    test::MapDocuments loader_;
    Processor processor_{loader_};
    Options options_;
};

TEST_F(SafeMode, NamesThePlaceOfEveryLoss) {
    const Loss losses[] = {
        {"undefined term", R"("name": "A", "unknown": 1)", "/unknown"},
        {"undefined term with a null value", R"("name": "A", "unknown": null)", "/unknown"},
        {"undefined term further in", R"("knows": [{"name": "B"}, {"nope": "x"}])", "/knows/1/nope"},
        {"a key with / and ~", R"("name": "A", "a/b~c": 1)", "/a~1b~0c"},
        {"keyword of the future", R"("name": "A", "@future": 1)", "/@future"},
        {"keyword of contexts", R"("name": "A", "@vocab": "x")", "/@vocab"},
        {"property of an index", R"("name": "A", "byBad": {"k": {"name": "B"}})", "/byBad/k"},
        {"the id of a value", R"("byId": {"ex:a": {"@value": "x"}})", "/byId/ex:a"},
        {"the type of a value", R"("byType": {"Person": {"@value": "x"}})", "/byType/Person"},
        {"relative @id", R"("@id": "relative", "name": "A")", "/@id"},
        {"reserved @id", R"("@id": "@reserved", "name": "A")", "/@id"},
        {"relative @type", R"("@type": "Unknown", "name": "A")", "/@type"},
        {"relative @type in an array", R"("@type": ["Person", "Unknown"], "name": "A")", "/@type/1"},
        {"reserved @type", R"("@type": ["@reserved"], "name": "A")", "/@type/0"},
        {"relative reference", R"("knows": "somebody")", "/knows"},
        {"relative reference in an array", R"("knows": ["ex:a", "somebody"])", "/knows/1"},
        {"relative @vocab reference", R"("kind": "Unknown")", "/kind"},
        {"ill-formed reference", R"("knows": "https://example.org/a<b>")", "/knows"},
        {"ill-formed property", R"("bad": "x")", "/bad"},
        {"blank node property", R"("_:p": "x")", "/_:p"},
        {"relative datatype", R"("name": {"@value": "x", "@type": "ex:a<b"})", "/name/@type"},
        {"ill-formed datatype of a term", R"("typed": ["x", 0])", "/typed/0"},
        {"ill-formed datatype of a term, single", R"("typed": 5.1)", "/typed"},
        {"ill-formed language", R"("name": {"@value": "x", "@language": "not a tag"})", "/name/@language"},
        {"ill-formed language in a map", R"("tagged": {"e n": "x"})", "/tagged/e n"},
        {"base direction", R"("name": {"@value": "x", "@direction": "ltr"})", "/name/@direction"},
        {"null @value", R"("name": {"@value": null})", "/name"},
        {"relative key of an id map", R"("byId": {"relative": {"name": "B"}})", "/byId/relative"},
        {"unknown key of a type map", R"("byType": {"Unknown": {"name": "B"}})", "/byType/Unknown"},
        {"object with only @language", R"("name": {"@language": "en"})", "/name"},
        {"free-floating value in @graph", R"("@graph": ["x"])", "/@graph/0"},
        {"free-floating value object in @graph", R"("@graph": [{"@value": "x"}])", "/@graph/0"},
        {"free-floating list in @graph", R"("@graph": [{"@list": ["x"]}])", "/@graph/0/@list"},
        {"empty object in @graph", R"("@graph": [{"name": "A"}, {}])", "/@graph/1"},
        {"object with only @id in @graph", R"("@graph": [{"@id": "ex:a"}])", "/@graph/0"},
        {"nothing but a context", R"("@id": "ex:a")", ""},
        {"loss in a reverse map", R"("@reverse": {"knows": {"nope": 1}})", "/@reverse/knows/nope"},
        {"loss in a list", R"("list": [{"nope": 1}])", "/list/0/nope"},
        {"loss in a set", R"("name": {"@set": [{"nope": 1}]})", "/name/@set/0/nope"},
        {"loss in @included", R"("name": "A", "@included": [{"nope": 1, "name": "B"}])", "/@included/0/nope"},
        {"loss in @nest", R"("@nest": {"nope": 1})", "/@nest/nope"},
    };
    for (const auto& loss : losses) {
        const auto input = document(loss.members);
        const auto refused = to_rdf(input, true);
        ASSERT_FALSE(refused) << loss.name;
        EXPECT_EQ(refused.error().code, "data-loss") << loss.name << ": " << refused.error().detail;
        EXPECT_EQ(refused.error().pointer, loss.pointer) << loss.name;
        EXPECT_FALSE(refused.error().detail.empty()) << loss.name;
        EXPECT_TRUE(to_rdf(input, false)) << loss.name << " is no error outside safe mode";
    }
}

// The kinds of loss that the other implementations of safe mode tell apart, by their names there.
TEST_F(SafeMode, KnowsEveryKindOfLoss) {
    const Loss losses[] = {
        {"empty object", R"("@graph": [{}])", "/@graph/0"},
        {"free-floating scalar", R"("@graph": [1])", "/@graph/0"},
        {"invalid @language value", R"("name": {"@value": "x", "@language": "a b"})", "/name/@language"},
        {"invalid property", R"("relative/property": 1)", "/relative~1property"},
        {"null @value value", R"("name": ["A", {"@value": null}])", "/name/1"},
        {"null @value value with a type", R"("name": {"@value": null, "@type": "ex:t"})", "/name"},
        {"object with only @id", R"("@graph": [{"@id": "ex:a"}])", "/@graph/0"},
        {"object with only @language", R"("name": [{"@language": "en"}])", "/name/0"},
        {"object with only @list", R"("@graph": {"@list": []})", "/@graph/@list"},
        {"object with only @value", R"("@graph": {"@value": 1})", "/@graph"},
        {"relative @id reference", R"("@id": "a/b", "name": "A")", "/@id"},
        {"relative @type reference", R"("@type": ["a/b"], "name": "A")", "/@type/0"},
        {"relative @vocab reference", R"("kind": ["a/b"])", "/kind/0"},
        {"reserved @id value", R"("@id": "@reserved", "name": "A")", "/@id"},
        {"reserved term", R"("@reserved": 1)", "/@reserved"},
        {"reserved term that was defined", R"("@context": {"@reserved": "ex:r"}, "@reserved": 1)", "/@reserved"},
        {"reserved @id value of a term", R"("@context": {"term": {"@id": "@reserved"}}, "term": 1)", "/term"},
        {"reserved @reverse value", R"("@context": {"back": {"@reverse": "@reserved"}}, "back": {"name": "A"})",
         "/back"},
        {"blank node predicate", R"("_:b": 1)", "/_:b"},
        {"relative graph reference", R"("@id": "a/b", "@graph": [{"name": "A"}])", "/@id"},
        {"relative object reference", R"("knows": {"@id": "a/b", "name": "A"})", "/knows/@id"},
        {"relative predicate reference", R"("@context": {"@vocab": "a/"}, "b": 1)", "/b"},
        {"relative subject reference", R"("@included": {"@id": "a/b", "name": "A"})", "/@included/@id"},
        {"rdfDirection not set", R"("name": {"@value": "x", "@direction": "rtl"})", "/name/@direction"},
    };
    for (const auto& loss : losses) {
        // Contexts of a loss go behind the vocabulary, in a node below.
        const auto input = document(R"("ex:x": [{)" + std::string(loss.members) + "}]");
        const auto refused = to_rdf(input, true);
        ASSERT_FALSE(refused) << loss.name;
        EXPECT_EQ(refused.error().code, "data-loss") << loss.name << ": " << refused.error().detail;
        EXPECT_EQ(refused.error().pointer, std::string("/ex:x/0") + loss.pointer) << loss.name;
    }
    // The remaining one, "null @id value", is an error of the standard in any mode (Expansion step 13.4.3.1).
    const auto null_id = to_rdf(document(R"("knows": {"@id": null})"), true);
    ASSERT_FALSE(null_id);
    EXPECT_EQ(null_id.error().code, "invalid @id value");
    EXPECT_EQ(null_id.error().pointer, "/knows/@id");
}

TEST_F(SafeMode, RefusesContextsThatLoseTheDefaultLanguageOrDirection) {
    const auto language = parsed(R"({"@context": {"@vocab": "ex:", "@language": "no tag"}, "name": "x"})");
    EXPECT_EQ(to_rdf(language, true).error().pointer, "/name");
    const auto direction = parsed(R"({"@context": {"@vocab": "ex:", "@direction": "rtl"}, "name": ["x"]})");
    EXPECT_EQ(to_rdf(direction, true).error().pointer, "/name/0");
    options_.rdf_direction = RdfDirection::I18nDatatype;
    EXPECT_TRUE(to_rdf(direction, true));
}

TEST_F(SafeMode, TakesWhatLosesNothing) {
    // null means "no value": a member with null, or a null in an array, says nothing that could be lost.
    for (const char* members : {R"("name": null)", R"("name": ["A", null])", R"("@type": "Person", "knows": ["ex:a"])",
                                R"("@id": "_:a", "name": 1)", R"("kind": "Person")", R"("list": [])",
                                R"("name": {"@value": "x", "@language": "de-CH-1996"})", R"("knows": {})"}) {
        const auto result = to_rdf(document(std::string(R"("ex:x": 1, )") + members), true);
        EXPECT_TRUE(result) << members << ": " << result.error().detail;
    }
}

TEST_F(SafeMode, ExpansionAloneMayKeepWhatRdfCannot) {
    options_.safe = true;
    EXPECT_TRUE(processor_.expand(document(R"("_:p": "x")"), options_));
    EXPECT_TRUE(processor_.expand(document(R"("name": {"@value": "x", "@direction": "ltr"})"), options_));
    EXPECT_FALSE(processor_.expand(document(R"("nope": "x")"), options_));
}

TEST_F(SafeMode, ABaseMakesReferencesAbsolute) {
    options_.base = "https://example.org/doc";
    EXPECT_TRUE(to_rdf(document(R"("@id": "relative", "knows": "somebody")"), true));
}

}  // namespace
}  // namespace blason::jsonld
