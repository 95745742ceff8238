// The server's side of DPoP (RFC 9449) beyond the proof itself: nonces of ours are asked for, and no proof counts
// twice. Authorization server and resources are one installation, so they share nonces and memory.
#pragma once

#include <string>
#include <string_view>

#include "engine/jose/dpop.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/oauth/replay_guard.hpp"
#include "wallet-server/service/oauth/server_nonce.hpp"

namespace blason::service::oauth {

class DpopGuard {
  public:
    /// `announced`: clients are told that they may show proofs. Whoever shows one all the same is held to it.
    DpopGuard(Clock clock, crypto::Random& random, bool announced = true)
        : clock_(std::move(clock)), nonces_(random, "dpop"), announced_(announced) {}

    [[nodiscard]] bool announced() const { return announced_; }

    /// The thumbprint of the key that was shown. Errors "invalid_dpop_proof", "use_dpop_nonce" (without a nonce of ours
    /// that is fresh: answer with next_nonce), "too-many-requests".
    Result<std::string> check(std::string_view proof, const jose::DpopRequest& request);
    /// For the field DPoP-Nonce.
    [[nodiscard]] std::string next_nonce() const { return nonces_.make(clock_()); }

  private:
    Clock clock_;
    ServerNonces nonces_;
    ReplayGuard seen_;
    bool announced_;
};

}  // namespace blason::service::oauth
