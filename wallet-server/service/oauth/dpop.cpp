#include "wallet-server/service/oauth/dpop.hpp"

#include "engine/crypto/hash.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::int64_t kSkewSeconds = 60;

}  // namespace

Result<std::string> DpopGuard::check(std::string_view proof, const jose::DpopRequest& request) {
    const auto now = clock_();
    auto checked = jose::check_dpop(proof, request, now, kSkewSeconds);
    if (!checked) return std::move(checked).error();
    if (!nonces_.is_fresh(checked->nonce, now))
        return refused("use_dpop_nonce", "The DPoP proof needs the nonce of this answer.");
    const auto digest = crypto::sha256(checked->thumbprint + "." + checked->id);
    const Instant expires{checked->issued.seconds + kSkewSeconds + 1, 0};
    const auto first = seen_.take(std::string(as_text(digest.bytes())), expires, now);
    if (!first) return first.error();
    if (!*first) return refused("invalid_dpop_proof", "This DPoP proof was used before (jti).");
    return std::move(checked->thumbprint);
}

}  // namespace blason::service::oauth
