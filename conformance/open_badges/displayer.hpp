// The badges of the displayer's certification (D1 to D4): one that is valid, one that has expired, one that was
// revoked, in both editions of the data model; and whether our own verifier tells them apart.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "conformance/open_badges/report.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "vc/environment.hpp"

namespace blason::conformance {

struct DisplayerBadge {
    std::string name;  ///< "d1-valid", ..., "d3-revoked"
    std::string text;
    std::string check;  ///< the check that says no; empty: it is valid
    std::string code;   ///< with this code
};

struct DisplayerSet {
    std::vector<DisplayerBadge> badges;
    std::map<std::string, std::string> documents;  ///< what they refer to, by its address: the status list
};

/// Signed by a key made for this one set. Errors of vc::issue and vc::proof.
Result<DisplayerSet> displayer_set(Instant now, crypto::Random& random, const vc::Environment& environment);

/// Verifies each as our own displayer does.
RehearsalReport rehearse_displayer(const DisplayerSet& set, Instant now, const vc::Environment& environment);

}  // namespace blason::conformance
