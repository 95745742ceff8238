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

/// What a shell would give a new file; nobody else makes files while the mask is read.
mode_t allowed(mode_t mode) {
    const mode_t mask = ::umask(0077);
    ::umask(mask);
    return mode & ~mask;
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
    if (::fchmod(descriptor, allowed(mode)) != 0) return failed(errno);
    return output;
}

Result<Output> Output::create(const std::string& path) {
    if (path.empty() || path == "-") return Output(STDOUT_FILENO, {}, {});
    struct stat existing {};
    if (::stat(path.c_str(), &existing) == 0 && !S_ISREG(existing.st_mode)) return open(path, kSecretFile);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kSecretFile);
    if (descriptor < 0 && errno == EEXIST)
        return refused("output-exists", "There is a file " + path + " already, and a private key replaces nothing.");
    if (descriptor < 0) return unwritable(path, errno);
    return Output(descriptor, path, path);  // it has its name already, and loses it again when it is not committed
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
    if (temporary_ != path_ && std::rename(temporary_.c_str(), path_.c_str()) != 0) return failed(errno);
    temporary_.clear();
    return {};
}

namespace {

Result<void> write_line(Result<Output> output, std::string_view text) {
    if (!output) return std::move(output).error();
    if (auto written = output->write(text); !written) return written;
    if (text.empty() || text.back() != '\n') {
        if (auto written = output->write("\n"); !written) return written;
    }
    return output->commit();
}

}  // namespace

Result<void> write_output(const std::string& path, std::string_view text, mode_t mode) {
    return write_line(Output::open(path, mode), text);
}

Result<void> write_private_key(const std::string& path, std::string_view text) {
    return write_line(Output::create(path), text);
}

}  // namespace blason::cli
