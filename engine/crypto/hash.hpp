// SHA-2 on OpenSSL. The algorithm is fetched once, the context is reused: what counts on our hot path is many short
// texts.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "engine/base/bytes.hpp"

namespace blason::crypto {

enum class HashAlgorithm { Sha256, Sha384, Sha512 };

/// A digest of up to 64 bytes, without an allocation.
struct Digest {
    std::array<std::uint8_t, 64> data{};
    std::size_t size = 0;

    [[nodiscard]] ByteView bytes() const { return {data.data(), size}; }
    bool operator==(const Digest&) const = default;
};

/// A reusable hash state: update as often as you like, finish, start again. One thread at a time.
class Hasher {
  public:
    explicit Hasher(HashAlgorithm algorithm);
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    void update(ByteView bytes);
    void update(std::string_view text) { update(as_bytes(text)); }
    Digest finish();  ///< and starts anew

  private:
    struct State;
    std::unique_ptr<State> state_;
};

Digest hash(HashAlgorithm algorithm, ByteView bytes);
inline Digest sha256(ByteView bytes) {
    return hash(HashAlgorithm::Sha256, bytes);
}
inline Digest sha256(std::string_view text) {
    return hash(HashAlgorithm::Sha256, as_bytes(text));
}

}  // namespace blason::crypto
