#include "vc/oid4vp/response.hpp"

#include "engine/jose/jwe.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::vc::oid4vp {
namespace {

constexpr std::size_t kMaxShortText = 2048;

Error invalid(std::string detail, std::string_view parameter = {}) {
    return malformed("invalid_response", std::move(detail), parameter.empty() ? "" : "/" + std::string(parameter));
}

Result<std::string> short_text(const json::Object& parameters, std::string_view name) {
    const json::Value* value = json::find(parameters, name);
    if (value == nullptr) return std::string();
    if (!value->is_string() || value->get_string().size() > kMaxShortText)
        return invalid("This parameter is a short text.", name);
    return std::string(json::view(*value));
}

}  // namespace

json::Object write_response(const Response& response) {
    json::Object out;
    if (response.error) {
        out.emplace("error", response.error->code);
        if (!response.error->description.empty()) out.emplace("error_description", response.error->description);
    } else {
        out.emplace("vp_token", response.vp_token);
    }
    if (!response.state.empty()) out.emplace("state", response.state);
    return out;
}

text::FormFields to_form(const json::Object& parameters) {
    text::FormFields fields;
    for (const auto& member : parameters) {
        const json::Value& value = member.value();
        fields.emplace_back(std::string(member.key()),
                            value.is_string() ? std::string(json::view(value)) : json::serialize(value));
    }
    return fields;
}

Result<Response> read_response(const text::FormFields& fields) {
    json::Object parameters;
    std::size_t bytes = 0;
    for (const auto& [name, value] : fields) {
        bytes += name.size() + value.size();
        if (bytes > kMaxResponseBytes)
            return Error{"invalid_response", "The answer is too large.", "", ErrorKind::TooLarge};
        json::Value read = json::Value(json::key(value));
        if (name == "vp_token") {
            auto token = json::parse(value, {}, {.max_bytes = kMaxResponseBytes, .allow_nul = false});
            if (!token) return invalid("vp_token is a JSON object.", name);
            read = std::move(*token);
        }
        if (!parameters.emplace(json::key(name), std::move(read)).second)
            return invalid("A parameter is there more than once.", name);
    }
    return read_response(parameters);
}

Result<Response> read_response(const json::Object& parameters) {
    Response out;
    auto state = short_text(parameters, "state");
    if (!state) return std::move(state).error();
    out.state = std::move(*state);
    const json::Value* token = json::find(parameters, "vp_token");
    if (json::find(parameters, "error") != nullptr) {
        if (token != nullptr) return invalid("An answer is an error or presentations, not both.", "error");
        auto code = short_text(parameters, "error");
        if (!code) return std::move(code).error();
        auto description = short_text(parameters, "error_description");
        if (!description) return std::move(description).error();
        if (code->empty()) return invalid("The error has no name.", "error");
        out.error = ErrorAnswer{std::move(*code), std::move(*description)};
        return out;
    }
    if (token == nullptr) return invalid("The answer has no presentations.", "vp_token");
    if (!token->is_object() || token->get_object().empty())
        return invalid("vp_token is an object that has the presentations for each query.", "vp_token");
    out.vp_token = token->get_object();
    return out;
}

Result<std::string> encrypt_response(const json::Object& parameters, const ClientMetadata& verifier,
                                     crypto::Random& random) {
    const jose::Jwk* key = verifier.encryption_key();
    if (key == nullptr || verifier.encryptions.empty())
        return refused("invalid_request", "The verifier gives no key that we can encrypt to.", "/client_metadata/jwks");
    jose::JweChoice choice;
    for (const auto management :
         {jose::KeyManagement::EcdhEs, jose::KeyManagement::EcdhEsA128Kw, jose::KeyManagement::EcdhEsA256Kw}) {
        if (key->algorithm == jose::name_of(management)) choice.management = management;
    }
    choice.encryption = verifier.encryptions.front();
    if (!key->kid.empty()) choice.header.emplace("kid", key->kid);
    return jose::encrypt_compact(*key, choice, as_bytes(json::serialize(parameters)), random);
}

Result<json::Object> decrypt_response(std::string_view text, const crypto::KeyAgreement& key, std::string_view kid) {
    const auto not_opened = [] { return invalid("The encrypted answer could not be opened.", "response"); };
    const auto jwe = jose::decrypt_compact(text, key, "ECDH-ES");
    if (!jwe) return not_opened();
    if (const json::Value* named = json::find(jwe->header, "kid");
        named != nullptr && (!named->is_string() || json::view(*named) != kid))
        return not_opened();
    auto payload = json::parse(as_text(jwe->plaintext), {}, {.allow_nul = false});
    if (!payload || !payload->is_object()) return not_opened();
    return std::move(payload->get_object());
}

}  // namespace blason::vc::oid4vp
