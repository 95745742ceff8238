// Writing a did:webvh log: the first entry, and each further one ("Create (Register)", "Update (Rotate)").
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"

namespace blason::did::webvh {

/// What stands for the SCID in a new document until it is known: its id is "did:webvh:{SCID}:example.org:a".
inline constexpr std::string_view kScidPlaceholder = "{SCID}";
/// "did:webvh:{SCID}:" and the place, as did_web.hpp's web_identifier writes it.
std::string unfinished_did(std::string_view place);

/// The hash that promises a key ("Pre-Rotation Key Hash Generation").
std::string promise_of(const crypto::PublicKey& key);

struct StartedLog {
    std::string did;
    std::string text;  ///< did.jsonl with one line
};

/// `parameters`: `updateKeys` and what else differs from the defaults; `method` and `scid` are added. `document`: with
/// the placeholder wherever the SCID belongs. `signer`: one of the update keys. Errors: "INVALID_DID" (what was to be
/// written is not a log, with the pointer of read_log), "webvh-key-type", those of the signer.
Result<StartedLog> start_log(json::Object parameters, const json::Value& document, const crypto::Signer& signer,
                             Instant now);

/// The log with one more entry. `document` nullptr: as before. The entry is dated `now`, or one second after the last
/// one where that is later. Errors of start_log; the log that is there must fit.
Result<std::string> extend_log(std::string_view text, json::Object parameters, const json::Value* document,
                               const crypto::Signer& signer, Instant now);

}  // namespace blason::did::webvh
