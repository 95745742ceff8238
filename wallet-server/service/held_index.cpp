#include "wallet-server/service/held_index.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/json/parse.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/equality.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

/// Without ids a credential is equal to its own bytes only.
std::string equality_of(const json::Value& credential, std::string_view body) {
    const auto identity = openbadges::badge_identity(credential);
    if (!identity) return "bytes:" + to_hex(crypto::sha256(body).bytes());
    return "badge:" + to_hex(crypto::sha256(identity->issuer + '\n' + identity->credential).bytes());
}

/// An SD-JWT and a token in an envelope have no place in the answers of the API.
std::string_view form_of(const json::Value& credential, std::string_view body) {
    if (!openbadges::is_achievement_credential(credential)) return {};
    if (const auto token = vc::token_format(body)) return *token == vc::Format::Jwt ? kFormJws : std::string_view();
    const auto document = json::parse(body);
    return document && openbadges::is_achievement_credential(*document) ? kFormJson : std::string_view();
}

}  // namespace

void index_held(storage::HeldRow& row, const json::Value& credential) {
    row.equality = equality_of(credential, row.body);
    row.form = form_of(credential, row.body);
    auto valid_from = vc::model::instant_of(credential, "validFrom");
    if (!valid_from) valid_from = vc::model::instant_of(credential, "issuanceDate");
    row.valid_from_ms = valid_from ? to_ms(*valid_from) : 0;
}

}  // namespace blason::service
