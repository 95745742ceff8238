// Group commit: one writer drains a bounded queue into one transaction, without a timer. Whoever waits alone pays one
// sync; whoever waits in company shares it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/sqlite_connection.hpp"

namespace blason::storage {

class WriteQueue {
  public:
    static constexpr std::size_t kBatch = 128;   ///< changes in one transaction
    static constexpr std::size_t kQueue = 1024;  ///< changes waiting; beyond: "store-busy"

    /// One change. It may run on another thread; an Error or an exception undoes this change and no other.
    using Job = std::function<Result<void>(Connection&)>;

    explicit WriteQueue(std::unique_ptr<Connection> connection);
    /// Finishes what waits, copies the write-ahead log into the database, stops.
    ~WriteQueue();
    WriteQueue(const WriteQueue&) = delete;
    WriteQueue& operator=(const WriteQueue&) = delete;

    /// Returns when the change is durable, or undone. After an I/O error every further change is refused
    /// ("store-unavailable"): a failed sync is reported once, and a second try may lie.
    Result<void> run(const Job& job);
    [[nodiscard]] bool healthy() const;

  private:
    struct Waiting {
        const Job* job;
        Result<void> result;
        bool done = false;
    };

    void loop();
    void commit(const std::vector<Waiting*>& batch);
    void run_one(Waiting& waiting);

    std::unique_ptr<Connection> connection_;
    mutable std::mutex mutex_;
    std::condition_variable work_;
    std::condition_variable answered_;
    std::deque<Waiting*> queue_;
    bool stopping_ = false;
    bool broken_ = false;
    std::thread writer_;
};

}  // namespace blason::storage
