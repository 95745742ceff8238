#include "vc/status/bit_list.hpp"

namespace blason::vc::status {
namespace {

/// Where the bit of that position stands within its byte. Positions count in the order of the list.
unsigned shift_of(std::uint64_t position, BitOrder order) {
    const auto within = static_cast<unsigned>(position % 8);
    return order == BitOrder::LeftToRight ? 7 - within : within;
}

/// The weight of an entry's bit: read left to right the first bit counts most, right to left it counts least.
unsigned weight_of(unsigned bit, unsigned width, BitOrder order) {
    return order == BitOrder::LeftToRight ? width - 1 - bit : bit;
}

}  // namespace

BitList::BitList(std::uint64_t entries, unsigned width, BitOrder order)
    : bytes_(static_cast<std::size_t>((entries * width + 7) / 8)), order_(order) {}

std::optional<unsigned> BitList::get(std::uint64_t index, unsigned width) const {
    if (index >= entries(width)) return std::nullopt;
    unsigned value = 0;
    for (unsigned bit = 0; bit < width; ++bit) {
        const std::uint64_t position = index * width + bit;
        const unsigned set = bytes_[static_cast<std::size_t>(position / 8)] >> shift_of(position, order_) & 1U;
        value |= set << weight_of(bit, width, order_);
    }
    return value;
}

bool BitList::set(std::uint64_t index, unsigned width, unsigned value) {
    if (index >= entries(width) || value >> width != 0) return false;
    for (unsigned bit = 0; bit < width; ++bit) {
        const std::uint64_t position = index * width + bit;
        auto& byte = bytes_[static_cast<std::size_t>(position / 8)];
        const auto mask = static_cast<std::uint8_t>(1U << shift_of(position, order_));
        const bool wanted = (value >> weight_of(bit, width, order_) & 1U) != 0;
        byte = static_cast<std::uint8_t>(wanted ? byte | mask : byte & ~mask);
    }
    return true;
}

}  // namespace blason::vc::status
