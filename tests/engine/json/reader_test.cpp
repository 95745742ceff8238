#include "engine/json/reader.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"

namespace blason::json {
namespace {

class JsonReader : public testing::Test {
  protected:
    Value document_ = *json::parse(R"({"text":"t","list":[1],"yes":true,"part":{"x":1},"a/b":3})");
    Path root_;
    Path here_{&root_, "proof"};
    Reader reader_{document_.as_object(), here_};
};

template <typename T>
void expect_error(const Result<T>& result, std::string_view code, std::string_view pointer) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, code);
    EXPECT_EQ(result.error().pointer, pointer);
    EXPECT_EQ(result.error().kind, ErrorKind::Malformed);
}

TEST_F(JsonReader, ReadsTypedMembers) {
    EXPECT_EQ(*reader_.string("text"), "t");
    EXPECT_EQ((*reader_.array("list"))->size(), 1U);
    EXPECT_TRUE(*reader_.boolean("yes"));
    EXPECT_EQ((*reader_.object("part"))->size(), 1U);
    EXPECT_EQ(*reader_.optional_string("text"), "t");
    EXPECT_EQ((*reader_.optional_object("part"))->size(), 1U);
}

TEST_F(JsonReader, AbsentMembers) {
    expect_error(reader_.string("none"), "missing-member", "/proof/none");
    expect_error(reader_.object("none"), "missing-member", "/proof/none");
    expect_error(reader_.array("none"), "missing-member", "/proof/none");
    expect_error(reader_.boolean("n/a"), "missing-member", "/proof/n~1a");
    EXPECT_FALSE(reader_.optional_string("none")->has_value());
    EXPECT_EQ(*reader_.optional_object("none"), nullptr);
    EXPECT_EQ(reader_.find("none"), nullptr);
}

TEST_F(JsonReader, MembersOfAnotherType) {
    expect_error(reader_.string("list"), "wrong-type", "/proof/list");
    expect_error(reader_.object("text"), "wrong-type", "/proof/text");
    expect_error(reader_.array("part"), "wrong-type", "/proof/part");
    expect_error(reader_.boolean("a/b"), "wrong-type", "/proof/a~1b");
    expect_error(reader_.optional_string("yes"), "wrong-type", "/proof/yes");
    expect_error(reader_.optional_object("list"), "wrong-type", "/proof/list");
}

}  // namespace
}  // namespace blason::json
