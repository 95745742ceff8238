#include "wallet-server/cli/new_key_files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "wallet-server/cli/output.hpp"

namespace blason::cli {
namespace {

constexpr std::size_t kMostNames = 10'000;

std::string numbered(const std::string& name, std::size_t number) {
    return name + (number == 1 ? "" : "-" + std::to_string(number)) + ".json";
}

}  // namespace

Result<void> NewKeyFiles::check() const {
    auto folder = std::filesystem::path(name_).parent_path().string();
    if (folder.empty()) folder = ".";
    if (::access(folder.c_str(), W_OK | X_OK) == 0) return {};
    return Error{"output-unwritable",
                 "Cannot write keys into " + folder + ": " + std::strerror(errno) + ".",
                 {},
                 ErrorKind::Usage};
}

Result<std::string> NewKeyFiles::write(std::string_view text) {
    for (; number_ < kMostNames; ++number_) {
        auto file = numbered(name_, number_);
        const auto written = write_private_key(file, text);
        if (written) {
            ++number_;
            return file;
        }
        if (written.error().code != "output-exists") return written.error();
    }
    return refused("output-exists", "Every name from " + numbered(name_, 1) + " on is taken: choose another NAME.");
}

}  // namespace blason::cli
