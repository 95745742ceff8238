// KEY arguments: a file with a private key (interfaces.md).
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "engine/crypto/private_key.hpp"

namespace blason::cli {

/// Errors "input-unreadable" and those of crypto::parse_key_file.
Result<crypto::PrivateKey> read_key(const std::string& path);
Result<std::unique_ptr<crypto::Signer>> read_signer(const std::string& path);

}  // namespace blason::cli
