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
