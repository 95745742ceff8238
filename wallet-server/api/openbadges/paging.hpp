// Paging of getCredentials: `limit`, `offset` and `since` in, Link and X-Total-Count out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::openbadges {

inline constexpr std::size_t kUsualPage = 100;  ///< without `limit`
inline constexpr std::size_t kLargestPage = 500;

struct PageRequest {
    std::size_t limit = kUsualPage;  ///< PositiveInteger; at most kLargestPage are answered
    std::size_t offset = 0;          ///< NonNegativeInteger
    std::optional<Instant> since;    ///< DateTime
    std::string since_text;          ///< as it was sent
};

/// Error "query-parameter": a value of another type, or a parameter given twice. Other parameters are left alone.
Result<PageRequest> read_page_request(const http::Request& request);

/// The relations `first` and `last` always, `next` while there is more, `prev` after the first entry.
/// `shown`: entries of this page; `url`: of the collection, without a query.
std::string page_links(const PageRequest& page, std::size_t shown, std::size_t total, std::string_view url);

}  // namespace blason::api::openbadges
