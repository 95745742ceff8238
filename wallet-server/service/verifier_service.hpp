// The verifier's side: reports, and challenges that count once.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/environment.hpp"
#include "vc/report.hpp"
#include "vc/verify.hpp"
#include "wallet-server/service/challenge.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

struct Verify {
    std::optional<std::string> recipient;  ///< the badge must be for this subject id or e-mail address
    std::optional<std::string> challenge;  ///< presentations only
    std::optional<std::string> domain;
    bool trace = false;
    bool strict = false;
};

class VerifierService {
  public:
    VerifierService(storage::Store& store, ChallengeBox& challenges, Clock clock, const vc::Environment& environment);

    /// Anything vc::verify reads: text of a credential or presentation. No challenge is consumed.
    Result<vc::Report> verify(std::string_view text, const Verify& options);
    Result<vc::Report> verify(const json::Value& document, const Verify& options);
    /// What stands at an address, fetched by the rules for everything that goes out. Errors of fetch_document.
    Result<vc::Report> verify_at(const std::string& url, const Verify& options);

    /// A new challenge, good once in the whole installation, and until it expires.
    Challenge new_challenge();

    /// Verifies a presentation. When `options.challenge` is one of ours it is consumed together with a valid verdict:
    /// of any number of equal requests in parallel exactly one succeeds. Errors, pointer /options/challenge:
    /// "challenge-expired", "challenge-used". A challenge that is not ours is compared only.
    Result<vc::Report> verify_presentation(const json::Value& document, const Verify& options, const Actor& actor);

  private:
    storage::Store& store_;
    ChallengeBox& challenges_;
    Clock clock_;
    vc::Environment environment_;
};

}  // namespace blason::service
