#include "wallet-server/service/oid4vci/issuance_steps.hpp"

#include <algorithm>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/oid4vci/errors.hpp"

namespace blason::service::oid4vci {
namespace {

namespace wire = vc::oid4vci;

std::string serialized(json::Array array) {
    return json::serialize(json::Value(std::move(array)));
}

bool same_types(std::vector<std::string> a, std::vector<std::string> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

/// `vc+sd-jwt` with a `vct` is what is called dc+sd-jwt since.
std::string_view format_of(const wire::CredentialRequest& request) {
    return request.format == wire::kVcSdJwt && !request.vct.empty() ? wire::kDcSdJwt : std::string_view(request.format);
}

}  // namespace

Error denied(std::string detail) {
    return wire::refusal(wire::kDenied, std::move(detail));
}
Error outcome(Error error) {
    if (error.code == "nonce-used")
        return wire::refusal(wire::kInvalidNonce, "The nonce of this proof was used before.");
    if (error.code == "offer-taken") return denied("This offer was taken by somebody else, or is gone.");
    return error;
}

std::string keys_text(const std::vector<BindingKey>& keys) {
    json::Array all;
    for (const auto& key : keys)
        all.emplace_back(json::Object{{"did", json::key(key.did)}, {"key", key.key.multikey()}});
    return serialized(std::move(all));
}

std::optional<std::vector<BindingKey>> read_keys(std::string_view text) {
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_array()) return std::nullopt;
    std::vector<BindingKey> keys;
    for (const auto& one : parsed->get_array()) {
        const auto* did = json::find(one, "did");
        const auto* multikey = json::find(one, "key");
        if (did == nullptr || multikey == nullptr || !did->is_string() || !multikey->is_string()) return std::nullopt;
        auto key = crypto::PublicKey::from_multikey(json::view(*multikey));
        if (!key) return std::nullopt;
        keys.push_back({std::string(json::view(*did)), std::move(*key)});
    }
    return keys;
}

bool same_keys(std::string_view text, const std::vector<BindingKey>& keys) {
    const auto before = read_keys(text);
    if (!before || before->size() != keys.size()) return false;
    return std::all_of(keys.begin(), keys.end(), [&](const BindingKey& key) {
        return std::any_of(before->begin(), before->end(),
                           [&](const BindingKey& one) { return one.did == key.did && one.key == key.key; });
    });
}

std::string ids_text(const std::vector<storage::CredentialRow>& rows) {
    json::Array all;
    for (const auto& row : rows) all.emplace_back(json::key(row.id));
    return serialized(std::move(all));
}

std::vector<std::string> read_ids(std::string_view text) {
    std::vector<std::string> ids;
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_array()) return ids;
    for (const auto& one : parsed->get_array())
        if (one.is_string()) ids.emplace_back(json::view(one));
    return ids;
}

Result<wire::CredentialConfiguration> configuration_of_draft13(
    const wire::CredentialRequest& request, const std::vector<wire::CredentialConfiguration>& offered) {
    const auto format = format_of(request);
    bool of_format = false;
    for (const auto& one : offered) {
        if (one.format != format) continue;
        of_format = true;
        const bool fits = one.vct.empty() ? same_types(one.types, request.types) : one.vct == request.vct;
        if (fits) return one;
    }
    if (of_format) return wire::refusal(wire::kUnsupportedType, "There is no such type of credential here.");
    return wire::refusal(wire::kUnsupportedFormat, "This format is not offered.", "/format");
}

}  // namespace blason::service::oid4vci
