// The status of what we have issued: places in lists for new credentials, and revoking, suspending, restoring.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/service/status_allocator.hpp"
#include "wallet-server/service/status_publisher.hpp"

namespace blason::service {

/// A status to be set, as people name it.
struct SetStatus {
    std::string credential;  ///< the credential's `id`, or the last part of its address here
    std::string purpose;
    unsigned value = 1;  ///< 0: not set
    std::string reason;  ///< published in 1EdTech revocation lists; may be empty
    std::string list;    ///< URL of the list and index, when the caller names them: they must be right
    std::string index;
};

/// Where a credential stands.
struct CredentialStatus {
    std::string purpose;
    unsigned value = 0;
    std::string reason;
    Instant changed;
    std::string list;  ///< URL
    std::int64_t index = 0;
};

/// At most this many are set by one call.
inline constexpr std::size_t kMaxStatusChanges = 10'000;

class StatusService {
  public:
    StatusService(storage::Store& store, StatusAllocator& allocator, StatusPublisher& publisher, const PublicUrls& urls,
                  Clock clock)
        : store_(store), allocator_(allocator), publisher_(publisher), urls_(urls), clock_(std::move(clock)) {}

    /// Adds `credentialStatus` to a credential that has none, and returns the rows that must be stored together with
    /// it.
    Result<std::vector<storage::StatusEntryRow>> assign(const std::string& org, std::string_view credential_id,
                                                        const StatusPlan& plan, json::Object& credential,
                                                        const Actor& actor);

    /// The credential was not signed: its places may be given to another one.
    void give_back(const std::string& org, const StatusPlan& plan, const std::vector<storage::StatusEntryRow>& rows);

    /// Sets all or none; whether each changed anything. When it returns, the lists that are served show it. Errors,
    /// with
    /// "/N" as pointer: "credential-not-found" (NotFound), "status-not-assigned", "status-value",
    /// "status-entry-mismatch", "status-final" (Conflict: a revocation stays), "status-too-many".
    Result<std::vector<bool>> set(const std::string& org, const std::vector<SetStatus>& changes, const Actor& actor);

    /// Empty for a credential without status.
    Result<std::vector<CredentialStatus>> statuses_of(const std::string& org, const std::string& credential_id);
    /// The 1EdTech revocation list of an organisation. Error "issuer-not-found".
    Result<json::Object> revocation_list(const std::string& org);

    /// Called with the URL of each list that has changed.
    void on_change(std::function<void(const std::string& url)> callback) { on_change_ = std::move(callback); }
    StatusPublisher& publisher() { return publisher_; }

    /// After a backup was restored: the lists known to the backup may have given out entries since, so none of them
    /// gives out any more. How many were closed.
    Result<std::size_t> close_lists(const Actor& actor);

  private:
    storage::Store& store_;
    StatusAllocator& allocator_;
    StatusPublisher& publisher_;
    const PublicUrls& urls_;
    Clock clock_;
    std::function<void(const std::string&)> on_change_;
};

}  // namespace blason::service
