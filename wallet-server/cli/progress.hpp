// Says on standard error that work goes on, when that is a terminal and the work takes more than a second.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

namespace blason::cli {

class Progress {
  public:
    Progress();  ///< starts nothing unless standard error is a terminal
    ~Progress() { stop(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// So many lines are done (with --ndjson). From any thread.
    void lines(std::size_t count) { lines_.store(count, std::memory_order_relaxed); }
    /// Wipes the message; nothing is shown any more.
    void stop();

  private:
    void show();
    [[nodiscard]] std::string message(std::chrono::seconds elapsed) const;

    std::atomic<std::size_t> lines_{0};
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace blason::cli
