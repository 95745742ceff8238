#include "wallet-server/cli/ordered_lines.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "wallet-server/cli/errors.hpp"
#include "wallet-server/cli/progress.hpp"

namespace blason::cli {
namespace {

constexpr std::size_t kLinesPerThread = 64;
constexpr std::size_t kBytesInFlight = 64U << 20U;
constexpr std::size_t kWriteBlock = 64U << 10U;

struct Slot {
    std::string line;
    std::size_t number = 0;
    std::size_t size = 0;  ///< of the line when it came in
    std::optional<LineAnswer> answer;
};

/// The lines in flight, oldest first. One reader adds at the end, workers take in order, one writer removes at the
/// front: what is not yet written bounds what may be read. Waking a thread costs as much as a tenth of a signature, so
/// while there is work to do, reader and writer are woken for many lines at once.
class Window {
  public:
    explicit Window(std::size_t lines) : max_lines_(lines) {}

    /// Waits for room; false when the writer has given up.
    bool add(std::unique_ptr<Slot> slot) {
        std::unique_lock lock(mutex_);
        const auto has_room = [&] {
            return slots_.empty() || (slots_.size() < max_lines_ && bytes_ + slot->size <= kBytesInFlight);
        };
        room_.wait(lock, [&] { return has_room() || abandoned_; });
        if (abandoned_) return false;
        bytes_ += slot->size;
        const bool answered = slot->answer.has_value();
        slots_.push_back(std::move(slot));
        if (answered) {
            ++answered_;
            skip_answered();
            wake_writer();
        } else {
            work_.notify_one();
        }
        return true;
    }

    /// No more lines will come.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        work_.notify_all();
        ready_.notify_all();
    }

    /// The next line that nobody works on, or nothing at the end.
    Slot* take() {
        std::unique_lock lock(mutex_);
        for (;;) {
            skip_answered();
            if (abandoned_) return nullptr;
            if (taken_ < slots_.size()) {
                Slot* const slot = slots_[taken_++].get();
                skip_answered();
                wake_writer();
                return slot;
            }
            if (closed_) return nullptr;
            work_.wait(lock);
        }
    }

    void finish(Slot& slot, LineAnswer answer) {
        const std::lock_guard lock(mutex_);
        slot.answer = std::move(answer);
        ++answered_;
        wake_writer();
    }

    /// The oldest line once it is answered, or nothing at the end. With `wait` false, also nothing when that would take
    /// time.
    std::unique_ptr<Slot> remove(bool wait) {
        std::unique_lock lock(mutex_);
        if (wait) ready_.wait(lock, [&] { return front_ready() || (closed_ && slots_.empty()); });
        if (!front_ready()) return nullptr;
        auto slot = std::move(slots_.front());
        slots_.pop_front();
        if (taken_ > 0) --taken_;
        --answered_;
        bytes_ -= slot->size;
        if (slots_.size() <= max_lines_ / 2) room_.notify_one();
        return slot;
    }

    /// The output is broken: reader and workers stop.
    void abandon() {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
        room_.notify_all();
        work_.notify_all();
    }

  private:
    void skip_answered() {
        while (taken_ < slots_.size() && slots_[taken_]->answer) ++taken_;
    }
    [[nodiscard]] bool front_ready() const { return !slots_.empty() && slots_.front()->answer; }
    /// An answer does not wait for lines that are still to come, only for those that are there.
    void wake_writer() {
        const bool idle = taken_ == slots_.size();
        if (front_ready() && (idle || answered_ >= max_lines_ / 4)) ready_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable room_, work_, ready_;
    std::deque<std::unique_ptr<Slot>> slots_;
    std::size_t taken_ = 0;     ///< so many at the front are taken by a worker, or answered
    std::size_t answered_ = 0;  ///< of those in flight
    std::size_t bytes_ = 0;
    std::size_t max_lines_;
    bool closed_ = false;
    bool abandoned_ = false;
};

Result<void> read_lines(Input& input, Window& window) {
    for (std::size_t number = 1;; ++number) {
        auto slot = std::make_unique<Slot>();
        slot->number = number;
        const auto outcome = input.read_line(slot->line);
        if (!outcome) return outcome.error();
        if (*outcome == Input::Line::End) return {};
        slot->size = slot->line.size();
        if (*outcome == Input::Line::TooLong) {
            slot->answer =
                line_error({"json-size", "The line is longer than 16 MiB.", {}, ErrorKind::TooLarge}, number);
        }
        if (!window.add(std::move(slot))) return {};
    }
}

void work_on_lines(Window& window, const LineWork& work) {
    while (Slot* slot = window.take()) {
        LineAnswer answer;
        try {
            answer = work(slot->line, slot->number);
        } catch (...) {  // exhausted memory; one line must not end the others
            answer = line_error(error_of(std::current_exception()), slot->number);
        }
        slot->line = {};
        window.finish(*slot, std::move(answer));
    }
}

Status worse(Status a, Status b) {
    if (a == Status::Refused || b == Status::Refused) return Status::Refused;
    return a == Status::Done ? b : a;
}

Result<Status> write_lines(Window& window, Output& output, Progress& progress) {
    Status status = Status::Done;
    std::string block;
    std::size_t written = 0;
    for (;;) {
        auto slot = window.remove(false);
        if (!slot || block.size() >= kWriteBlock) {  // nobody waits for an answer that is ready
            if (auto done = output.write(std::exchange(block, {})); !done) return done.error();
            progress.lines(written);
        }
        if (!slot) slot = window.remove(true);
        if (!slot) return status;
        status = worse(status, slot->answer->status);
        block += slot->answer->text;
        block += '\n';
        ++written;
    }
}

}  // namespace

LineAnswer line_error(const Error& error, std::size_t number) {
    return {error_json(error, number), status_of(error)};
}

Result<Status> run_lines(Input& input, Output& output, unsigned threads, const LineWork& work, Progress& progress) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    Window window(threads * kLinesPerThread);
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < threads; ++i) workers.emplace_back([&] { work_on_lines(window, work); });

    Result<Status> status = Status::Done;
    std::thread writer([&] {
        status = write_lines(window, output, progress);
        if (!status) window.abandon();
    });
    const auto read = read_lines(input, window);
    window.close();
    for (auto& worker : workers) worker.join();
    writer.join();
    if (!read) return read.error();
    return status;
}

Result<Status> run_lines(const std::string& input, const std::string& output, unsigned threads, const LineWork& work,
                         Progress& progress) {
    auto lines = Input::open(input);
    if (!lines) return std::move(lines).error();
    auto answers = Output::open(output);
    if (!answers) return std::move(answers).error();
    auto status = run_lines(*lines, *answers, threads, work, progress);
    if (!status) return status;
    if (const auto written = answers->commit(); !written) return written.error();
    return status;
}

}  // namespace blason::cli
