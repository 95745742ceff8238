// The Digital Credentials Query Language (OpenID4VP 1.0 section 6): what a verifier asks for.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/dcql/claims_path.hpp"
#include "vc/format_identifier.hpp"

namespace blason::vc::dcql {

/// Section 6.3.
struct ClaimsQuery {
    std::string id;  ///< empty: none
    ClaimsPath path;
    std::vector<json::Value> values;  ///< strings, integers, booleans; empty: any value
    /// The path is that of an earlier claim: section 6.1 has wallets ignore it.
    bool repeated = false;
};

/// Section 6.1.1. Types that are not known match nothing.
struct TrustedAuthorities {
    std::string type;  ///< "aki", "etsi_tl", "openid_federation", or any other
    std::vector<std::string> values;
};

/// What Appendix B defines for our formats. Empty: no constraint.
struct Meta {
    std::vector<std::vector<std::string>> type_values;  ///< alternatives; of one, all must be there
    std::vector<std::string> vct_values;
};

/// Section 6.1.
struct CredentialQuery {
    std::string id;
    std::string format;                            ///< as it was asked
    std::optional<FormatIdentifier> known_format;  ///< nothing: a format that we do not hold, so nothing matches
    bool multiple = false;                         ///< more than one credential may be given
    Meta meta;
    std::vector<TrustedAuthorities> trusted_authorities;  ///< empty: any
    bool require_holder_binding = true;
    std::vector<ClaimsQuery> claims;                   ///< empty: nothing that could be kept back
    std::vector<std::vector<std::size_t>> claim_sets;  ///< indexes of `claims`, the preferred first; empty: all claims
};

/// Section 6.2.
struct CredentialSetQuery {
    std::vector<std::vector<std::size_t>> options;  ///< indexes of Query::credentials
    bool required = true;
};

struct Query {
    std::vector<CredentialQuery> credentials;
    std::vector<CredentialSetQuery> credential_sets;  ///< empty: every credential is required

    /// nullptr: there is none of that id.
    [[nodiscard]] const CredentialQuery* find(std::string_view id) const;
};

/// How much one query may ask. All arrays of a query count against `max_items` too.
struct QueryLimits {
    std::size_t max_credentials = 32;
    std::size_t max_claims = 128;  ///< of one credential query
    std::size_t max_all_claims = 512;
    std::size_t max_path = 32;     ///< elements of a claims path
    std::size_t max_sets = 32;     ///< claim sets of a credential query, credential sets, options of one
    std::size_t max_items = 4096;  ///< elements of all arrays together
    std::size_t max_text = 2048;   ///< bytes of one string
};

/// Reads a `dcql_query`. Members that the standard does not know are ignored (section 6). Errors with the pointer into
/// the query, kind Malformed: "missing-member", "wrong-type", "dcql-empty" (an array that must have elements),
/// "dcql-id" (characters of an id), "dcql-id-repeated", "dcql-id-unknown" (a set names what is not there), "dcql-path",
/// "dcql-value" (neither string, integer nor boolean), "dcql-aki" (no base64url), "dcql-claim-sets-without-claims";
/// kind TooLarge "dcql-too-large".
Result<Query> parse_query(const json::Value& query, const QueryLimits& limits = {});

}  // namespace blason::vc::dcql
