#include "wallet-server/service/access_service.hpp"

#include <array>

#include "engine/crypto/hash.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 4> kRoles{
    {{Role::Issuer, "issuer"}, {Role::Verifier, "verifier"}, {Role::Holder, "holder"}, {Role::Admin, "admin"}}};

// A key reads bk_ORG.RANDOM: the organisation is inside, so that it is found without searching all of them.
constexpr std::string_view kPrefix = "bk_";
constexpr std::size_t kRandomBytes = 32;
constexpr std::size_t kMaxToken = 256;

Bytes hash_of(std::string_view token) {
    const auto digest = crypto::sha256(token);
    return {digest.bytes().begin(), digest.bytes().end()};
}

Error unknown_key() {
    return {"api-key-unknown", "This API key is not known here.", "", ErrorKind::Unauthorized};
}

}  // namespace

std::string_view to_text(Role role) {
    for (const auto& [value, name] : kRoles)
        if (value == role) return name;
    return {};
}

std::optional<Role> parse_role(std::string_view text) {
    for (const auto& [value, name] : kRoles)
        if (name == text) return value;
    return std::nullopt;
}

AccessService::AccessService(storage::Store& store, Clock clock, crypto::Random& random)
    : store_(store), clock_(std::move(clock)), random_(random) {}

std::string AccessService::new_token(std::string_view org) {
    return std::string(kPrefix).append(org) + "." + text::base64url_encode(random_.bytes(kRandomBytes));
}

Result<void> AccessService::add_key(std::string_view token, const ApiKey& key, const Actor& actor) {
    if (key.label.empty()) return refused("api-key-label-missing", "An API key needs a label.", "/label");
    const auto now = clock_();
    const storage::ApiKeyRow row{key.org, hash_of(token), std::string(to_text(key.role)), key.label, to_ms(now)};
    return store_.add_api_key(row, audit(key.org, "api-key.create", key.label, actor, now));
}

Result<std::string> AccessService::create_key(const ApiKey& key, const Actor& actor) {
    auto token = new_token(key.org);
    if (auto added = add_key(token, key, actor); !added) return std::move(added).error();
    return token;
}

Result<ApiKey> AccessService::find(std::string_view token) {
    const auto dot = token.rfind('.');
    if (token.size() > kMaxToken || !token.starts_with(kPrefix) || dot == std::string_view::npos) return unknown_key();
    const auto org = token.substr(kPrefix.size(), dot - kPrefix.size());
    auto row = store_.api_key(org, hash_of(token));
    if (!row) return row.error().code == "not-found" ? unknown_key() : std::move(row).error();
    const auto role = parse_role(row->role);
    if (!role) return unknown_key();
    return ApiKey{row->org, row->label, *role};
}

Result<bool> AccessService::has_no_keys() {
    auto count = store_.count_api_keys();
    if (!count) return std::move(count).error();
    return *count == 0;
}

}  // namespace blason::service
