#include "wallet-server/service/challenge.hpp"

#include <array>

#include "engine/crypto/seal.hpp"
#include "engine/text/base64url.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kTextSize = 64;  // base64url of 24 bytes nonce, 8 bytes time, 16 bytes tag

constexpr std::string_view kSealContext = "blason-challenge";

}  // namespace

Challenge ChallengeBox::make(Instant now) {
    const Instant expires{now.seconds + kLifetime.count(), 0};
    std::array<std::uint8_t, 8> plain{};
    for (std::size_t i = 0; i < plain.size(); ++i)
        plain[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(expires.seconds) >> (8 * i));
    return {text::base64url_encode(crypto::seal(key_, plain, kSealContext, random_)), expires};
}

std::optional<Instant> ChallengeBox::open(std::string_view text) const {
    if (text.size() != kTextSize) return std::nullopt;
    const auto sealed = text::base64url_decode(text);
    if (!sealed) return std::nullopt;
    const auto plain = crypto::unseal(key_, *sealed, kSealContext);
    if (!plain || plain->size() != 8) return std::nullopt;
    const auto reading = plain->read();
    std::uint64_t seconds = 0;
    for (std::size_t i = 0; i < 8; ++i) seconds |= static_cast<std::uint64_t>(reading.bytes()[i]) << (8 * i);
    return Instant{static_cast<std::int64_t>(seconds), 0};
}

}  // namespace blason::service
