#include "engine/rdf/sort_lines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace blason::rdf {
namespace {

void expect_sorted_as_std_sort(const std::vector<std::string>& texts) {
    std::vector<std::string_view> lines(texts.begin(), texts.end());
    auto expected = lines;
    std::sort(expected.begin(), expected.end());
    LineSorter sorter(*std::pmr::get_default_resource());
    sorter.sort(lines);
    EXPECT_EQ(lines, expected);
}

TEST(SortLines, ByBytes) {
    expect_sorted_as_std_sort({});
    expect_sorted_as_std_sort({"one"});
    expect_sorted_as_std_sort({"b", "", "a", "\xc3\xa9", "z", "a", "ab"});
}

TEST(SortLines, ZerosAreBytesLikeOthers) {
    using namespace std::string_literals;
    expect_sorted_as_std_sort({"a\0"s, "a"s, "a\0\0\0\0\0\0\0\0b"s, "a\0\0\0\0\0\0\0"s, "\0"s, ""s, "a\0b"s});
}

TEST(SortLines, LongCommonBeginnings) {
    const std::string beginning(5000, 'x');
    expect_sorted_as_std_sort({beginning + "b", beginning, beginning + "a", beginning + "b", beginning.substr(1)});
    std::vector<std::string> staircase;
    for (std::size_t length = 3003; length > 0; length -= 7) staircase.emplace_back(length, 'x');
    expect_sorted_as_std_sort(staircase);
}

TEST(SortLines, AnyTexts) {
    std::mt19937 random(7);  // NOLINT: the same texts each time
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> texts(below(60));
        for (auto& text : texts) {
            // Few different bytes, and beginnings taken from each other: much is alike.
            if (below(2) == 0) text = texts[below(texts.size())].substr(0, below(40));
            for (std::size_t left = below(24); left > 0; --left) text += "\0a\x7f\xff"[below(4)];
        }
        expect_sorted_as_std_sort(texts);
    }
}

}  // namespace
}  // namespace blason::rdf
