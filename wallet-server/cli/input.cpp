#include "wallet-server/cli/input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace blason::cli {
namespace {

constexpr std::size_t kBlock = 64U << 10U;

Error unreadable(const std::string& name, int reason) {
    return {"input-unreadable", "Cannot read " + name + ": " + std::strerror(reason) + ".", {}, ErrorKind::Usage};
}

}  // namespace

Result<Input> Input::open(const std::string& path) {
    if (path.empty() || path == "-") return Input(STDIN_FILENO, false);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return unreadable(path, errno);
    return Input(descriptor, true);
}

Input::Input(Input&& other) noexcept
    : descriptor_(other.descriptor_),
      owned_(std::exchange(other.owned_, false)),
      buffer_(std::move(other.buffer_)),
      position_(other.position_) {}

Input::~Input() {
    if (owned_) ::close(descriptor_);
}

Result<bool> Input::fill() {
    buffer_.erase(0, position_);
    position_ = 0;
    const std::size_t held = buffer_.size();
    buffer_.resize(held + kBlock);
    ssize_t count = 0;
    do {
        count = ::read(descriptor_, buffer_.data() + held, kBlock);
    } while (count < 0 && errno == EINTR);
    const int reason = errno;
    buffer_.resize(held + (count > 0 ? static_cast<std::size_t>(count) : 0U));
    if (count < 0) return unreadable("the input", reason);
    return count > 0;
}

Result<std::string> Input::read_all() {
    for (;;) {
        auto more = fill();
        if (!more) return std::move(more).error();
        if (!*more) return std::move(buffer_);
        if (buffer_.size() > kMaxInput) {
            return Error{"input-too-large", "The input is longer than 256 MiB.", {}, ErrorKind::TooLarge};
        }
    }
}

Result<Input::Line> Input::read_line(std::string& line) {
    bool too_long = false;
    std::size_t searched = 0;  // bytes after position_ known to hold no line end
    for (;;) {
        const std::size_t end = buffer_.find('\n', position_ + searched);
        if (end != std::string::npos) {
            line.assign(buffer_, position_, end - position_);
            position_ = end + 1;
            break;
        }
        searched = buffer_.size() - position_;
        if (searched > kMaxLine) {
            too_long = true;
            position_ = buffer_.size();
            searched = 0;
        }
        auto more = fill();
        if (!more) return std::move(more).error();
        if (*more) continue;
        if (buffer_.empty()) {
            if (too_long) return Line::TooLong;
            return Line::End;
        }
        line = std::exchange(buffer_, {});
        position_ = 0;
        break;
    }
    if (too_long || line.size() > kMaxLine) {
        line.clear();
        return Line::TooLong;
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return Line::Read;
}

Result<std::string> read_input(const std::string& path) {
    auto input = Input::open(path);
    if (!input) return std::move(input).error();
    return input->read_all();
}

}  // namespace blason::cli
