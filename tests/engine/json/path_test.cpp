// JSONPath: the tables of Presentation Exchange and RFC 9535, refusals, limits.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/path/query.hpp"
#include "engine/json/serialize.hpp"

namespace blason::json::path {
namespace {

Value parsed(std::string_view text) {
    auto value = json::parse(text);
    if (!value) throw std::runtime_error(value.error().detail);
    return std::move(*value);
}

/// The values found, as one JSON array; or the code of the error.
std::string found(std::string_view query, const Value& document) {
    const auto read = Query::parse(query);
    if (!read) return read.error().code;
    Work work;
    const auto matches = all(*read, document, work);
    if (!matches) return matches.error().code;
    Array values;
    for (const Match& one : *matches) values.push_back(*one.value);
    return json::serialize(Value(values));
}

std::string pointers(std::string_view query, const Value& document) {
    const auto read = Query::parse(query);
    if (!read) return read.error().code;
    Work work;
    const auto matches = all(*read, document, work);
    std::string out;
    for (const Match& one : *matches) out += one.pointer + " ";
    return out;
}

/// The document of the standard's own examples (Goessner's), with invented books.
const Value& store() {
    static const Value document = parsed(R"({"store": {
        "book": [{"category": "reference", "author": "A", "title": "One", "price": 8.95},
                 {"category": "fiction", "author": "B", "title": "Two", "price": 12.99},
                 {"category": "fiction", "author": "C", "title": "Three", "isbn": "0-1", "price": 8.99},
                 {"category": "fiction", "author": "D", "title": "Four", "isbn": "0-2", "price": 22.99}],
        "bicycle": {"color": "red", "price": 19.95}}})");
    return document;
}

TEST(JsonPathQuery, ExamplesOfPresentationExchange) {
    const std::pair<const char*, const char*> cases[] = {
        {"$.store.book[*].author", R"(["A","B","C","D"])"},
        {"$..author", R"(["A","B","C","D"])"},
        {"$.store..price", "[8.95,12.99,8.99,22.99,19.95]"},
        {"$..book[2].title", R"(["Three"])"},
        {"$..book[(@.length-1)].title", R"(["Four"])"},
        {"$..book[-1:].title", R"(["Four"])"},
        {"$..book[0,1].title", R"(["One","Two"])"},
        {"$..book[:2].title", R"(["One","Two"])"},
        {"$..book[?(@.isbn)].title", R"(["Three","Four"])"},
        {"$..book[?(@.price<10)].title", R"(["One","Three"])"},
        {"$..book[?(@.price==8.95)].title", R"(["One"])"},
        {R"($..book[?(@.price<30 && @.category=="fiction")].title)", R"(["Two","Three","Four"])"},
        {"$.store.bicycle['color','price']", R"(["red",19.95])"},
    };
    for (const auto& [query, expected] : cases) EXPECT_EQ(found(query, store()), expected) << query;
    EXPECT_EQ(pointers("$.store.*", store()), "/store/book /store/bicycle ");
    EXPECT_EQ(found("$..*", store()).find("[{\"book\""), 0U);
    Work work;
    EXPECT_EQ(all(*Query::parse("$..*"), store(), work)->size(), 27U);
    EXPECT_EQ(pointers("$", store()), " ");
}

TEST(JsonPathQuery, SlicesAndIndices) {
    const Value list = parsed(R"(["a","b","c","d","e","f","g"])");
    const std::pair<const char*, const char*> cases[] = {
        // RFC 9535, table 9.
        {"$[1:3]", R"(["b","c"])"},
        {"$[5:]", R"(["f","g"])"},
        {"$[1:5:2]", R"(["b","d"])"},
        {"$[5:1:-2]", R"(["f","d"])"},
        {"$[::-1]", R"(["g","f","e","d","c","b","a"])"},
        {"$[0:3:0]", "[]"},
        {"$[-2]", R"(["f"])"},
        {"$[7]", "[]"},
        {"$[-8]", "[]"},
        {"$[ 0 , 0 ]", R"(["a","a"])"},
        {"$[-100:100:3]", R"(["a","d","g"])"},
        {"$[9007199254740991:-9007199254740991:-9007199254740991]", R"(["g"])"},
        {"$['0']", "[]"},
    };
    for (const auto& [query, expected] : cases) EXPECT_EQ(found(query, list), expected) << query;
}

