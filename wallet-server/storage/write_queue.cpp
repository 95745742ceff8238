#include "wallet-server/storage/write_queue.hpp"

namespace blason::storage {
namespace {

Error busy() {
    return unavailable("store-busy", "Too many changes are waiting; nothing was changed.");
}

/// What the exception that is being handled means for a change. The writer is a thread of its own: nothing may leave
/// it.
Error caught() {
    try {
        throw;
    } catch (const SQLite::Exception& exception) {
        return to_error(exception);
    } catch (...) {
        return {"internal-error", "The server failed on this change; it is undone.", {}, ErrorKind::Internal};
    }
}

}  // namespace

WriteQueue::WriteQueue(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), writer_([this] { loop(); }) {}

WriteQueue::~WriteQueue() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_.notify_one();
    writer_.join();
    try {
        connection_->run("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const SQLite::Exception&) {
        // The log stays beside the database and is read at the next start: nothing is lost.
    }
}

Result<void> WriteQueue::run(const Job& job) {
    Waiting waiting{&job, {}, false};
    std::unique_lock lock(mutex_);
    if (broken_) return unavailable("store-unavailable", "The disk reported an error; changes are refused.");
    if (stopping_ || queue_.size() >= kQueue) return busy();
    queue_.push_back(&waiting);
    work_.notify_one();
    answered_.wait(lock, [&] { return waiting.done; });
    return std::move(waiting.result);
}

bool WriteQueue::healthy() const {
    const std::lock_guard lock(mutex_);
    return !broken_;
}

void WriteQueue::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        work_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), kBatch));
        std::vector<Waiting*> batch(queue_.begin(), queue_.begin() + count);
        queue_.erase(queue_.begin(), queue_.begin() + count);

        lock.unlock();
        commit(batch);
        lock.lock();

        for (auto* waiting : batch) {
            if (!waiting->result && waiting->result.error().code == "store-outcome-unknown") broken_ = true;
            waiting->done = true;
        }
        answered_.notify_all();
    }
}

void WriteQueue::commit(const std::vector<Waiting*>& batch) {
    // Whatever ends the whole transaction is the answer of every change that had gone well so far.
    const auto fail_all = [&](const Error& error) {
        for (auto* waiting : batch)
            if (waiting->result) waiting->result = error;
    };
    try {
        connection_->run("BEGIN IMMEDIATE");
        for (auto* waiting : batch) {
            run_one(*waiting);
            if (!connection_->in_transaction()) {
                fail_all(waiting->result ? busy() : waiting->result.error());
                return;
            }
        }
        connection_->run("COMMIT");
    } catch (...) {
        fail_all(caught());
        if (connection_->in_transaction()) {
            try {
                connection_->run("ROLLBACK");
            } catch (const SQLite::Exception&) {
                // Rolled back already.
            }
        }
    }
}

void WriteQueue::run_one(Waiting& waiting) {
    connection_->run("SAVEPOINT one_change");
    try {
        waiting.result = (*waiting.job)(*connection_);
    } catch (...) {
        waiting.result = caught();
    }
    if (!connection_->in_transaction()) return;
    if (!waiting.result) connection_->run("ROLLBACK TO one_change");
    connection_->run("RELEASE one_change");
}

}  // namespace blason::storage
