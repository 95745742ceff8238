#include "vc/oid4vp/client_metadata.hpp"

#include <algorithm>

#include "engine/crypto/signature_algorithm.hpp"
#include "engine/json/reader.hpp"
#include "vc/proof/suite.hpp"

namespace blason::vc::oid4vp {
namespace {

constexpr std::string_view kDefaultEncryption = "A128GCM";  // section 5.1, encrypted_response_enc_values_supported

Error bad(const Error& error) {
    return refused("invalid_request", error.detail, "/client_metadata" + error.pointer);
}
Error bad(std::string detail, std::string_view member) {
    return refused("invalid_request", std::move(detail), "/client_metadata/" + std::string(member));
}

Result<std::vector<crypto::ContentEncryption>> read_encryptions(const json::Value* values) {
    std::vector<crypto::ContentEncryption> out;
    const json::Array by_default{json::key(kDefaultEncryption)};
    constexpr auto kName = "encrypted_response_enc_values_supported";
    if (values != nullptr && (!values->is_array() || values->get_array().empty()))
        return bad("The encryptions are a list of names.", kName);
    for (const json::Value& one : values == nullptr ? by_default : values->get_array()) {
        if (!one.is_string()) return bad("The encryptions are a list of names.", kName);
        if (const auto* known = crypto::find_content_encryption(json::view(one))) out.push_back(known->encryption);
    }
    return out;
}

}  // namespace

const jose::Jwk* ClientMetadata::encryption_key() const {
    for (const jose::Jwk& key : keys) {
        if (key.algorithm.empty() ? key.may_agree("ECDH-ES") : key.may_agree(key.algorithm)) return &key;
    }
    return nullptr;
}

Result<ClientMetadata> read_client_metadata(const json::Value& value) {
    if (!value.is_object()) return refused("invalid_request", "The client metadata are an object.", "/client_metadata");
    ClientMetadata out;
    const json::Path root;
    const json::Reader reader(value.get_object(), root);
    if (const auto* jwks = reader.find("jwks")) {
        auto set = jose::JwkSet::from_json(*jwks);
        if (!set) return refused("invalid_request", set.error().detail, "/client_metadata/jwks" + set.error().pointer);
        out.keys = set->keys();
    }
    auto encryptions = read_encryptions(reader.find("encrypted_response_enc_values_supported"));
    if (!encryptions) return std::move(encryptions).error();
    out.encryptions = std::move(*encryptions);
    const auto formats = reader.optional_object("vp_formats_supported");
    if (!formats) return bad(formats.error());
    if (*formats != nullptr) out.formats = **formats;
    const auto name = reader.optional_string("client_name");
    if (!name) return bad(name.error());
    out.name = name->value_or("");
    const auto logo = reader.optional_string("logo_uri");
    if (!logo) return bad(logo.error());
    out.logo_uri = logo->value_or("");
    return out;
}

json::Object supported_formats() {
    json::Array algorithms;
    for (const auto& row : crypto::signature_algorithms()) {
        algorithms.push_back(json::key(row.name));
        if (!row.other_name.empty()) algorithms.push_back(json::key(row.other_name));
    }
    json::Array types, cryptosuites;
    for (const auto& suite : proof::suites()) {
        const json::Value type(json::key(suite.type));
        if (std::ranges::find(types, type) == types.end()) types.push_back(type);
        if (!suite.cryptosuite.empty()) cryptosuites.push_back(json::key(suite.cryptosuite));
    }
    return {{"dc+sd-jwt", {{"sd-jwt_alg_values", algorithms}, {"kb-jwt_alg_values", algorithms}}},
            {"jwt_vc_json", {{"alg_values", algorithms}}},
            {"ldp_vc", {{"proof_type_values", types}, {"cryptosuite_values", cryptosuites}}},
            {"vc+sd-jwt", {{"sd-jwt_alg_values", algorithms}, {"kb-jwt_alg_values", algorithms}}}};
}

}  // namespace blason::vc::oid4vp
