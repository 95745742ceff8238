#include "wallet-server/storage/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace blason::storage {
namespace {

constexpr std::size_t kMaxSecret = 4096;  // bytes

/// Closes what `open` gave.
struct Descriptor {
    int value = -1;
    ~Descriptor() {
        if (value >= 0) ::close(value);
    }
    Descriptor() = default;
    explicit Descriptor(int descriptor) : value(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

std::string reason() {
    return std::strerror(errno);  // NOLINT: one thread at start
}

/// A new name is durable only when its folder is.
void sync_folder_of(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path().string();
    const Descriptor descriptor(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.value >= 0) ::fsync(descriptor.value);
}

}  // namespace

Result<std::unique_ptr<DataFolder>> DataFolder::open(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) {
        const auto parent = std::filesystem::path(path).parent_path();
        if (!parent.empty()) std::filesystem::create_directories(parent, failed);
        if (::mkdir(path.c_str(), 0700) != 0)
            return unavailable("data-folder", "The data folder " + path + " cannot be made: " + reason());
        sync_folder_of(path);
    }
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
        return unavailable("data-folder", "The data folder " + path + " cannot be used.");
    if ((status.st_mode & 0077U) != 0)
        return refused("data-folder-mode", "Others may look into the data folder " + path + "; run: chmod 700 " + path);

    const int lock = ::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) return unavailable("data-folder", "The data folder " + path + " cannot be written: " + reason());
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return unavailable("data-folder-in-use", "Another server runs on the data folder " + path + ".");
    }
    return std::unique_ptr<DataFolder>(new DataFolder(path, lock));
}

Result<std::unique_ptr<DataFolder>> DataFolder::open_existing(const std::string& path) {
    if (auto there = has_database(path); !there) return std::move(there).error();
    return open(path);
}

Result<void> has_database(const std::string& path) {
    std::error_code failed;
    if (std::filesystem::is_regular_file(path + "/blason.db", failed)) return {};
    return Error{"data-folder-empty",
                 "There is no database in the folder " + path + ": is that the data folder of the server?",
                 {},
                 ErrorKind::Usage};
}

DataFolder::~DataFolder() {
    ::close(lock_);
}

Result<std::string> read_secret_file(const std::string& path) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (descriptor.value < 0 || ::fstat(descriptor.value, &status) != 0)
        return unavailable("secret-file", "The file " + path + " cannot be read: " + reason());
    if ((status.st_mode & 0077U) != 0)
        return refused("secret-file-mode", "Others may read or write " + path + "; run: chmod 600 " + path);
    std::string text(kMaxSecret, '\0');
    const auto count = ::read(descriptor.value, text.data(), text.size());
    if (count < 0) return unavailable("secret-file", "The file " + path + " cannot be read: " + reason());
    text.resize(static_cast<std::size_t>(count));
    return text;
}

Result<void> write_secret_file(const std::string& path, std::string_view text) {
    const Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (descriptor.value < 0) return unavailable("secret-file", "The file " + path + " cannot be written: " + reason());
    const auto written = ::write(descriptor.value, text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size()) || ::fsync(descriptor.value) != 0)
        return unavailable("secret-file", "The file " + path + " cannot be written: " + reason());
    sync_folder_of(path);
    return {};
}

}  // namespace blason::storage
