#include "wallet-server/http/request_id.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <random>

namespace blason::http {

std::string make_request_id(std::uint64_t count) {
    static const std::uint64_t start = [] {
        std::random_device device;
        return (std::uint64_t{device()} << 32U) | device();
    }();
    // The finalizer of splitmix64 is a bijection: different counts never meet.
    std::uint64_t x = start + count * 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return fmt::format("{:016x}", x ^ (x >> 31U));
}

std::string_view http_date() {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    thread_local std::time_t made = -1;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        std::tm t{};
        gmtime_r(&now, &t);
        text = fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[static_cast<std::size_t>(t.tm_wday)],
                           t.tm_mday, kMonths[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour,
                           t.tm_min, t.tm_sec);
        made = now;
    }
    return text;
}

}  // namespace blason::http