TEST(JsonPathQuery, Names) {
    const Value document = parsed(
        R"({"@context": 1, "a b": 2, "it's": 3, "\u263a": 4, "x-y": {"z~w": 5}, "a/b~c": 6, "": 7, "\ud83d\ude00": 8})");
    const std::pair<const char*, const char*> cases[] = {
        {"$.@context", "[1]"},          {"$['a b']", "[2]"},       {"$['it\\'s']", "[3]"}, {"$[\"it's\"]", "[3]"},
        {"$.\xE2\x98\xBA", "[4]"},      {"$['\\u263A']", "[4]"},   {"$.x-y.z~w", "[5]"},   {"$[\"\"]", "[7]"},
        {"$['\\uD83D\\uDE00']", "[8]"}, {"$ ['x-y'] .z~w", "[5]"}, {"$..z~w", "[5]"},
    };
    for (const auto& [query, expected] : cases) EXPECT_EQ(found(query, document), expected) << query;
    EXPECT_EQ(pointers("$['a/b~c']", document), "/a~1b~0c ");
}

TEST(JsonPathQuery, Filters) {
    const Value document =
        parsed(R"({"a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}, null, false],
        "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}}, "e": "f", "same": [[1, {"x": 1.0}], [1, {"x": 1}], [2]]})");
    const std::pair<const char*, const char*> cases[] = {
        // RFC 9535, table 12.
        {"$.a[?@.b == 'kilo']", R"([{"b":"kilo"}])"},
        {"$.a[?(@.b == 'kilo')]", R"([{"b":"kilo"}])"},
        {"$.a[?@>3.5]", "[5,4,6]"},
        {"$.a[?@.b]", R"([{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"}])"},
        {"$[?@.*].p", "[1]"},
        {"$.a[?@<2 || @.b == \"k\"]", R"([1,{"b":"k"}])"},
        {"$.o[?@>1 && @<4]", "[2,3]"},
        {"$.o[?@.u || @.x]", R"([{"u":6}])"},
        {"$.a[?@.b == $.x]", "[3,5,1,2,4,6,null,false]"},
        {"$.a[?@ == @]", R"([3,5,1,2,4,6,{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"},null,false])"},
        {"$.same[?@ == $.same[0]]", R"([[1,{"x":1}],[1,{"x":1}]])"},
        {"$.a[?!@.b && @ != null]", "[3,5,1,2,4,6,false]"},
        {"$.a[?!(@.b || @ > 1)]", "[1,null,false]"},
        {"$.a[?@ == null]", "[null]"},
        {"$.a[?@ === false]", "[false]"},
        {"$.a[?@ * 2 + 1 == 7]", "[3]"},
        {"$.a[?@ % 2 == 0]", "[2,4,6]"},
        {"$.a[?@ / 0 == 1]", "[]"},
        {"$.a[?-@ >= -1]", "[1]"},
        {"$.a[?@.b <= 'k']", R"([{"b":"j"},{"b":"k"}])"},
        {"$.same[?@.length > 1].length", "[]"},
        {"$.same[?@.length == 1]", "[[2]]"},
        {"$.a[?@.b.length == 4]", R"([{"b":"kilo"}])"},
        {"$.a[?(@ > 1 && (@ < 3))]", "[2]"},
        {"$.o[?@ == 1 || @ == 2 && @ == 3]", "[1]"},
        {"$.a[?@[?@ > 1]]", "[]"},
        {"$[?@[?@ > 5]]", R"([[3,5,1,2,4,6,{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"},null,false]])"},
        {"$[('e')]", R"(["f"])"},
        {"$.a[(1 + 1)]", "[1]"},
        {"$.a[(1.5)]", "[]"},
        {"$.a[($.o.q)]", "[1]"},
        {"$.a[?@ == 1e0]", "[1]"},
    };
    for (const auto& [query, expected] : cases) EXPECT_EQ(found(query, document), expected) << query;
}

TEST(JsonPathQuery, RefusesWhatIsNoExpression) {
    const char* const cases[] = {
        "",
        "a",
        "$.",
        "$..",
        "$[",
        "$[]",
        "$['a'",
        "$['a]",
        "$.a b",
        "$.0",
        "$[01]",
        "$[-0]",
        "$[1:2:3:4]",
        "$[1.5]",
        "$[a]",
        "$['\\x']",
        "$['\\uD800']",
        "$[9007199254740992]",
        "$[?]",
        "$[?@.a ==]",
        "$[?1]",
        "$[?'a']",
        "$[?@.a + 1]",
        "$[?@.* == 1]",
        "$[?@..a == 1]",
        "$[?(@.a]",
        "$[?@.a == 1 == 2]",
        "$[?@.a = 1]",
        "$[(@.a]",
        "$[(@.*)]",
        "$[(@.a == 1)]",
        "$[?@.a && 1]",
        "$[?!1]",
        "$[?-'a' ]x",
        "$[?@.a == 01]",
        "$[?@.a == nul]",
        "$.a\x01",
        "@.a",
        "$ ",
        "$.a.",
        "$[?@.a == \"\n\"]",
        "\xff",
        "$.['a']",
        "$[?process.exit()]",
        "$[?(function(){})]",
    };
    for (const char* query : cases) {
        const std::string code = found(query, store());
        EXPECT_TRUE(code == "json-path-syntax" || code == "json-path-function") << query << ": " << code;
    }
    EXPECT_EQ(found("$[?match(@.a, '.*')]", store()), "json-path-function");
    EXPECT_EQ(found("$.store.book.sort()", store()), "json-path-function");
    EXPECT_NE(Query::parse("$.a[01]").error().detail.find("(character 7)"), std::string::npos)
        << Query::parse("$.a[01]").error().detail;
}

