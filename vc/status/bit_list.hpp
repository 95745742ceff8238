// The value both kinds of status list are about: small numbers of equal width, packed into bytes.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/bytes.hpp"

namespace blason::vc::status {

enum class BitOrder {
    LeftToRight,  ///< index 0 is the most significant bit of the first byte (Bitstring Status List section 2.2)
    RightToLeft   ///< index 0 is the least significant bit of the first byte (Token Status List section 4)
};

/// Wider entries than this are not read: a status has at most 256 values.
inline constexpr unsigned kMaxStatusSize = 8;

/// The width of an entry (`statusSize`, `bits`) belongs to who asks: the same bytes may be read with another one.
/// Widths are 1 to 8; right to left only 1, 2, 4 and 8, so that no entry crosses a byte.
class BitList {
  public:
    /// All zero. `entries * width` is rounded up to whole bytes.
    BitList(std::uint64_t entries, unsigned width, BitOrder order);
    BitList(Bytes bytes, BitOrder order) : bytes_(std::move(bytes)), order_(order) {}

    /// How many entries of that width there are.
    [[nodiscard]] std::uint64_t entries(unsigned width) const { return std::uint64_t{bytes_.size()} * 8 / width; }
    /// Nothing outside the list.
    [[nodiscard]] std::optional<unsigned> get(std::uint64_t index, unsigned width) const;
    /// False when the index is outside, or the value does not fit.
    [[nodiscard]] bool set(std::uint64_t index, unsigned width, unsigned value);
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }

  private:
    Bytes bytes_;
    BitOrder order_;
};

}  // namespace blason::vc::status
