#include "vc/vcalm/template.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <optional>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason {
namespace {

using vc::vcalm::Template;

std::string made(std::string_view text, std::string_view variables = "{}") {
    const auto parsed = Template::parse(text);
    if (!parsed) return parsed.error().code;
    const auto values = json::parse(variables);
    EXPECT_TRUE(values);
    const auto value = parsed->evaluate(values->get_object());
    return value ? json::serialize(*value) : value.error().code;
}

TEST(WorkflowTemplate, JsonIsItself) {
    EXPECT_EQ(made(R"( {"a": [1, -2.5e3, true, false, null, "x\u00e9\""], 'b': {}, "c": []} )"),
              R"({"a":[1,-2500,true,false,null,"xé\""],"b":{},"c":[]})");
    EXPECT_EQ(made("'it\\'s \"quoted\"'"), R"("it's \"quoted\"")");
}

TEST(WorkflowTemplate, PathsFindVariables) {
    constexpr const char* kVariables =
        R"({"a":{"b":[{"c":1},{"c":2},{"d":3}],"e f":"x"},"results":{"who":{"did":"did:key:z"}},"true":"t"})";
    EXPECT_EQ(made("a.b[0].c", kVariables), "1");
    EXPECT_EQ(made("a.b[-1].d", kVariables), "3");
    EXPECT_EQ(made("a.b.c", kVariables), "[1,2]");
    EXPECT_EQ(made("a.b.d", kVariables), "3") << "one value is a list of one";
    EXPECT_EQ(made("a.`e f`", kVariables), R"("x")");
    EXPECT_EQ(made("`true`", kVariables), R"("t")");
    EXPECT_EQ(made("results.who.did[0]", kVariables), R"("did:key:z")");
    EXPECT_EQ(made(R"({"id": results.who.did, "none": a.x.y, "list": [a.x, a.b[7], 1]})", kVariables),
              R"({"id":"did:key:z","list":[1]})");
    EXPECT_EQ(made("a.x", kVariables), "null");
}

TEST(WorkflowTemplate, TextsAreJoined) {
    EXPECT_EQ(made(R"("a" & n & ' ' & missing & o.x)", R"({"n":7,"o":{"x":[1]}})"), R"("a7 [1]")");
}

TEST(WorkflowTemplate, WhatComputesIsRefusedWhenItIsRead) {
    for (const char* text :
         {"",          "$now()",   "$",   "a(",  "f(1)",    "a ? b : c",    "a[b = 1]", "a + 1", "{a: 1}",
          "{\"a\" 1}", "{\"a\":1", "[1,", "\"x", "'x",      "a.",           "a[",       "a[x]",  "`a",
          "1 2",       "01",       "--1", "1.",  "\"\\q\"", "{\"a\":1} & ", "(a)",      "a.b.*"})
        EXPECT_EQ(made(text), "template-syntax") << text;
    EXPECT_EQ(made(std::string(33, '[') + std::string(33, ']')), "template-syntax");
    EXPECT_EQ(made(std::string(31, '[') + std::string(31, ']')), std::string(31, '[') + std::string(31, ']'));
    EXPECT_EQ(made("\"" + std::string(65536, 'x') + "\""), "template-size");
}

TEST(WorkflowTemplate, ALongPathIsWalkedAndNotClimbed) {
    std::string path = "a";
    for (int i = 0; i < 21'000; ++i) path += "[0]";
    const auto read = Template::parse(path);
    ASSERT_TRUE(read) << read.error().detail;
    std::optional<json::Value> value;
    // Workers may have no more stack than this.
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1U << 20U);
    auto work = [&] { value = *read->evaluate({{"a", 1}}); };
    pthread_t thread{};
    ASSERT_EQ(pthread_create(
                  &thread, &attributes,
                  [](void* what) -> void* {
                      (*static_cast<decltype(work)*>(what))();
                      return nullptr;
                  },
                  &work),
              0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    EXPECT_EQ(value, json::Value(1));
}

TEST(WorkflowTemplate, WhatComesOutIsBounded) {
    const std::string variables = R"({"a":")" + std::string(10000, 'x') + R"("})";
    std::string text = "[a";
    for (int i = 0; i < 40; ++i) text += ",a";
    EXPECT_EQ(made(text + "]", variables), "template-size");
}

}  // namespace
}  // namespace blason