TEST(JsonPathQuery, LimitsOfTheText) {
    const ParseLimits limits;
    const auto code = [](const std::string& text) {
        const auto query = Query::parse(text);
        return query ? std::string() : query.error().code;
    };
    const std::string longest = "$." + std::string(limits.max_bytes - 2, 'a');
    EXPECT_EQ(code(longest), "");
    EXPECT_EQ(code(longest + "a"), "json-path-size");
    std::string segments = "$";
    for (std::size_t i = 0; i < limits.max_segments; ++i) segments += ".a";
    EXPECT_EQ(code(segments), "");
    EXPECT_EQ(code(segments + ".a"), "json-path-size");
    const auto nested = [](std::size_t depth) {
        return "$[?" + std::string(depth, '(') + "@.a" + std::string(depth, ')') + "]";
    };
    EXPECT_EQ(code(nested(limits.max_depth - 2)), "");
    EXPECT_EQ(code(nested(limits.max_depth - 1)), "json-path-depth");
    EXPECT_EQ(code("$[?" + std::string(500, '!') + "@.a]"), "json-path-depth");
    EXPECT_EQ(code("$[?@.a == " + std::string(500, '-') + "1]"), "json-path-depth");
    std::string filters;
    for (int i = 0; i < 100; ++i) filters += "[?@";
    EXPECT_EQ(code("$" + filters), "json-path-depth");
}

TEST(JsonPathQuery, LimitsOfTheWork) {
    Array wide;
    for (int i = 0; i < 100; ++i) wide.emplace_back(i);
    const Value document = Object{{"a", wide}};
    const auto query = Query::parse("$.a[*]");
    Work enough{103};
    EXPECT_EQ(all(*query, document, enough)->size(), 100U);
    Work short_by_one{101};
    EXPECT_EQ(all(*query, document, short_by_one).error().code, "json-path-work");
    EXPECT_EQ(short_by_one.steps, 0U);
    Work fresh;
    EXPECT_EQ(all(*query, document, fresh, 99).error().code, "json-path-matches");
    EXPECT_EQ(all(*query, document, fresh, 100)->size(), 100U);
    // Each doubles the work of the one before.
    std::string doubling = "$";
    for (int i = 0; i < 15; ++i) doubling += "..*[?@ || $..*]";
    Value deep = document;
    for (int i = 0; i < 30; ++i) deep = Object{{"x", deep}, {"y", deep.is_object() ? Value(1) : Value(2)}};
    Work work;
    EXPECT_EQ(all(*Query::parse(doubling), deep, work, 1U << 30U).error().code, "json-path-work");
    // Long texts cost what they are long.
    Array texts;
    for (int i = 0; i < 40; ++i) texts.emplace_back(std::string(1U << 16U, 'x'));
    Work small{20'000};
    EXPECT_EQ(all(*Query::parse("$[?@ == $[0]]"), texts, small).error().code, "json-path-work");
}

TEST(JsonPathQuery, TheFirstStopsEarly) {
    Work work{5};
    const auto match = first(*Query::parse("$..title"), store(), work);
    ASSERT_FALSE(match) << "the walk to the first title takes more";
    Work more{7};
    const auto found_one = first(*Query::parse("$..title"), store(), more);
    ASSERT_TRUE(found_one) << found_one.error().code;
    EXPECT_EQ((**found_one).pointer, "/store/book/0/title");
    EXPECT_FALSE(*first(*Query::parse("$.nothing"), store(), more));
}

TEST(JsonPathQuery, SingularOrNot) {
    EXPECT_TRUE(Query::parse("$.a['b'][0]")->is_singular());
    for (const char* query : {"$..a", "$.*", "$['a','b']", "$[0:1]", "$[?@.a]", "$[(1)]"})
        EXPECT_FALSE(Query::parse(query)->is_singular()) << query;
}

}  // namespace
}  // namespace blason::json::path
