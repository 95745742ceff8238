#include "engine/json/pointer.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"

namespace blason::json {
namespace {

const Value* at(const Value& document, std::string_view pointer) {
    const auto tokens = parse_pointer(pointer);
    EXPECT_TRUE(tokens) << pointer;
    return tokens ? resolve_pointer(document, *tokens) : nullptr;
}

TEST(JsonPointer, TheExamplesOfRfc6901Section5) {
    const auto document =
        *json::parse(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8})");
    EXPECT_EQ(at(document, ""), &document);
    EXPECT_TRUE(at(document, "/foo")->is_array());
    EXPECT_EQ(view(*at(document, "/foo/0")), "bar");
    const std::pair<const char*, int> numbers[] = {{"/", 0},     {"/a~1b", 1}, {"/c%d", 2}, {"/e^f", 3}, {"/g|h", 4},
                                                   {"/i\\j", 5}, {"/k\"l", 6}, {"/ ", 7},   {"/m~0n", 8}};
    for (const auto& [pointer, number] : numbers) {
        const auto* value = at(document, pointer);
        ASSERT_NE(value, nullptr) << pointer;
        EXPECT_EQ(value->as_int64(), number) << pointer;
    }
}

TEST(JsonPointer, NamesNothingOutsideTheDocument) {
    const auto document = *json::parse(R"({"a":[1,2],"b":"text"})");
    for (const auto* pointer : {"/c", "/a/2", "/a/-", "/a/01", "/a/1x", "/a/", "/a/ 1", "/a/+1", "/b/0", "/a/0/x",
                                "/a/99999999999999999999999"}) {
        EXPECT_EQ(at(document, pointer), nullptr) << pointer;
    }
}

TEST(JsonPointer, UnescapesOnce) {
    EXPECT_EQ(parse_pointer("/~01")->at(0), "~1");
    EXPECT_EQ(format_pointer({"~1", "a/b", ""}), "/~01/a~1b/");
    EXPECT_EQ(parse_pointer("/~01/a~1b/")->size(), 3U);
    EXPECT_TRUE(parse_pointer("")->empty());
    EXPECT_EQ(format_pointer({}), "");
}

TEST(JsonPointer, RefusesOtherSyntax) {
    for (const auto* pointer : {"a", "a/b", "/~", "/~2", "/a~", "#/a"}) {
        const auto tokens = parse_pointer(pointer);
        ASSERT_FALSE(tokens) << pointer;
        EXPECT_EQ(tokens.error().code, "json-pointer-syntax") << pointer;
    }
}

TEST(JsonPath, WritesTheWholeWay) {
    const Path root;
    const Path proof{&root, "proof"};
    const Path first{&proof, std::size_t{0}};
    const Path member{&first, "a/b~c"};
    EXPECT_EQ(root.pointer(), "");
    EXPECT_EQ(member.pointer(), "/proof/0/a~1b~0c");
}

}  // namespace
}  // namespace blason::json
