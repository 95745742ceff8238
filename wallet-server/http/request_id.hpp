// Names for requests and the date of answers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace blason::http {

/// Sixteen hexadecimal digits, different for every count of one process and, by a random start, of different processes.
/// A name to find a request in the log; it protects nothing.
std::string make_request_id(std::uint64_t count);

/// The IMF-fixdate of now (RFC 9110 section 5.6.7), made once a second for each thread.
std::string_view http_date();

}  // namespace blason::http
