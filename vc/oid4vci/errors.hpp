// The error codes of OpenID4VCI 1.0: an Error with one of them is answered as the standard says, by whoever serves.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/error.hpp"

namespace blason::vc::oid4vci {

// Section 8.3.1.2, of the credential endpoint.
inline constexpr std::string_view kInvalidCredentialRequest = "invalid_credential_request";
inline constexpr std::string_view kUnknownConfiguration = "unknown_credential_configuration";
inline constexpr std::string_view kUnknownIdentifier = "unknown_credential_identifier";
inline constexpr std::string_view kInvalidProof = "invalid_proof";
inline constexpr std::string_view kInvalidNonce = "invalid_nonce";
inline constexpr std::string_view kInvalidEncryption = "invalid_encryption_parameters";
inline constexpr std::string_view kDenied = "credential_request_denied";
// Section 9.3, of the deferred credential endpoint.
inline constexpr std::string_view kInvalidTransaction = "invalid_transaction_id";
// Section 11.3, of the notification endpoint.
inline constexpr std::string_view kInvalidNotificationId = "invalid_notification_id";
inline constexpr std::string_view kInvalidNotification = "invalid_notification_request";
// Draft 13 section 7.3.1.2: what a wallet that names a format is told.
inline constexpr std::string_view kUnsupportedFormat = "unsupported_credential_format";
inline constexpr std::string_view kUnsupportedType = "unsupported_credential_type";

inline Error refusal(std::string_view code, std::string detail, std::string pointer = {}) {
    return {std::string(code), std::move(detail), std::move(pointer), ErrorKind::Refused};
}

}  // namespace blason::vc::oid4vci
