// Sorting the lines of a graph, most of which begin alike.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

namespace blason::rdf {

/// Comparing whole lines would read their common beginnings over and over; here each is read once, and the eight bytes
/// after it decide. Keeps its memory for the next call.
class LineSorter {
  public:
    explicit LineSorter(std::pmr::memory_resource& memory) : items_(&memory) {}

    /// By bytes; for UTF-8 that is the order of code points.
    void sort(std::span<std::string_view> lines);

  private:
    struct Item {
        std::uint64_t word;  ///< eight bytes of the line; numbers compare as the bytes do
        std::string_view line;
    };
    static std::uint64_t word_at(std::string_view line, std::size_t at);
    static void sort_from(std::span<Item> items, std::size_t at);

    std::pmr::vector<Item> items_;
};

}  // namespace blason::rdf
