// What every fuzz target needs: the input as text, and a way to stop when a promise is broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace blason::fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// libFuzzer reports an abort together with the input that led to it.
inline void require(bool promise) {
    if (!promise) std::abort();
}

}  // namespace blason::fuzz
