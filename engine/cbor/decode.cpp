#include "engine/cbor/decode.hpp"

#include <fmt/format.h>

#include <limits>
#include <unordered_set>

#include "engine/cbor/head.hpp"
#include "engine/text/utf8.hpp"

namespace blason::cbor {

namespace {

class Decoder {
  public:
    Decoder(ByteView bytes, const DecodeLimits& limits) : bytes_(bytes), limits_(limits) {}

    bool item(Value& out, std::size_t depth) {
        if (++items_ > limits_.max_items) return too_large("cbor-items", "there are too many data items");
        Head head{};
        if (!read_head(head)) return false;
        switch (head.type) {
            case MajorType::Unsigned:
            case MajorType::Negative:
                return integer(head, out.data.emplace<std::int64_t>());
            case MajorType::ByteString: {
                ByteView content;
                if (!take(head.argument, content)) return false;
                out.data.emplace<Bytes>(content.begin(), content.end());
                return true;
            }
            case MajorType::TextString:
                return text(head.argument, out.data.emplace<std::string>());
            case MajorType::List:
                return array(head.argument, out.data.emplace<Array>(), depth + 1);
            case MajorType::Pairs:
                return map(head.argument, out.data.emplace<Map>(), depth + 1);
            case MajorType::Tag:
            case MajorType::Simple:
                break;
        }
        return fail("cbor-unsupported", "tags, floats and simple values are not read");
    }

    [[nodiscard]] bool at_end() const { return position_ == bytes_.size(); }
    bool fail(std::string code, std::string_view why) {
        error_ = malformed(std::move(code), sentence(why));
        return false;
    }
    [[nodiscard]] Error take_error() { return std::move(error_); }

  private:
    struct Head {
        MajorType type;
        std::uint64_t argument;
    };

    bool too_large(std::string code, std::string_view why) {
        error_ = {std::move(code), sentence(why), {}, ErrorKind::TooLarge};
        return false;
    }
    [[nodiscard]] std::string sentence(std::string_view why) const {
        return fmt::format("At byte {} of the CBOR {}.", position_, why);
    }

    bool take(std::uint64_t count, ByteView& out) {
        if (count > bytes_.size() - position_) return fail("cbor-truncated", "something is missing");
        out = bytes_.subspan(position_, static_cast<std::size_t>(count));
        position_ += out.size();
        return true;
    }

    bool read_head(Head& head) {
        ByteView initial;
        if (!take(1, initial)) return false;
        head.type = static_cast<MajorType>(initial[0] >> 5U);
        const unsigned low = initial[0] & 0x1FU;
        if (low < kOneByte || head.type == MajorType::Simple) {
            head.argument = low;
            return true;
        }
        const unsigned width = low - kOneByte;
        if (low == 31) return fail("cbor-indefinite-length", "a length is left open");
        if (width > 3) return fail("cbor-unsupported", "the head is reserved");
        ByteView argument;
        if (!take(std::uint64_t{1} << width, argument)) return false;
        head.argument = 0;
        for (const std::uint8_t byte : argument) head.argument = (head.argument << 8U) | byte;
        // Section 4.2.1: what a shorter head could say must be said with it.
        const std::uint64_t least = width == 0 ? kOneByte : std::uint64_t{1} << (4U << width);
        if (head.argument < least) return fail("cbor-not-shortest", "a number is longer than it needs to be");
        return true;
    }

    bool integer(const Head& head, std::int64_t& out) {
        if (head.argument > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return fail("cbor-integer-range", "a number does not fit into 64 bits");
        }
        const auto number = static_cast<std::int64_t>(head.argument);
        out = head.type == MajorType::Negative ? -1 - number : number;
        return true;
    }

    bool text(std::uint64_t size, std::string& out) {
        ByteView content;
        if (!take(size, content)) return false;
        if (blason::text::first_invalid_utf8(as_text(content))) return fail("cbor-invalid-utf8", "a text is not UTF-8");
        out = as_text(content);
        return true;
    }

    /// Every item takes a byte at least, so a claim of more than there are is refused before memory is asked for.
    bool enter(std::uint64_t count, std::size_t depth) {
        if (depth > limits_.max_depth) return too_large("cbor-depth", "the nesting is too deep");
        if (count > bytes_.size() - position_) return fail("cbor-truncated", "something is missing");
        if (count > limits_.max_items) return too_large("cbor-items", "there are too many data items");
        return true;
    }

    bool array(std::uint64_t count, Array& out, std::size_t depth) {
        if (!enter(count, depth)) return false;
        for (std::uint64_t i = 0; i < count; ++i) {
            if (!item(out.emplace_back(), depth)) return false;
        }
        return true;
    }

    bool map(std::uint64_t count, Map& out, std::size_t depth) {
        if (!enter(count, depth)) return false;
        std::unordered_set<std::int64_t> keys;
        for (std::uint64_t i = 0; i < count; ++i) {
            Value key;
            if (!item(key, depth)) return false;
            const auto* number = key.get_if<std::int64_t>();
            if (number == nullptr) return fail("cbor-unsupported", "the key of a map is no integer");
            if (!keys.insert(*number).second) return fail("cbor-duplicate-key", "a key stands twice in a map");
            if (!item(out.emplace_back(Entry{*number, {}}).value, depth)) return false;
        }
        return true;
    }

    ByteView bytes_;
    const DecodeLimits& limits_;
    std::size_t position_ = 0;
    std::size_t items_ = 0;
    Error error_;
};

}  // namespace

Result<Value> decode(ByteView bytes, const DecodeLimits& limits) {
    Decoder decoder(bytes, limits);
    Value value;
    if (!decoder.item(value, 0)) return decoder.take_error();
    if (!decoder.at_end()) {
        decoder.fail("cbor-trailing-bytes", "there is more than one data item");
        return decoder.take_error();
    }
    return value;
}

}  // namespace blason::cbor
