// Status lists that were fetched and verified, kept for the next credential of the same issuer.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "engine/net/http_client.hpp"
#include "vc/status/bitstring.hpp"
#include "vc/status/revocation_list.hpp"
#include "vc/status/shared_lookups.hpp"
#include "vc/status/token_status_list.hpp"

namespace blason::vc::status {

/// A list credential whose proof, dates and shape are good.
struct VerifiedList {
    List list;
    std::string issuer;
    std::optional<Instant> valid_from;
    std::optional<Instant> newest_seen;  ///< the latest validFrom any list at this address has had
};

/// A token status list whose signature and dates are good.
struct VerifiedTokenList {
    TokenStatusList list;
    std::string issuer;
};

struct CacheLimits {
    std::size_t max_lists = 64;  ///< of each kind; a list has at most kMaxListBytes
    std::chrono::seconds max_age{300};
    std::chrono::seconds default_age{60};  ///< where neither the list nor the answer says how long
    std::chrono::seconds error_age{30};    ///< so that a host that is back is soon asked again
};

/// Safe from every thread.
class ListCache {
  public:
    explicit ListCache(const CacheLimits& bounds = {})
        : limits(bounds), lists(bounds.max_lists), revocation_lists(bounds.max_lists), token_lists(bounds.max_lists) {}

    /// The next one who asks for this address fetches it anew.
    void forget(std::string_view url) {
        lists.forget(url);
        revocation_lists.forget(url);
        token_lists.forget(url);
    }

    const CacheLimits limits;
    SharedLookups<VerifiedList> lists;
    SharedLookups<RevocationList> revocation_lists;
    SharedLookups<VerifiedTokenList> token_lists;  ///< by the address, a space, and who made the token
};

/// How long an answer may be kept: the shortest of `max_age`, the list's own `ttl` and the answer's Cache-Control
/// (max-age; no-store and no-cache: not at all).
std::chrono::milliseconds age_of(const net::FetchReply& reply, std::optional<std::uint64_t> ttl_ms,
                                 const CacheLimits& limits);

}  // namespace blason::vc::status
