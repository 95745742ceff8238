// Texts as JSON, and what a reader said of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/parse.hpp"

namespace blason::test {

inline json::Value parsed(std::string_view text) {
    auto value = json::parse(text);
    EXPECT_TRUE(value) << text;
    return value ? std::move(*value) : json::Value(nullptr);
}

/// "CODE POINTER" of the error; "accepted" when there is none.
template <typename T>
std::string refusal_of(const Result<T>& result) {
    return result ? "accepted" : result.error().code + " " + result.error().pointer;
}

}  // namespace blason::test
