#include "engine/cbor/encode.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "engine/cbor/head.hpp"

namespace blason::cbor {

namespace {

/// RFC 8949 section 3: the shortest head for this argument.
void put_head(Bytes& out, MajorType type, std::uint64_t argument) {
    const auto initial = static_cast<std::uint8_t>(static_cast<unsigned>(type) << 5U);
    if (argument < kOneByte) return out.push_back(static_cast<std::uint8_t>(initial | argument));
    const unsigned width = argument <= 0xFFU ? 0 : argument <= 0xFFFFU ? 1 : argument <= 0xFFFFFFFFU ? 2 : 3;
    out.push_back(static_cast<std::uint8_t>(initial | (kOneByte + width)));
    for (unsigned byte = 1U << width; byte-- > 0;) out.push_back(static_cast<std::uint8_t>(argument >> (8U * byte)));
}

void put_integer(Bytes& out, std::int64_t number) {
    if (number >= 0) return put_head(out, MajorType::Unsigned, static_cast<std::uint64_t>(number));
    put_head(out, MajorType::Negative, static_cast<std::uint64_t>(-(number + 1)));
}

class Encoder {
  public:
    explicit Encoder(Bytes& out) : out_(out) {}

    void operator()(std::int64_t number) { put_integer(out_, number); }
    void operator()(const Bytes& bytes) {
        put_head(out_, MajorType::ByteString, bytes.size());
        out_.insert(out_.end(), bytes.begin(), bytes.end());
    }
    void operator()(const std::string& text) {
        put_head(out_, MajorType::TextString, text.size());
        out_.insert(out_.end(), text.begin(), text.end());
    }
    void operator()(const Array& items) {
        put_head(out_, MajorType::List, items.size());
        for (const Value& item : items) std::visit(*this, item.data);
    }
    /// The encoded keys sorted by their bytes are the numbers 0, 1, ... and then -1, -2, ...
    void operator()(const Map& map) {
        std::vector<const Entry*> sorted;
        sorted.reserve(map.size());
        for (const auto& entry : map) sorted.push_back(&entry);
        const auto rank = [](const Entry* entry) {
            const bool negative = entry->key < 0;
            return std::pair(negative, negative ? -(entry->key + 1) : entry->key);
        };
        std::ranges::sort(sorted, {}, rank);
        if (std::ranges::adjacent_find(sorted, {}, rank) != sorted.end()) {
            throw std::invalid_argument("a CBOR map has a key twice");
        }
        put_head(out_, MajorType::Pairs, sorted.size());
        for (const auto* entry : sorted) {
            put_integer(out_, entry->key);
            std::visit(*this, entry->value.data);
        }
    }

  private:
    Bytes& out_;
};

}  // namespace

Bytes encode(const Value& value) {
    Bytes out;
    std::visit(Encoder(out), value.data);
    return out;
}

}  // namespace blason::cbor
