// Hands out the entries of status lists: each once, in an order nobody can guess.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/index_permutation.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

struct AllocationRules {
    std::int64_t entries = 131'072;  ///< of a new list; fewer would tell who is meant
    std::int64_t in_use = 98'304;    ///< then a new list is opened: the herd of a list stays large
    std::int64_t lease = 64;         ///< ordinals taken from the store at once; what is left at a restart is lost
};

class StatusAllocator {
  public:
    StatusAllocator(storage::Store& store, const crypto::SecretBytes& master, crypto::Random& random,
                    const AllocationRules& rules = {})
        : store_(store), master_(master), random_(random), rules_(rules) {}

    struct Place {
        std::string list;
        std::int64_t index = 0;
    };
    /// An entry of the open list for that purpose and width; opens a list where there is none. What the caller does not
    /// use is lost. Errors of the store, "issuer-not-found", "key-sealed".
    Result<Place> take(const std::string& org, const std::string& purpose, unsigned bits, Instant now,
                       const Actor& actor);
    /// Takes back an entry that no signed credential names.
    void give_back(const std::string& org, const std::string& purpose, unsigned bits, Place place);
    /// Forgets the open lists: the next entry is asked of the store.
    void forget();

  private:
    struct Open {
        std::string list;
        IndexPermutation permutation;
        std::int64_t next;
        std::int64_t end;
    };
    struct Slot {
        std::mutex mutex;
        std::optional<Open> open;
        std::vector<Place> spare;  ///< given back
    };
    struct Wanted {
        const std::string& org;
        const std::string& purpose;
        unsigned bits;
    };

    std::shared_ptr<Slot> slot_of(const Wanted& wanted);
    Result<void> lease(Open& open, const std::string& org);
    Result<void> find_open(Slot& slot, const Wanted& wanted);
    Result<void> make(const Wanted& wanted, Instant now, const Actor& actor);

    storage::Store& store_;
    const crypto::SecretBytes& master_;
    crypto::Random& random_;
    AllocationRules rules_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Slot>, std::less<>> slots_;  ///< by org|bits|purpose
};

}  // namespace blason::service
