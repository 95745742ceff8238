// A wallet and its key before they are stored: whoever makes one stores it together with what it belongs to.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/service/key_store.hpp"

namespace blason::service {

struct NewHolder {
    storage::HolderRow row;
    storage::KeyRow key;
};
Result<NewHolder> new_holder(KeyStore& keys, crypto::Random& random, std::string_view org, std::string_view name,
                             Instant now);

}  // namespace blason::service
