#include "wallet-server/cli/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace blason::cli {
namespace {

Error failed(int reason) {
    return {"output-failed", std::string("Cannot write: ") + std::strerror(reason) + ".", {}, ErrorKind::Internal};
}

Error unwritable(const std::string& path, int reason) {
    return {"output-unwritable", "Cannot write " + path + ": " + std::strerror(reason) + ".", {}, ErrorKind::Usage};
}

}  // namespace

Result<Output> Output::open(const std::string& path, mode_t mode) {
    if (path.empty() || path == "-") return Output(STDOUT_FILENO, {}, {});
    struct stat existing {};
    if (::stat(path.c_str(), &existing) == 0 && !S_ISREG(existing.st_mode)) {  // a device or a pipe is not replaced
        const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor < 0) return unwritable(path, errno);
        return Output(descriptor, {}, {});
    }
    std::error_code no_link;  // of a symbolic link, the file it names is replaced
    const auto target = std::filesystem::canonical(path, no_link);
    const std::string final_path = no_link ? path : target.string();
    std::string temporary = final_path + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);  // mode 0600
    if (descriptor < 0) return unwritable(path, errno);
    Output output(descriptor, std::move(temporary), final_path);
    if (::fchmod(descriptor, mode) != 0) return failed(errno);
    return output;
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      temporary_(std::exchange(other.temporary_, {})),
      path_(std::move(other.path_)) {}

Output::~Output() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> Output::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor_, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(errno);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> Output::commit() {
    if (temporary_.empty()) return {};
    if (::fsync(descriptor_) != 0) return failed(errno);
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return failed(errno);
    temporary_.clear();
    return {};
}

Result<void> write_output(const std::string& path, std::string_view text, mode_t mode) {
    auto output = Output::open(path, mode);
    if (!output) return std::move(output).error();
    if (auto written = output->write(text); !written) return written;
    if (text.empty() || text.back() != '\n') {
        if (auto written = output->write("\n"); !written) return written;
    }
    return output->commit();
}

}  // namespace blason::cli
