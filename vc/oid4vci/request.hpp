// What a wallet sends to the endpoints of an issuer (OpenID4VCI 1.0 sections 8.2, 9.1, 11.1), and draft 13 of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/jose/jwk_set.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::oid4vci {

/// Which edition a wallet speaks. Draft 13 names a format instead of a configuration, has one `proof`, and gets its
/// next nonce with every answer.
enum class Edition { Final, Draft13 };

/// `proofs`: of one type, one for each credential. `jwt` and `attestation` are texts, `di_vp` objects.
struct Proofs {
    std::string type;
    std::vector<json::Value> values;
};

/// `credential_response_encryption`: the key the answer is for. Compression is not known here.
struct ResponseEncryption {
    jose::Jwk key;           ///< with `alg`
    json::Object jwk;        ///< the same as it was sent
    std::string encryption;  ///< `enc`
};

struct CredentialRequest {
    Edition edition = Edition::Final;
    std::string configuration;       ///< `credential_configuration_id`; or
    std::string identifier;          ///< `credential_identifier`; or, in draft 13,
    std::string format;              ///< with what it is of:
    std::vector<std::string> types;  ///< `credential_definition.type`
    std::string vct;
    std::optional<Proofs> proofs;
    std::optional<ResponseEncryption> encryption;
};

/// Unknown members are passed over. Errors with their pointers: "invalid_credential_request" (nothing or too much says
/// which credential; no list of proofs, an empty one, several types), "invalid_proof" (a proof of draft 13 that is
/// none), "invalid_encryption_parameters".
Result<CredentialRequest> parse_credential_request(const json::Value& value);
json::Object to_json(const CredentialRequest& request);

struct DeferredRequest {
    std::string transaction;
    std::optional<ResponseEncryption> encryption;
};
/// Errors "invalid_credential_request", "invalid_encryption_parameters".
Result<DeferredRequest> parse_deferred_request(const json::Value& value);
json::Object to_json(const DeferredRequest& request);

enum class NotificationEvent { Accepted, Failure, Deleted };
std::string_view to_text(NotificationEvent event);  ///< "credential_accepted", ...

struct Notification {
    std::string id;
    NotificationEvent event = NotificationEvent::Accepted;
    std::string description;  ///< printable ASCII without quotation mark and backslash, at most 1000; may be empty
};
/// Error "invalid_notification_request".
Result<Notification> parse_notification(const json::Value& value);
json::Object to_json(const Notification& notification);

}  // namespace blason::vc::oid4vci
