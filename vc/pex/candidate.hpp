// A credential as Presentation Exchange sees it: the JSON that paths are evaluated against, and under which claim
// format designations it goes. Nothing is verified here: a holder's credentials were when they came in, and a verifier
// checks what was submitted itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/document.hpp"

namespace blason::vc::pex {

enum class Fact { No, Yes, Unknown };

struct Candidate {
    /// Of JSON the credential; of a token all claims of its payload, with what an SD-JWT discloses in its place.
    json::Document document;
    /// Designations, the usual one first: {"jwt_vc_json", "jwt_vc", "jwt"}; those of the registry and of the field.
    std::vector<std::string> formats;
    std::vector<std::string> algorithms;    ///< of the signature of a token: its `alg`
    std::vector<std::string> proof_types;   ///< of JSON: the types of its proofs
    std::vector<std::string> cryptosuites;  ///< and their suites, where they are named
    bool selective = false;                 ///< whether its holder can show a part of it
    bool holder_bound = false;              ///< the caller knows: the key it is bound to is the holder's
    /// What the issuer has published of it. Both No without a status entry, otherwise Unknown until the caller says.
    Fact revoked = Fact::No;
    Fact suspended = Fact::No;

    /// The credential inside: what `vc` holds in a token of version 1.1, else the document.
    [[nodiscard]] const json::Value& credential() const;
    [[nodiscard]] bool is_presentation() const;
};

/// A credential, presentation or other token as a text: JSON, a compact JWS, an SD-JWT. Errors of the readers.
Result<Candidate> read_candidate(std::string_view text);
/// The same for JSON that is parsed already: an object (also an envelope of VCDM 2.0), or a text that is a token.
Result<Candidate> read_candidate(const json::Value& value);

/// Who it is about: the `id` of each subject, or the `sub` of a token. Empty: nobody by name.
std::vector<std::string_view> subjects_of(const Candidate& candidate);
/// The subject that a part of it is about: that of the object around the part, or all when the part is in none.
std::vector<std::string_view> subjects_at(const Candidate& candidate, std::string_view pointer);
std::string_view issuer_of(const Candidate& candidate);  ///< empty: nobody
/// Whether it has run out: `validUntil`, `expirationDate`, `exp`.
bool is_expired(const Candidate& candidate, Instant now);

}  // namespace blason::vc::pex
