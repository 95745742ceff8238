// did:webvh 1.0, "did:webvh DID Method Parameters": what a log says about how it is to be read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::did::webvh {

inline constexpr std::string_view kMethodVersion = "did:webvh:1.0";
inline constexpr std::size_t kMaxListed = 256;  ///< keys, hashes, witnesses, watchers in one list
inline constexpr std::uint32_t kDefaultTtl = 3600;

/// Who must approve a version. Nobody when `keys` is empty.
struct WitnessRule {
    std::size_t threshold = 0;
    std::vector<std::string> keys;  ///< Multikeys of their did:key, all different

    bool operator==(const WitnessRule&) const = default;
};

/// The parameters in force after an entry.
struct Parameters {
    std::string scid;
    std::vector<std::string> update_keys;      ///< Multikeys that may sign the next entry
    std::vector<std::string> next_key_hashes;  ///< not empty: key pre-rotation is active
    WitnessRule witness;
    std::vector<std::string> watchers;
    bool portable = false;
    bool deactivated = false;
    std::uint32_t ttl = kDefaultTtl;  ///< seconds; 0: not to be cached
};

/// Reads the `parameters` of one entry on top of those before it (nullptr: the first entry). `null` means the default,
/// as early logs wrote it. Error "INVALID_DID", pointer below `path`.
Result<Parameters> apply(const json::Object& given, const Parameters* previous, const json::Path& path);

}  // namespace blason::did::webvh
