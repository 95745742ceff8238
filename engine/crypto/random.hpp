// The random seam: the system's generator, or a seeded one in tests.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/bytes.hpp"

namespace blason::crypto {

class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    Bytes bytes(std::size_t count) {
        Bytes out(count);
        fill(out);
        return out;
    }
};

/// getrandom through libsodium; safe from every thread.
Random& system_random();

}  // namespace blason::crypto
