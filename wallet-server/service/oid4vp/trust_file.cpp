#include "wallet-server/service/oid4vp/trust_file.hpp"

#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"

namespace blason::service::oid4vp {
namespace {

Error wrong(std::string detail, std::string pointer) {
    return refused("trust-file", std::move(detail), std::move(pointer));
}

/// The members of a list that may be absent.
Result<json::Array> list_of(const json::Value& document, std::string_view name) {
    const auto* list = json::find(document, name);
    if (list == nullptr) return json::Array();
    if (!list->is_array()) return wrong("This is a list.", "/" + std::string(name));
    return list->get_array();
}

Result<void> add_verifier(const json::Value& one, const json::Path& path, vc::oid4vp::Trust& trust) {
    if (!one.is_object()) return wrong("A verifier is an object.", path.pointer());
    const json::Reader reader(one.get_object(), path);
    const auto id = reader.string("clientId");
    if (!id) return id.error();
    vc::oid4vp::KnownVerifier verifier;
    const auto name = reader.optional_string("name");
    if (!name) return name.error();
    verifier.name = name->value_or(*id);
    const auto addresses = reader.array("addresses");
    if (!addresses) return addresses.error();
    for (const auto& address : **addresses) {
        if (!address.is_string()) return wrong("An address is a text.", reader.pointer_to("addresses"));
        verifier.addresses.emplace_back(json::view(address));
    }
    if (const auto* jwks = reader.find("jwks")) {
        auto set = jose::JwkSet::from_json(*jwks);
        if (!set) return std::move(set).error();
        verifier.keys = std::move(*set);
    }
    trust.verifiers.insert_or_assign(std::string(*id), std::move(verifier));
    return {};
}

Result<void> add_attester(const json::Value& one, const json::Path& path, vc::oid4vp::Trust& trust) {
    const auto* jwks = json::find(one, "jwks");
    const auto* issuer = json::find(one, "iss");
    if (issuer == nullptr || !issuer->is_string() || jwks == nullptr)
        return wrong("An attester has iss and jwks.", path.pointer());
    auto set = jose::JwkSet::from_json(*jwks);
    if (!set) return std::move(set).error();
    trust.attesters.insert_or_assign(std::string(json::view(*issuer)), std::move(*set));
    return {};
}

Result<void> add_certificates(const json::Value& one, const json::Path& path, vc::oid4vp::Trust& trust) {
    if (!one.is_string()) return wrong("Certificates are PEM.", path.pointer());
    auto certificates = crypto::certificates_from_pem(json::view(one));
    if (!certificates) return std::move(certificates).error();
    for (auto& certificate : *certificates) trust.anchors.push_back(std::move(certificate));
    return {};
}

}  // namespace

Result<vc::oid4vp::Trust> read_trust(std::string_view text) {
    const auto document = json::parse(text, {}, {.allow_nul = false});
    if (!document) return document.error();
    if (!document->is_object()) return wrong("Whom a wallet believes is written as an object.", "");
    vc::oid4vp::Trust trust;
    using Add = Result<void> (*)(const json::Value&, const json::Path&, vc::oid4vp::Trust&);
    constexpr std::array<std::pair<const char*, Add>, 3> kLists{
        {{"verifiers", add_verifier}, {"attesters", add_attester}, {"certificates", add_certificates}}};
    const json::Path root;
    for (const auto& [name, add] : kLists) {
        const auto list = list_of(*document, name);
        if (!list) return list.error();
        const json::Path place(&root, name);
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (auto added = add((*list)[i], json::Path(&place, i), trust); !added) return std::move(added).error();
        }
    }
    return trust;
}

}  // namespace blason::service::oid4vp
