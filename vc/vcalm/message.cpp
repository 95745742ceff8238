#include "vc/vcalm/message.hpp"

#include <algorithm>

#include "vc/model/members.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::vcalm {
namespace {

constexpr std::size_t kMostPresentations = 16;

Error wrong_type(std::string_view expected, std::string pointer) {
    return malformed("wrong-type", "This must be " + std::string(expected) + ".", std::move(pointer));
}

Result<void> read_presentations(const json::Value& value, Message& message) {
    const std::string pointer = "/verifiablePresentation";
    if (value.is_array() && value.get_array().size() > kMostPresentations)
        return refused("presentation-too-many", "A message has at most 16 presentations.", pointer);
    Result<void> done;
    model::for_each_value(value, [&](const json::Value& one, std::optional<std::size_t> index) {
        if (!one.is_object() && !one.is_string())
            done = wrong_type("a presentation", pointer + (index ? "/" + std::to_string(*index) : ""));
        else
            message.presentations.push_back(one);
    });
    return done;
}

Result<void> read_text(const json::Value& value, std::string pointer, std::string& target) {
    if (!value.is_string()) return wrong_type("a text", std::move(pointer));
    target = std::string(json::view(value));
    return {};
}

}  // namespace

Result<Message> read_message(const json::Value& body, Sender sender) {
    if (!body.is_object()) return wrong_type("an object", "");
    Message message;
    for (const auto& [key, value] : body.get_object()) {
        const std::string_view name(key.data(), key.size());
        const std::string pointer = "/" + std::string(name);
        Result<void> done;
        if (name == "verifiablePresentation") {
            done = read_presentations(value, message);
        } else if (name == "verifiablePresentationRequest") {
            if (value.is_object())
                message.request = value;
            else
                done = wrong_type("an object", pointer);
        } else if (name == "redirectUrl") {
            done = read_text(value, pointer, message.redirect_url);
        } else if (name == "referenceId") {
            done = read_text(value, pointer, message.reference_id);
        } else if (sender == Sender::Client) {
            done = refused("option-unknown", "This is not known in a message of an exchange.", pointer);
        }
        if (!done) return std::move(done).error();
    }
    return message;
}

json::Object to_json(const Message& message) {
    json::Object body;
    if (message.presentations.size() == 1) body["verifiablePresentation"] = message.presentations.front();
    if (message.presentations.size() > 1)
        body["verifiablePresentation"] = json::Array(message.presentations.begin(), message.presentations.end());
    if (message.request) body["verifiablePresentationRequest"] = *message.request;
    if (!message.redirect_url.empty()) body["redirectUrl"] = json::key(message.redirect_url);
    if (!message.reference_id.empty()) body["referenceId"] = json::key(message.reference_id);
    return body;
}

std::vector<const json::Value*> credentials_in(const json::Value& presentation) {
    std::vector<const json::Value*> all;
    if (const auto* inside = json::find(presentation, "verifiableCredential"))
        model::for_each_value(*inside, [&](const json::Value& one, auto) { all.push_back(&one); });
    return all;
}

json::Value unsigned_presentation(std::vector<json::Value> credentials) {
    const bool older =
        !credentials.empty() && std::all_of(credentials.begin(), credentials.end(), [](const json::Value& credential) {
            return model::edition_of(credential) == model::Edition::V1;
        });
    json::Object presentation;
    presentation["@context"] = json::Array{json::key(older ? model::kContextV1 : model::kContextV2)};
    presentation["type"] = json::Array{"VerifiablePresentation"};
    presentation["verifiableCredential"] =
        json::Array(std::make_move_iterator(credentials.begin()), std::make_move_iterator(credentials.end()));
    return presentation;
}

}  // namespace blason::vc::vcalm
