#include "vc/proof/sd/proof_value.hpp"

#include <algorithm>
#include <array>

#include "engine/cbor/decode.hpp"
#include "engine/cbor/encode.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/multibase.hpp"
#include "vc/proof/sd/signing.hpp"

namespace blason::vc::proof::sd {

namespace {

constexpr std::array<std::uint8_t, 3> kBaseHeader{0xd9, 0x5d, 0x00};
constexpr std::array<std::uint8_t, 3> kDerivedHeader{0xd9, 0x5d, 0x01};
constexpr std::size_t kSignatureSize = 64;
constexpr std::size_t kHmacSize = 32;
constexpr char kBase64Url = static_cast<char>(text::Base::Base64Url);

std::string with_header(const std::array<std::uint8_t, 3>& header, cbor::Array components) {
    Bytes out(header.begin(), header.end());
    const Bytes encoded = cbor::encode({std::move(components)});
    out.insert(out.end(), encoded.begin(), encoded.end());
    return text::multibase_encode(text::Base::Base64Url, out);
}

cbor::Value signatures_value(const std::vector<Bytes>& signatures) {
    cbor::Array out;
    for (const Bytes& signature : signatures) out.push_back({signature});
    return {std::move(out)};
}

Error malformed_value() {
    return refused("proof-value-malformed", "The proofValue is not that of an ecdsa-sd-2023 proof.", "/proofValue");
}

/// The five components behind the header.
Result<cbor::Array> components(std::string_view proof_value, const std::array<std::uint8_t, 3>& header) {
    if (!proof_value.starts_with(kBase64Url)) return malformed_value();
    const auto bytes = text::base64url_decode(proof_value.substr(1));
    if (!bytes || bytes->size() < header.size() || !std::equal(header.begin(), header.end(), bytes->begin())) {
        return malformed_value();
    }
    auto decoded = cbor::decode(ByteView(*bytes).subspan(header.size()));
    if (!decoded) return malformed_value();
    auto* list = std::get_if<cbor::Array>(&decoded->data);
    if (list == nullptr || list->size() != 5) return malformed_value();
    return std::move(*list);
}

// Each moves a component out, and says whether it was what it has to be.

bool take(cbor::Value& from, std::size_t size, Bytes& out) {
    auto* bytes = std::get_if<Bytes>(&from.data);
    if (bytes == nullptr || bytes->size() != size) return false;
    out = std::move(*bytes);
    return true;
}

bool take_public_key(cbor::Value& from, Bytes& out) {
    return take(from, kPublicKeySize, out) && read_public_key(out).has_value();
}

bool take_signatures(cbor::Value& from, std::vector<Bytes>& out) {
    auto* list = std::get_if<cbor::Array>(&from.data);
    if (list == nullptr) return false;
    return std::all_of(list->begin(), list->end(),
                       [&](cbor::Value& one) { return take(one, kSignatureSize, out.emplace_back()); });
}

}  // namespace

std::string serialize(const BaseProofValue& value) {
    cbor::Array pointers;
    for (const std::string& pointer : value.mandatory) pointers.push_back({pointer});
    return with_header(kBaseHeader, {{value.base_signature},
                                     {value.public_key},
                                     {value.hmac_key},
                                     signatures_value(value.signatures),
                                     {std::move(pointers)}});
}

std::string serialize(const DerivedProofValue& value) {
    cbor::Map labels;
    for (const auto& [number, label] : value.labels) labels.push_back({number, {label}});
    cbor::Array indexes;
    for (const std::int64_t index : value.mandatory) indexes.push_back({index});
    return with_header(kDerivedHeader, {{value.base_signature},
                                        {value.public_key},
                                        signatures_value(value.signatures),
                                        {std::move(labels)},
                                        {std::move(indexes)}});
}

ProofKind kind_of(std::string_view proof_value) {
    // Three bytes are four letters.
    const auto begins_with = [&](const std::array<std::uint8_t, 3>& header) {
        return proof_value.starts_with(text::multibase_encode(text::Base::Base64Url, header));
    };
    if (begins_with(kBaseHeader)) return ProofKind::Base;
    return begins_with(kDerivedHeader) ? ProofKind::Derived : ProofKind::Neither;
}

Result<BaseProofValue> parse_base(std::string_view proof_value) {
    auto list = components(proof_value, kBaseHeader);
    if (!list) return std::move(list).error();
    BaseProofValue out;
    const auto* pointers = (*list)[4].get_if<cbor::Array>();
    bool good = take((*list)[0], kSignatureSize, out.base_signature) && take_public_key((*list)[1], out.public_key) &&
                take((*list)[2], kHmacSize, out.hmac_key) && take_signatures((*list)[3], out.signatures) &&
                pointers != nullptr;
    for (std::size_t i = 0; good && i < pointers->size(); ++i) {
        const auto* pointer = (*pointers)[i].get_if<std::string>();
        good = pointer != nullptr;
        if (good) out.mandatory.push_back(*pointer);
    }
    if (!good) return malformed_value();
    return out;
}

Result<DerivedProofValue> parse_derived(std::string_view proof_value) {
    auto list = components(proof_value, kDerivedHeader);
    if (!list) return std::move(list).error();
    DerivedProofValue out;
    auto* labels = std::get_if<cbor::Map>(&(*list)[3].data);
    const auto* indexes = (*list)[4].get_if<cbor::Array>();
    bool good = take((*list)[0], kSignatureSize, out.base_signature) && take_public_key((*list)[1], out.public_key) &&
                take_signatures((*list)[2], out.signatures) && labels != nullptr && indexes != nullptr;
    for (std::size_t i = 0; good && i < labels->size(); ++i) {
        auto& [number, label] = (*labels)[i];
        out.labels.emplace_back(number, Bytes());
        good = number >= 0 && take(label, kHmacSize, out.labels.back().second);
    }
    for (std::size_t i = 0; good && i < indexes->size(); ++i) {
        const auto* index = (*indexes)[i].get_if<std::int64_t>();
        good = index != nullptr && *index >= 0;
        if (good) out.mandatory.push_back(*index);
    }
    if (!good) return malformed_value();
    return out;
}

}  // namespace blason::vc::proof::sd
