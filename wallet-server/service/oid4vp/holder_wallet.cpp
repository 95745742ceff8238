#include "wallet-server/service/oid4vp/holder_wallet.hpp"

#include "engine/crypto/seal.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/service/derived_key.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oid4vp {
namespace {

constexpr std::string_view kPurpose = "presentation sessions";

std::string place_of(const Holder& owner) {
    return "session|" + owner.org + "|" + owner.id;
}

Error unknown_session() {
    return refused("session-unknown", "This is no request that this wallet was asked, or it was asked long ago.",
                   "/session");
}

}  // namespace

WalletSide HolderWallet::side() {
    return {parts_.client, parts_.environment, parts_.trust, parts_.clock(), parts_.random};
}

std::string HolderWallet::sealed(const Holder& owner, const Session& session) const {
    const auto& known = session.known;
    json::Array types;
    for (const auto& type : session.transaction_types) types.push_back(json::key(type));
    const json::Object plain{{"parameters", known.request.parameters},
                             {"name", json::key(known.name)},
                             {"vouched", known.vouched},
                             {"signed", known.is_signed},
                             {"types", std::move(types)},
                             {"expires", parts_.clock().seconds + kSessionSeconds}};
    return text::base64url_encode(crypto::seal(derived_key(parts_.master, kPurpose), as_bytes(json::serialize(plain)),
                                               place_of(owner), parts_.random));
}

Result<HolderWallet::Session> HolderWallet::unsealed(const Holder& owner, std::string_view text) {
    const auto bytes = text::base64url_decode(text);
    if (!bytes) return unknown_session();
    const auto plain = crypto::unseal(derived_key(parts_.master, kPurpose), *bytes, place_of(owner));
    if (!plain) return unknown_session();
    const auto reading = plain->read();
    const auto document = json::parse(as_text(reading.bytes()));
    if (!document) return unknown_session();
    if (document->at("expires").to_number<std::int64_t>() <= parts_.clock().seconds) return unknown_session();
    const bool is_signed = document->at("signed").get_bool();
    auto request = vc::oid4vp::read_request(document->at("parameters").get_object(),
                                            is_signed ? vc::oid4vp::Carried::InObject : vc::oid4vp::Carried::InLink);
    if (!request) return std::move(request).error();
    Session out{{std::move(*request), json::text_of(*document, "name"), document->at("vouched").get_bool(), is_signed},
                {}};
    for (const auto& type : document->at("types").get_array()) out.transaction_types.emplace_back(json::view(type));
    return out;
}

Result<Consent> HolderWallet::consent(const Holder& owner, const Session& session) {
    auto held = parts_.wallets.credentials(owner.org, owner.id);
    if (!held) return std::move(held).error();
    std::vector<WalletCredential> credentials;
    for (auto& one : *held) credentials.push_back({std::move(one.id), std::move(one.text)});
    const auto keys = parts_.wallets.keys_of(owner);
    if (!keys) return keys.error();
    return oid4vp::consider(session.known, std::move(credentials), *keys, {session.transaction_types}, side());
}

Result<Asked> HolderWallet::consider(std::string_view org, std::string_view holder, std::string_view request,
                                     std::vector<std::string> transaction_types) {
    const auto owner = parts_.wallets.holder(org, holder);
    if (!owner) return owner.error();
    auto known = fetch_request(request, side());
    if (!known) return std::move(known).error();
    const Session session{std::move(*known), std::move(transaction_types)};
    const auto asked = consent(*owner, session);
    if (!asked) return asked.error();
    return Asked{to_json(*asked), sealed(*owner, session)};
}

Result<Sent> HolderWallet::present(std::string_view org, std::string_view holder, std::string_view session,
                                   const std::optional<json::Object>& choice) {
    const auto owner = parts_.wallets.holder(org, holder);
    if (!owner) return owner.error();
    const auto opened = unsealed(*owner, session);
    if (!opened) return opened.error();
    const auto asked = consent(*owner, *opened);
    if (!asked) return asked.error();
    const auto chosen = choice ? read_choice(*choice, *asked) : first_choice(*asked);
    if (!chosen) return chosen.error();
    const auto keys = parts_.wallets.keys_of(*owner);
    if (!keys) return keys.error();
    auto answer = make_answer(*asked, *chosen, *keys, side());
    if (!answer) return std::move(answer).error();
    return send_presentations(*asked, std::move(*answer), side());
}

Result<Sent> HolderWallet::decline(std::string_view org, std::string_view holder, std::string_view session) {
    const auto owner = parts_.wallets.holder(org, holder);
    if (!owner) return owner.error();
    const auto opened = unsealed(*owner, session);
    if (!opened) return opened.error();
    return send_error(opened->known, "access_denied", "The holder does not show this.", side());
}

}  // namespace blason::service::oid4vp
