// did:webvh 1.0, "Read (Resolve)": a log of versions, each chained to the one before and signed by a key that was
// allowed to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "did/webvh/parameters.hpp"
#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/json/value.hpp"

namespace blason::did::webvh {

inline constexpr std::size_t kMaxLogBytes = 1U << 20U;  ///< of did.jsonl
inline constexpr std::size_t kMaxVersions = 1024;       ///< entries of one log
/// An entry may be dated a little ahead of our clock, in seconds.
inline constexpr std::int64_t kClockSkew = 300;

struct Version {
    std::string id;         ///< versionId: "2-Qm..."
    std::uint32_t number;   ///< the 2 of it
    Instant time;           ///< versionTime
    std::string time_text;  ///< as it stands in the log
    Parameters parameters;  ///< in force after this entry
    WitnessRule witnesses;  ///< who must have approved this entry
    std::string did;        ///< `id` of its document
    json::Value state;      ///< its document
};

/// What can be believed of a log. The first entry that does not fit ends it: those before it stand, and `broken` says
/// what is wrong, with a pointer whose first part is the number of the line, from 0.
struct Log {
    std::vector<Version> versions;
    std::optional<Error> broken;  ///< code "INVALID_DID"
};

/// The SCID that the first line names, unchecked; empty when there is none.
std::string scid_in(std::string_view text);

/// Checks everything but witnesses. `scid`: the one in the identifier that is being resolved.
Log read_log(std::string_view text, std::string_view scid, Instant now);

/// base58btc(multihash(JCS(entry))) of an entry without proof ("Entry Hash Generation and Verification"), its
/// `versionId` replaced by that of the entry before, or by the SCID.
std::string entry_hash(json::Object entry, std::string_view predecessor);
/// The SCID of a first entry without proof ("Verify SCID"): `known` is the text that stands for it in the entry.
std::string scid_of(json::Object entry, std::string_view known);

}  // namespace blason::did::webvh
