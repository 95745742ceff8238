#include "did/peer/did_peer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "did/did_key.hpp"
#include "did/multihash.hpp"
#include "did/peer/numalgo2.hpp"
#include "did/peer/numalgo4.hpp"
#include "engine/text/multibase.hpp"

namespace blason::did::peer {
namespace {

constexpr std::size_t kMaxIdentifier = 8192;

Error invalid(std::string detail, std::string pointer = {}) {
    return refused("INVALID_DID", std::move(detail), std::move(pointer));
}
Error not_known(std::string detail) {
    return Error{"NOT_FOUND", std::move(detail), {}, ErrorKind::NotFound};
}

/// "z" and the multihash of numalgo 1 and 3: 46 or 47 characters of base58.
bool is_hash(std::string_view text) {
    if (text.size() != 47 && text.size() != 48) return false;
    return text::multibase_decode(text::Base::Base58Btc, text).has_value();
}

/// What a document in an identifier has wrong makes the identifier wrong.
Result<Resolution> resolution_of(Result<json::Value> json, const std::string& did) {
    if (!json) return std::move(json).error();
    auto document = parse_document(*json, did);
    if (!document) {
        auto error = std::move(document).error();
        if (error.code != "private-key-in-document") error.code = "INVALID_DID";
        return error;
    }
    return Resolution{*std::move(document), "application/did", {}};
}

/// Numalgo 2 under its own name or as did:peer:3.
Result<Resolution> resolve_elements(const std::string& did, const std::string& long_form) {
    auto resolution = resolution_of(document_of_elements(did, std::string_view(long_form).substr(10)), did);
    if (!resolution) return resolution;
    // A key that cannot be read leaves the others usable in a document somebody wrote; here it is part of the name.
    if (!resolution->document.unusable.empty()) {
        const auto& why = resolution->document.unusable.front().why;
        return invalid("The did:peer:2 holds no key: " + why.detail, why.pointer);
    }
    return resolution;
}

Result<Resolution> resolve_document(const std::string& did, const std::string& long_form, const std::string& other) {
    const auto parts = split_numalgo4(std::string_view(long_form).substr(10));
    return resolution_of(contextualized(*parts, did, other), did);
}

}  // namespace

Result<Resolution> resolve(const Did& did, LongForms& seen, const ResolveOptions& options) {
    if (did.specific_id.size() > kMaxIdentifier) return invalid("The did:peer is longer than is read here.");
    const char numalgo = did.specific_id.front();
    const auto rest = std::string_view(did.specific_id).substr(1);
    if (numalgo == '0') return resolve_key_document(did, rest, options);
    if (numalgo == '1') {
        if (!is_hash(rest)) return invalid("A did:peer:1 is the hash of a document, in base58.");
        return not_known("The document of a did:peer:1 is known only to those it was given to.");
    }
    const auto remembered = short_form(did);
    if (numalgo == '2') {
        auto resolution = resolve_elements(did.text, did.text);
        if (resolution && remembered) seen.remember(*remembered, did.text);
        return resolution;
    }
    if (numalgo == '3') {
        if (!is_hash(rest)) return invalid("A did:peer:3 is the hash of a did:peer:2, in base58.");
        const auto long_form = seen.find(did.text);
        if (!long_form) return not_known("The did:peer:2 that this did:peer:3 is short for was not seen here.");
        return resolve_elements(did.text, *long_form);
    }
    if (numalgo == '4') {
        const auto parts = split_numalgo4(rest);
        if (!parts) return invalid("A did:peer:4 is a hash, and in its long form a document, both in base58.");
        if (!parts->document) {
            const auto long_form = seen.find(did.text);
            if (!long_form) return not_known("The long form of this did:peer:4 was not seen here.");
            return resolve_document(did.text, *long_form, *long_form);
        }
        auto resolution = resolve_document(did.text, did.text, *remembered);
        if (resolution) seen.remember(*remembered, did.text);
        return resolution;
    }
    return invalid(fmt::format("Algorithm {} of did:peer is not known here.", numalgo));
}

std::string create_from_key(const crypto::PublicKey& key) {
    return "did:peer:0" + key.multikey();
}

Result<std::string> create_from_keys(std::span<const Key> keys, const json::Array& services) {
    if (keys.empty()) return refused("peer-no-key", "A did:peer:2 holds at least one key.");
    std::string did = "did:peer:2";
    for (const auto& [purpose, key] : keys) {
        did.push_back('.');
        did.push_back(purpose_code(to_text(purpose)));
        did += key.multikey();
    }
    for (std::size_t i = 0; i < services.size(); ++i) {
        const auto* id = json::find(services[i], "id");
        if (!services[i].is_object() || (id != nullptr && (!id->is_string() || !json::view(*id).starts_with('#')))) {
            return refused("peer-service", "A service is an object, and its id, if any, is relative.",
                           fmt::format("/{}", i));
        }
        did += service_element(services[i].get_object());
    }
    return did;
}

Result<std::string> create_from_document(const json::Object& document) {
    auto rest = encode_numalgo4(document);
    if (!rest) return rest;
    return "did:peer:4" + *rest;
}

json::Object input_document(std::span<const Key> keys, const json::Array& services) {
    json::Array methods;
    json::Object lists;
    std::vector<std::string> known;  // a key with several purposes is one method
    for (const auto& [purpose, key] : keys) {
        const auto multikey = key.multikey();
        auto at = static_cast<std::size_t>(std::find(known.begin(), known.end(), multikey) - known.begin());
        const auto id = fmt::format("#key-{}", at + 1);
        if (at == known.size()) {
            known.push_back(multikey);
            methods.push_back(json::Object{{"id", id}, {"type", "Multikey"}, {"publicKeyMultibase", multikey}});
        }
        auto& list = lists[json::key(to_text(purpose))];
        if (!list.is_array()) list.emplace_array();
        list.get_array().emplace_back(id);
    }
    json::Object document{{"@context", {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"}},
                          {"verificationMethod", std::move(methods)}};
    for (auto& list : lists) document.emplace(list.key(), std::move(list.value()));
    if (!services.empty()) document.emplace("service", services);
    return document;
}

std::optional<std::string> short_form(const Did& did) {
    const std::string_view id = did.specific_id;
    if (did.method != "peer" || id.empty()) return std::nullopt;
    // "Method 3": the hash of what follows "did:peer:2".
    if (id.front() == '2') return "did:peer:3z" + sha256_multihash_base58(id.substr(1));
    const auto colon = id.find(':');
    if (id.front() == '4' && colon != std::string_view::npos) return "did:peer:" + std::string(id.substr(0, colon));
    return std::nullopt;
}

}  // namespace blason::did::peer
