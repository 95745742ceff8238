#include "wallet-server/service/oauth/server_nonce.hpp"

#include "engine/crypto/hmac.hpp"
#include "engine/crypto/seal.hpp"
#include "engine/text/base64url.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kMacBytes = 16;

}  // namespace

std::string ServerNonces::at(std::int64_t seconds) const {
    Bytes out;
    for (std::size_t i = 0; i < kTimeBytes; ++i)
        out.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(seconds) >> (8 * (kTimeBytes - 1 - i))));
    Bytes input(as_bytes(purpose_).begin(), as_bytes(purpose_).end());
    input.insert(input.end(), out.begin(), out.end());
    const auto reading = key_.read();
    const auto mac = crypto::hmac(crypto::HashAlgorithm::Sha256, reading.bytes(), input);
    out.insert(out.end(), mac.bytes().begin(), mac.bytes().begin() + kMacBytes);
    return text::base64url_encode(out);
}

std::string ServerNonces::make(Instant now) const {
    return at(now.seconds);
}

bool ServerNonces::is_fresh(std::string_view nonce, Instant now) const {
    if (nonce.size() != (kTimeBytes + kMacBytes) / 3 * 4) return false;
    const auto bytes = text::base64url_decode(nonce);
    if (!bytes || bytes->size() != kTimeBytes + kMacBytes) return false;
    std::uint64_t seconds = 0;
    for (std::size_t i = 0; i < kTimeBytes; ++i) seconds = seconds << 8U | (*bytes)[i];
    const auto made = static_cast<std::int64_t>(seconds);
    if (made > now.seconds || made < now.seconds - kLifetime.count()) return false;
    return crypto::constant_time_equal(as_bytes(at(made)), as_bytes(nonce));
}

}  // namespace blason::service::oauth
