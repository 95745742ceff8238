// QueryByExample of verifiable presentation requests (VCALM 1.0 section 3.4.2): which credentials look like an example.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::presentation {

struct CredentialExample {
    std::string reason;   ///< for the holder to read; may be empty
    json::Value example;  ///< an object; null: any credential
    /// Ids of issuers. `recognizedIn` is not looked up, so it accepts nobody. Nothing: any.
    std::optional<std::vector<std::string>> accepted_issuers;
    std::optional<std::vector<std::string>> accepted_cryptosuites;  ///< of Data Integrity proofs; nothing: any
    std::vector<std::string> accepted_envelopes;  ///< media types; empty: only Data Integrity, the default
};

inline constexpr std::size_t kMaxExampleValues = 1000;  ///< objects, arrays and scalars in one example
inline constexpr std::size_t kMaxExamples = 32;         ///< credential queries of one query

/// `credentialQuery` of a query of type QueryByExample, at `place`: one object, or as older requests have it an array
/// of them, all of which are asked for. Errors, kind Malformed, with the pointer: "wrong-type", "missing-member",
/// "dcql-empty"; kind TooLarge "example-too-large".
Result<std::vector<CredentialExample>> parse_query_by_example(const json::Value& query, const json::Path& place);

/// Pointers into the credential to what the example asks for, each once: what has to be seen of it.
struct ExampleMatch {
    std::vector<std::string> selected;
};
struct ExampleMismatch {
    std::string_view code;  ///< "envelope-not-accepted", "cryptosuite-not-accepted", "issuer-not-accepted",
                            ///< "example-mismatch"
    std::string pointer;    ///< of the last: the member of the example that is not met
};

/// Every member of the example is there: "" with any value, a scalar with this value, an object with all of its
/// members, an array with all of its elements, in any order. One value is the same as an array of one, as JSON-LD has
/// it: a type "A" asks for it among the types.
std::variant<ExampleMatch, ExampleMismatch> match_example(const CredentialExample& query, const Held& credential);

}  // namespace blason::vc::presentation
