#include "wallet-server/cli/key_file.hpp"

#include <utility>

#include "wallet-server/cli/input.hpp"

namespace blason::cli {

Result<crypto::PrivateKey> read_key(const std::string& path) {
    auto text = read_input(path);
    if (!text) return std::move(text).error();
    auto key = crypto::parse_key_file(*text);
    crypto::wipe(*text);
    return key;
}

Result<std::unique_ptr<crypto::Signer>> read_signer(const std::string& path) {
    auto key = read_key(path);
    if (!key) return std::move(key).error();
    return crypto::make_signer(std::move(*key));
}

}  // namespace blason::cli
