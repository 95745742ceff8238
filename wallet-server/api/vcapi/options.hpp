// The `options` of the requests. An option we do not know, or do not do yet, is refused and never passed over.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/format.hpp"
#include "vc/issue.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/service/verifier_service.hpp"

namespace blason::api::vcapi {

/// What the proof says beside what it must: `challenge`, `domain` as VC-API names them, and `expires`, `nonce`,
/// `proofId`, `previousProof` (a text or an array), `addProof`.
struct ProofOptions {
    vc::ProofMembers members;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
};
struct IssueOptions {
    std::string cryptosuite;  ///< empty: the default
    ProofOptions proof;
    vc::Format format = vc::Format::DataIntegrity;
    std::optional<std::vector<std::string>> disclosable;  ///< with sd-jwt: JSON pointers
    std::optional<service::StatusPlan> status;            ///< nothing: what is usual
    std::vector<std::string> mandatory_pointers;
};
struct DeriveOptions {
    std::vector<std::string> selective_pointers;
};
struct ProveOptions {
    std::string cryptosuite;
    vc::Format format = vc::Format::DataIntegrity;
    ProofOptions proof;
    std::optional<Instant> created;                              ///< now when absent
    std::optional<std::vector<std::string>> selective_pointers;  ///< with sd-jwt
};

// `body`: the whole request body. Errors, pointer /options/...: "wrong-type", "invalid-instant", "option-unknown",
// "option-not-supported".
Result<IssueOptions> read_issue_options(const json::Value& body);
Result<DeriveOptions> read_derive_options(const json::Value& body);
Result<ProveOptions> read_prove_options(const json::Value& body);
Result<service::Verify> read_verify_options(const json::Value& body);

/// An error of signing, where it is in the request: an option, or in the member `inside`.
Error placed_in_request(Error error, std::string_view inside);

}  // namespace blason::api::vcapi
