#include "wallet-server/cli/unfinished_offer.hpp"

#include <filesystem>

#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"

namespace blason::cli {

using service::receiver::Receiving;

Result<Receiving> UnfinishedOffer::read() const {
    auto text = read_input(path_);
    if (!text) return std::move(text).error();
    auto receiving = service::receiver::receiving_from_text(*text);
    crypto::wipe(*text);
    if (!receiving) return Error{"receiving-unreadable", "This is no unfinished offer.", {}, ErrorKind::Usage};
    return receiving;
}

Result<void> UnfinishedOffer::keep(const Receiving& receiving) {
    auto text = service::receiver::to_text(receiving);
    Result<void> done;
    if (path_.empty()) {
        auto file = files_.write(text);
        if (file)
            path_ = std::move(*file);
        else
            done = std::move(file).error();
    } else {
        done = write_output(path_, text, kSecretFile);
    }
    crypto::wipe(text);
    return done;
}

void UnfinishedOffer::finish() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

}  // namespace blason::cli
