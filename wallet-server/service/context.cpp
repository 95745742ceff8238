#include "wallet-server/service/context.hpp"

#include "engine/base/bytes.hpp"

namespace blason::service {

std::string random_id(crypto::Random& random) {
    return to_hex(random.bytes(16));
}

}  // namespace blason::service
