#include "did/peer/numalgo4.hpp"

#include <array>

#include <fmt/format.h>

#include "did/multihash.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base58.hpp"
#include "engine/text/multibase.hpp"
#include "engine/text/varint.hpp"

namespace blason::did::peer {
namespace {

constexpr std::uint64_t kJsonCodec = 0x0200;  // multicodec "json"

constexpr std::array<std::string_view, 6> kMethodLists{"verificationMethod",   "authentication",
                                                       "assertionMethod",      "keyAgreement",
                                                       "capabilityInvocation", "capabilityDelegation"};

Error invalid(std::string detail) {
    return refused("INVALID_DID", std::move(detail));
}

std::string hash_of(std::string_view encoded) {
    return text::multibase_encode(text::Base::Base58Btc, sha256_multihash(encoded));
}

bool is_relative(const json::Value* id) {
    return id != nullptr && id->is_string() && json::view(*id).starts_with('#');
}

Error input_error(std::string detail, const json::Path& path) {
    return refused("peer-document", std::move(detail), path.pointer());
}

/// What the specification asks of an input document: no id of its own, and relative ids inside.
Result<void> check_input(const json::Object& document) {
    const json::Path root;
    if (json::find(document, "id") != nullptr) {
        return input_error("The document of a did:peer:4 has no id.", json::Path(&root, "id"));
    }
    for (const auto name : {"verificationMethod", "authentication", "assertionMethod", "keyAgreement",
                            "capabilityInvocation", "capabilityDelegation", "service"}) {
        const auto* list = json::find(document, name);
        if (list == nullptr) continue;
        const json::Path here(&root, name);
        if (!list->is_array()) return input_error("This must be a list.", here);
        for (std::size_t i = 0; i < list->get_array().size(); ++i) {
            const auto& item = list->get_array()[i];
            if (!is_relative(item.is_object() ? json::find(item, "id") : &item)) {
                return input_error("Ids in the document of a did:peer:4 are relative.", json::Path(&here, i));
            }
        }
    }
    const auto* known_as = json::find(document, "alsoKnownAs");
    if (known_as != nullptr && !known_as->is_array()) {
        return input_error("This must be a list.", json::Path(&root, "alsoKnownAs"));
    }
    return {};
}

/// A method without a controller is controlled by the DID itself.
void set_controllers(json::Object& document, const std::string& did) {
    for (const auto name : kMethodLists) {
        auto* list = document.if_contains(json::key(name));
        if (list == nullptr) continue;
        for (auto& item : list->get_array()) {
            if (item.is_object()) item.get_object().emplace("controller", did);  // nothing where there is one
        }
    }
}

Result<json::Value> decode(std::string_view encoded) {
    const auto bytes = text::base58_decode(encoded.substr(1), kMaxEncodedDocument);
    if (!bytes) return invalid("The document of the did:peer:4 is no base58 text of the size that is read here.");
    const auto codec = text::read_varint(*bytes);
    if (!codec || codec->value != kJsonCodec) return invalid("The document of the did:peer:4 is not marked as JSON.");
    auto json = json::parse(as_text(ByteView(*bytes).subspan(codec->size)));
    if (!json || !json->is_object()) return invalid("The document of the did:peer:4 is no JSON object.");
    return json;
}

}  // namespace

std::optional<Numalgo4> split_numalgo4(std::string_view text) {
    const auto colon = text.find(':');
    Numalgo4 parts{text.substr(0, colon), std::nullopt};
    if (colon != std::string_view::npos) parts.document = text.substr(colon + 1);
    const auto hash = text::multibase_decode(text::Base::Base58Btc, parts.hash);
    if (!hash || hash->size() != 34 || (*hash)[0] != 0x12 || (*hash)[1] != 0x20) return std::nullopt;
    if (parts.document && !parts.document->starts_with('z')) return std::nullopt;
    return parts;
}

Result<json::Value> contextualized(const Numalgo4& parts, const std::string& did, const std::string& other) {
    if (hash_of(*parts.document) != parts.hash) return invalid("The did:peer:4 does not have the hash it names.");
    auto decoded = decode(*parts.document);
    if (!decoded) return decoded;
    auto& document = decoded->get_object();
    if (auto fit = check_input(document); !fit) {
        return refused("INVALID_DID", fit.error().detail, fit.error().pointer);
    }
    set_controllers(document, did);
    auto& known_as = document["alsoKnownAs"];
    if (!known_as.is_array()) known_as.emplace_array();
    known_as.get_array().emplace_back(other);
    document["id"] = did;
    return decoded;
}

Result<std::string> encode_numalgo4(const json::Object& document) {
    if (auto fit = check_input(document); !fit) return std::move(fit).error();
    Bytes bytes;
    text::append_varint(bytes, kJsonCodec);
    const auto json = json::serialize(document);
    bytes.insert(bytes.end(), json.begin(), json.end());
    const auto encoded = text::multibase_encode(text::Base::Base58Btc, bytes);
    if (encoded.size() - 1 > kMaxEncodedDocument) {
        return Error{"peer-size", "The document is too large for an identifier.", {}, ErrorKind::TooLarge};
    }
    return hash_of(encoded) + ":" + encoded;
}

}  // namespace blason::did::peer
