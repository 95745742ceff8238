// Texts made while an algorithm runs (joined prefixes, resolved references). All go at once.
#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>
#include <string_view>

namespace blason::jsonld {

class TextArena {
  public:
    TextArena() : memory_(first_.data(), first_.size()) {}
    TextArena(const TextArena&) = delete;
    TextArena& operator=(const TextArena&) = delete;

    std::string_view join(std::string_view head, std::string_view tail) {
        const std::size_t size = head.size() + tail.size();
        if (size == 0) return {"", 0};
        auto* text = static_cast<char*>(memory_.allocate(size, 1));
        head.copy(text, head.size());
        tail.copy(text + head.size(), tail.size());
        return {text, size};
    }
    std::string_view keep(std::string_view text) { return join(text, {}); }

  private:
    std::array<std::byte, 4096> first_;
    std::pmr::monotonic_buffer_resource memory_;
};

}  // namespace blason::jsonld
