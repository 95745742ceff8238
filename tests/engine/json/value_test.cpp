#include "engine/json/value.hpp"

#include <gtest/gtest.h>

namespace blason::json {
namespace {

template <typename T>
concept CanBeFoundIn = requires(T&& value) {
    find(std::forward<T>(value), "a");
};
template <typename T>
concept CanBeViewedIn = requires(T&& value) {
    text_view(std::forward<T>(value), "a");
};

TEST(JsonValue, WhatIsFoundOutlivesNoTemporary) {
    static_assert(CanBeFoundIn<const Value&> && CanBeFoundIn<const Object&> && CanBeFoundIn<Value&>);
    static_assert(!CanBeFoundIn<Value> && !CanBeFoundIn<Object>);
    static_assert(CanBeViewedIn<const Value&> && CanBeViewedIn<const Object&>);
    static_assert(!CanBeViewedIn<Value> && !CanBeViewedIn<Object>);
}

TEST(JsonValue, TextOfAMember) {
    const Object object{{"a", "text"}, {"n", 1}, {"o", Object{{"a", "inner"}}}};
    const Value value(object);
    EXPECT_EQ(text_view(object, "a"), "text");
    EXPECT_EQ(text_view(value, "a"), "text");
    EXPECT_EQ(text_of(object, "a"), "text");
    EXPECT_EQ(text_of(Object{{"a", "copied"}}, "a"), "copied");
    EXPECT_EQ(text_view(value, "n"), "") << "no text";
    EXPECT_EQ(text_view(value, "b"), "") << "absent";
    EXPECT_EQ(text_view(*find(value, "a"), "a"), "") << "in no object";
    EXPECT_EQ(text_view(*find(value, "o"), "a"), "inner");
}

}  // namespace
}  // namespace blason::json
