#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

#include "engine/compress/deflate.hpp"

namespace blason::compress {
namespace {

constexpr int kWindowBits = 15;
constexpr int kGzipFlag = 16;  // added to the window bits: gzip instead of zlib
constexpr int kLevel = 6;
constexpr int kMemoryLevel = 8;
constexpr Bytef kUnknownSystem = 255;

int window_bits(Wrapping wrapping) {
    return wrapping == Wrapping::Gzip ? kWindowBits + kGzipFlag : kWindowBits;
}

/// zlib takes its input as non-const for historical reasons, and does not write to it.
Bytef* input_of(ByteView bytes) {
    return const_cast<Bytef*>(bytes.data());
}

struct Deflater {
    explicit Deflater(Wrapping wrapping) {
        if (deflateInit2(&stream, kLevel, Z_DEFLATED, window_bits(wrapping), kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc();
        // zlib would write the operating system it was built for.
        header.os = kUnknownSystem;
        if (wrapping == Wrapping::Gzip) deflateSetHeader(&stream, &header);
    }
    ~Deflater() { deflateEnd(&stream); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    z_stream stream{};
    gz_header header{};
};

struct Inflater {
    explicit Inflater(Wrapping wrapping) {
        if (inflateInit2(&stream, window_bits(wrapping)) != Z_OK) throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream stream{};
};

Error broken() {
    return malformed("compressed-malformed", "The compressed bytes are not one whole stream with a good checksum.");
}

}  // namespace

Bytes compress(Wrapping wrapping, ByteView bytes) {
    Deflater deflater(wrapping);
    auto& stream = deflater.stream;
    if (bytes.size() > std::numeric_limits<uInt>::max()) throw std::length_error("compress: too many bytes");
    Bytes out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    stream.next_in = input_of(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    // The bound is sufficient for one call with everything there is.
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::logic_error("compress: deflateBound was too small");
    out.resize(stream.total_out);
    return out;
}

Result<Bytes> decompress(Wrapping wrapping, ByteView bytes, std::size_t max_bytes) {
    if (bytes.size() > std::numeric_limits<uInt>::max()) return broken();
    Inflater inflater(wrapping);
    auto& stream = inflater.stream;
    stream.next_in = input_of(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    Bytes out;
    std::array<Bytef, 16384> chunk;  // NOLINT: zlib fills it
    while (true) {
        stream.next_out = chunk.data();
        stream.avail_out = static_cast<uInt>(chunk.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END) return broken();
        const std::size_t made = chunk.size() - stream.avail_out;
        if (made > max_bytes - out.size()) {
            return Error{"compressed-too-large",
                         "Unpacked this would be more than " + std::to_string(max_bytes) + " bytes.", "",
                         ErrorKind::TooLarge};
        }
        out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(made));
        if (status == Z_STREAM_END) break;
        if (made == 0 && stream.avail_in == 0) return broken();  // cut short
    }
    if (stream.avail_in != 0) return broken();
    return out;
}

}  // namespace blason::compress
