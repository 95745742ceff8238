#include "engine/rdf/sort_lines.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace blason::rdf {
namespace {

constexpr std::size_t kWord = sizeof(std::uint64_t);
/// Lines that are the same up to here are compared whole: it bounds how deep the recursion goes.
constexpr std::size_t kDeepest = 1024;

}  // namespace

/// Beyond the end of the line stand zeros.
std::uint64_t LineSorter::word_at(std::string_view line, std::size_t at) {
    std::uint64_t word = 0;
    if (line.size() >= at + kWord) {
        std::memcpy(&word, line.data() + at, kWord);
    } else if (line.size() > at) {
        std::memcpy(&word, line.data() + at, line.size() - at);
    }
    return std::endian::native == std::endian::little ? __builtin_bswap64(word) : word;
}

/// Sorts lines that are the same in their first `at` bytes.
void LineSorter::sort_from(std::span<Item> items, std::size_t at) {
    for (;; at += kWord) {
        if (items.size() < 2) return;
        bool same = true;
        bool ends = false;
        for (auto& item : items) {
            item.word = word_at(item.line, at);
            same = same && item.word == items.front().word;
            ends = ends || item.line.size() < at + kWord;
        }
        if (!same) break;
        if (ends || at >= kDeepest) {
            std::ranges::sort(items, {}, &Item::line);
            return;
        }
    }
    std::ranges::sort(items, {}, &Item::word);
    for (std::size_t first = 0; first < items.size();) {
        std::size_t end = first + 1;
        while (end < items.size() && items[end].word == items[first].word) ++end;
        sort_from(items.subspan(first, end - first), at + kWord);
        first = end;
    }
}

void LineSorter::sort(std::span<std::string_view> lines) {
    items_.clear();
    items_.reserve(lines.size());
    for (const auto line : lines) items_.push_back({0, line});
    sort_from(items_, 0);
    std::ranges::transform(items_, lines.begin(), &Item::line);
}

}  // namespace blason::rdf
