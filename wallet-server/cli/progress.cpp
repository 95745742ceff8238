#include "wallet-server/cli/progress.hpp"

#include <unistd.h>

#include <iostream>

namespace blason::cli {

Progress::Progress() {
    if (::isatty(STDERR_FILENO) != 0) thread_ = std::thread([this] { show(); });
}

void Progress::stop() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    stopping_.notify_one();
    thread_.join();
}

void Progress::show() {
    using std::chrono::steady_clock;
    constexpr std::string_view erase_line = "\r\x1b[K";
    const auto start = steady_clock::now();
    auto next = start + std::chrono::seconds(1);
    bool shown = false;
    std::unique_lock lock(mutex_);
    while (!stopping_.wait_until(lock, next, [this] { return stop_; })) {
        const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - start);
        std::cerr << erase_line << message(elapsed) << std::flush;
        shown = true;
        next += std::chrono::milliseconds(500);
    }
    if (shown) std::cerr << erase_line << std::flush;
}

std::string Progress::message(std::chrono::seconds elapsed) const {
    const std::string time = std::to_string(elapsed.count()) + " s";
    const std::size_t lines = lines_.load(std::memory_order_relaxed);
    return lines == 0 ? "working, " + time : std::to_string(lines) + " lines, " + time;
}

}  // namespace blason::cli
