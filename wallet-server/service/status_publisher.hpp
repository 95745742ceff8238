// The status lists as the world reads them: made from the store, signed, and kept in memory until they change or age.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

/// How long others may keep a list: `ttl` in it, max-age beside it.
inline constexpr std::int64_t kListMaxAgeSeconds = 300;

/// One list as it goes out: a signed credential, or a token (JWT).
struct PublishedList {
    std::string text;
    std::string etag;  ///< with its quotes
    Instant made;
};

enum class ListForm {
    Credential,  ///< BitstringStatusListCredential
    Token        ///< Token Status List, for lists of revocations
};

class StatusPublisher {
  public:
    /// `signing`: what signing a credential needs.
    StatusPublisher(storage::Store& store, KeyStore& keys, const PublicUrls& urls, Clock clock,
                    const vc::Environment& signing)
        : store_(store), keys_(keys), urls_(urls), clock_(std::move(clock)), signing_(signing) {}

    /// From memory, unless it changed or half of its validity is over. Errors "status-list-not-found",
    /// "status-list-form" (NotFound: no such form of this list), and those of signing.
    Result<std::shared_ptr<const PublishedList>> get(std::string_view org, std::string_view list, ListForm form);
    /// The store has another status: from now on `get` gives a list that shows it.
    void changed(std::string_view org, std::string_view list);
    /// The organisation signs with another key: its lists are signed anew.
    void key_changed(std::string_view org);

  private:
    struct Slot {
        std::mutex building;
        std::atomic<std::uint64_t> version{1};  ///< rises with every change
        std::mutex mutex;                       ///< of what follows
        std::shared_ptr<const PublishedList> current;
        std::uint64_t shows = 0;  ///< the version that `current` is of
    };

    std::shared_ptr<Slot> find_slot(std::string_view org, std::string_view list, ListForm form);
    std::shared_ptr<const PublishedList> fresh(Slot& slot, Instant now);
    Result<PublishedList> build(const storage::StatusListRow& row, ListForm form, Instant now);

    storage::Store& store_;
    KeyStore& keys_;
    const PublicUrls& urls_;
    Clock clock_;
    vc::Environment signing_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Slot>, std::less<>> slots_;
};

}  // namespace blason::service
