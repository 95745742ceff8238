// CBOR data items (RFC 8949): the kinds that Data Integrity and COSE use. No tags, no floats, no simple values.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/bytes.hpp"

namespace blason::cbor {

struct Value;
struct Entry;
using Array = std::vector<Value>;
/// Keys are integers. Entries stand in the order they were written or read; encoding sorts them.
using Map = std::vector<Entry>;

/// Integers have 64 bits, sign included: half of what the format can say, and more than any protocol of ours does.
struct Value {
    std::variant<std::int64_t, Bytes, std::string, Array, Map> data;

    bool operator==(const Value&) const = default;

    /// nullptr when it is of another kind.
    template <typename T>
    [[nodiscard]] const T* get_if() const {
        return std::get_if<T>(&data);
    }
};

/// One entry of a map.
struct Entry {
    std::int64_t key = 0;
    Value value;

    bool operator==(const Entry&) const = default;
};

}  // namespace blason::cbor
