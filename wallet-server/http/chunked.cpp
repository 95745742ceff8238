#include "wallet-server/http/chunked.hpp"

#include "wallet-server/http/grammar.hpp"

namespace blason::http {
namespace {

constexpr std::size_t kMaxSizeLine = 8 + 2;  // eight hexadecimal digits, CR LF
constexpr std::size_t kMaxTrailers = 4096;   // bytes

Error bad_chunk(const char* detail) {
    return malformed("http-chunk", detail);
}

}  // namespace

Result<std::size_t> ChunkedDecoder::feed(std::string_view input) {
    std::size_t used = 0;
    while (used < input.size() && !done()) {
        if (state_ == State::Data) {
            const auto count = std::min(left_, input.size() - used);
            body_.append(input.substr(used, count));
            used += count;
            left_ -= count;
            if (left_ == 0) state_ = State::DataEnd;
            continue;
        }
        const char c = input[used++];
        pending_ += c;
        if (c != '\n') {
            if (pending_.size() >= (state_ == State::Trailer ? kMaxTrailers : kMaxSizeLine)) {
                return bad_chunk("a line of the chunked body is too long");
            }
            continue;
        }
        if (!pending_.ends_with("\r\n")) return bad_chunk("a line of the chunked body does not end with CR LF");
        const auto text = std::string_view(pending_).substr(0, pending_.size() - 2);
        if (auto ok = line(text); !ok) return ok.error();
        pending_.clear();
    }
    return used;
}

Result<void> ChunkedDecoder::line(std::string_view text) {
    if (state_ == State::DataEnd) {
        if (!text.empty()) return bad_chunk("a chunk is longer than its size says");
        state_ = State::Size;
        return {};
    }
    if (state_ == State::Trailer) {
        if (text.empty()) {
            state_ = State::Done;
            return {};
        }
        const auto colon = text.find(':');
        if (colon == std::string_view::npos || !is_token(text.substr(0, colon)) ||
            !is_field_value(text.substr(colon))) {
            return bad_chunk("a trailer is not a field");
        }
        trailers_ += text.size();
        if (trailers_ > kMaxTrailers) return bad_chunk("the trailers are too long");
        return {};
    }
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_hex_digit)) {
        return bad_chunk("a chunk size is not a plain hexadecimal number");
    }
    std::size_t size = 0;
    std::from_chars(text.data(), text.data() + text.size(), size, 16);
    if (size > max_body_ - body_.size())
        return Error{"body-too-large", "the body is too large", {}, ErrorKind::TooLarge};
    left_ = size;
    state_ = size == 0 ? State::Trailer : State::Data;
    return {};
}

}  // namespace blason::http
