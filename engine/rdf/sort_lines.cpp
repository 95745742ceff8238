#include "engine/rdf/sort_lines.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace blason::rdf {
namespace {

constexpr std::size_t kWord = sizeof(std::uint64_t);
/// Lines that are the same up to here are compared whole: it bounds how deep the recursion goes.
constexpr std::size_t kDeepest = 1024;

/// How many bytes from `at` on both lines share, at most `most`.
std::size_t shared_bytes(std::string_view a, std::string_view b, std::size_t at, std::size_t most) {
    const std::size_t end = std::min({a.size(), b.size(), at + most});
    std::size_t i = at;
    for (; i + kWord <= end; i += kWord) {
        std::uint64_t left = 0;
        std::uint64_t right = 0;
        std::memcpy(&left, a.data() + i, kWord);
        std::memcpy(&right, b.data() + i, kWord);
        if (left != right) break;
    }
    while (i < end && a[i] == b[i]) ++i;
    return i - at;
}

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
    if (items.size() < 2) return;
    const auto front = items.front().line;
    std::size_t shared = front.size() - std::min(at, front.size());
    for (const auto& item : items.subspan(1)) shared = shared_bytes(front, item.line, at, shared);
    at += shared;
    if (at >= front.size() || at >= kDeepest) {
        std::ranges::sort(items, {}, &Item::line);
        return;
    }
    for (auto& item : items) item.word = word_at(item.line, at);
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
