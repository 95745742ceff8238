#include <sodium.h>

#include <cstdlib>

#include "engine/crypto/random.hpp"
#include "engine/crypto/sodium_ready.hpp"

namespace blason::crypto {

void require_sodium() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) std::abort();
}

namespace {
class SystemRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override { randombytes_buf(bytes.data(), bytes.size()); }
};
}  // namespace

Random& system_random() {
    require_sodium();
    static SystemRandom random;
    return random;
}

}  // namespace blason::crypto
