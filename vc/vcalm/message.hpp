// The messages of an exchange (VCALM 1.0 section "Workflows and Exchanges").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::vcalm {

/// Each side sends any of these; nothing at all begins an exchange, or ends it.
struct Message {
    std::vector<json::Value> presentations;  ///< `verifiablePresentation`: JSON, enveloped, or a JWT
    std::optional<json::Value> request;      ///< `verifiablePresentationRequest`
    std::string redirect_url;
    std::string reference_id;
};

/// Who is read: what a client sends is read strictly, because the standard expects an error for members that are not
/// known; what a server answers may hold more.
enum class Sender { Client, Server };

/// Errors "wrong-type", "presentation-too-many" (more than 16), and for a client "option-unknown" with the pointer to
/// the member.
Result<Message> read_message(const json::Value& body, Sender sender);

json::Object to_json(const Message& message);

/// The credentials inside, one or many, of presentations that are JSON. Views into `presentation`.
std::vector<const json::Value*> credentials_in(const json::Value& presentation);
std::vector<const json::Value*> credentials_in(json::Value&&) = delete;

/// A presentation without proof around credentials, in the edition of the data model that they have.
json::Value unsigned_presentation(std::vector<json::Value> credentials);

}  // namespace blason::vc::vcalm
