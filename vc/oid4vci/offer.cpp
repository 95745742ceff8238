#include "vc/oid4vci/offer.hpp"

#include <algorithm>

#include "vc/oid4vci/members.hpp"

namespace blason::vc::oid4vci {
namespace {

constexpr std::string_view kCode = "invalid-offer";
constexpr std::size_t kMaxDescription = 300;
using Presence = Members::Presence;

Result<TxCode> read_tx_code(const json::Object& object, const json::Path& path) {
    TxCode code;
    Members members(object, path, kCode);
    members.text("input_mode", code.input_mode);
    members.number("length", code.length);
    members.text("description", code.description);
    if (code.input_mode != "numeric" && code.input_mode != "text")
        members.fail("input_mode", "input_mode is numeric or text.");
    if (code.description.size() > 4 * kMaxDescription) members.fail("description", "description is too long.");
    if (members.error()) return *members.error();
    return code;
}

Result<PreAuthorizedGrant> read_pre_authorized(const json::Object& object, const json::Path& path) {
    PreAuthorizedGrant grant;
    Members members(object, path, kCode);
    members.text("pre-authorized_code", grant.code, Presence::Required);
    members.text("authorization_server", grant.authorization_server);
    bool pin_required = false;  // drafts up to 12
    members.flag("user_pin_required", pin_required);
    if (const auto* tx_code = members.object("tx_code")) {
        auto read = read_tx_code(*tx_code, members.at("tx_code"));
        if (!read) return std::move(read).error();
        grant.tx_code = std::move(*read);
    } else if (pin_required) {
        grant.tx_code = TxCode{};
    }
    if (members.error()) return *members.error();
    return grant;
}

Result<AuthorizationCodeGrant> read_authorization_code(const json::Object& object, const json::Path& path) {
    AuthorizationCodeGrant grant;
    Members members(object, path, kCode);
    members.text("issuer_state", grant.issuer_state);
    members.text("authorization_server", grant.authorization_server);
    if (members.error()) return *members.error();
    return grant;
}

Result<void> read_grants(const json::Object& object, const json::Path& path, CredentialOffer& offer) {
    Members members(object, path, kCode);
    if (const auto* grant = members.object(kAuthorizationCode)) {
        auto read = read_authorization_code(*grant, members.at(kAuthorizationCode));
        if (!read) return std::move(read).error();
        offer.authorization_code = std::move(*read);
    }
    if (const auto* grant = members.object(kPreAuthorizedCode)) {
        auto read = read_pre_authorized(*grant, members.at(kPreAuthorizedCode));
        if (!read) return std::move(read).error();
        offer.pre_authorized = std::move(*read);
    }
    if (members.error()) return *members.error();
    return {};
}

}  // namespace

Result<CredentialOffer> parse_offer(const json::Value& value) {
    const json::Path root;
    if (!value.is_object()) return refused(std::string(kCode), "A credential offer is a JSON object.");
    const auto& object = value.get_object();
    CredentialOffer offer;
    Members members(object, root, kCode);
    members.text("credential_issuer", offer.credential_issuer, Presence::Required);
    const bool old = !object.contains("credential_configuration_ids") && object.contains("credentials");
    const std::string_view list = old ? "credentials" : "credential_configuration_ids";
    members.texts(list, offer.configurations, Presence::Required);
    auto sorted = offer.configurations;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
        members.fail(list, "A credential is offered twice.");
    if (const auto* grants = members.object("grants")) {
        if (auto read = read_grants(*grants, members.at("grants"), offer); !read) return std::move(read).error();
    }
    if (members.error()) return *members.error();
    return offer;
}

json::Object to_json(const CredentialOffer& offer) {
    json::Object out;
    out["credential_issuer"] = json::key(offer.credential_issuer);
    json::Array configurations;
    for (const auto& id : offer.configurations) configurations.emplace_back(json::key(id));
    out["credential_configuration_ids"] = std::move(configurations);
    json::Object grants;
    if (offer.authorization_code) {
        json::Object grant;
        const auto& given = *offer.authorization_code;
        if (!given.issuer_state.empty()) grant["issuer_state"] = json::key(given.issuer_state);
        if (!given.authorization_server.empty()) grant["authorization_server"] = json::key(given.authorization_server);
        grants[json::key(kAuthorizationCode)] = std::move(grant);
    }
    if (offer.pre_authorized) {
        json::Object grant;
        const auto& given = *offer.pre_authorized;
        grant["pre-authorized_code"] = json::key(given.code);
        if (given.tx_code) {
            json::Object tx_code;
            tx_code["input_mode"] = json::key(given.tx_code->input_mode);
            if (given.tx_code->length) tx_code["length"] = *given.tx_code->length;
            if (!given.tx_code->description.empty()) tx_code["description"] = json::key(given.tx_code->description);
            grant["tx_code"] = std::move(tx_code);
        }
        if (!given.authorization_server.empty()) grant["authorization_server"] = json::key(given.authorization_server);
        grants[json::key(kPreAuthorizedCode)] = std::move(grant);
    }
    if (!grants.empty()) out["grants"] = std::move(grants);
    return out;
}

}  // namespace blason::vc::oid4vci
