// Verifiable presentation requests (VCALM 1.0 section "Verifiable Presentation Request"), and the older forms that are
// still sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::vcalm {

enum class QueryKind {
    ByExample,           ///< QueryByExample
    DidAuthentication,   ///< DIDAuthentication, once DIDAuth
    DigitalCredentials,  ///< DigitalCredentialQueryLanguage
    Other                ///< a type that we cannot answer
};

struct Query {
    QueryKind kind = QueryKind::Other;
    std::string type;                  ///< as it was sent
    std::optional<std::string> group;  ///< queries of one group belong together
    bool required = true;              ///< of a DID authentication
    /// Of a QueryByExample: `credentialQuery`, of which older requests send several; each wants a credential.
    std::vector<json::Value> credential_queries;
    json::Value digital_credentials;                 ///< the DCQL query
    std::vector<std::string> accepted_methods;       ///< DID methods, "key"; empty: any
    std::vector<std::string> accepted_cryptosuites;  ///< of the authentication; empty: any
    std::string pointer;                             ///< its place in the request
};

struct PresentationRequest {
    std::vector<Query> queries;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
    std::string endpoint;  ///< older requests say where the answer goes (`interact.service`); empty: where it was asked

    /// Somebody has to say who they are, whichever alternative is chosen.
    [[nodiscard]] bool asks_authentication() const;
};

/// What satisfies a request: any one of its alternatives.
struct Alternative {
    std::vector<const Query*> credentials;     ///< every one of them
    std::vector<const Query*> authentication;  ///< any one of them; empty: nobody has to say who they are
};

/// Reads a request: `query` may be one object or many, `credentialQuery` likewise. Errors "missing-member",
/// "wrong-type", "query-empty", "query-too-many" (more than 32), with pointers into the request.
Result<PresentationRequest> read_presentation_request(const json::Value& value, const json::Path& path);

/// Section "Logical Operations in Queries": a group is one alternative, a query without group another. The standard
/// does not say what a DID authentication without group stands beside; everybody who sends one wants it in any case, so
/// it belongs to every alternative: nobody gets around it by answering another query. Views into `request`.
std::vector<Alternative> alternatives(const PresentationRequest& request);

/// The names of `acceptedCryptosuites` and `acceptedEnvelopes`: texts, or objects with that member.
std::vector<std::string> names_in(const json::Value* list, std::string_view member);

/// The name of a suite as proofs have it: "Ed25519Signature2020" has been called "ed25519-2020" too.
std::string_view suite_name(std::string_view name);

}  // namespace blason::vc::vcalm
