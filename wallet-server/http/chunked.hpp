// Decodes the chunked transfer coding (RFC 9112 section 7.1), strictly: no chunk extensions, trailers are read and
// thrown away, and anything else ends the connection.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::http {

class ChunkedDecoder {
  public:
    /// `max_body`: bytes of the decoded body.
    explicit ChunkedDecoder(std::size_t max_body) : max_body_(max_body) {}

    /// Takes what it can from the front of `input` and returns how many bytes that were; the rest (after the end of the
    /// body) belongs to the next request. Errors "http-chunk" (Malformed), "body-too-large" (TooLarge).
    Result<std::size_t> feed(std::string_view input);

    [[nodiscard]] bool done() const { return state_ == State::Done; }
    [[nodiscard]] std::string& body() { return body_; }

  private:
    enum class State { Size, Data, DataEnd, Trailer, Done };
    Result<void> line(std::string_view text);

    State state_ = State::Size;
    std::size_t max_body_;
    std::size_t left_ = 0;      ///< bytes of the current chunk still to come
    std::size_t trailers_ = 0;  ///< bytes of trailer fields seen
    std::string pending_;       ///< the begin of a line whose end has not come yet
    std::string body_;
};

}  // namespace blason::http
