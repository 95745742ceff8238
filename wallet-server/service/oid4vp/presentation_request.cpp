#include "wallet-server/service/oid4vp/presentation_request.hpp"

#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::service::oid4vp {
namespace {

struct TextMember {
    const char* name;
    std::string KeptRequest::*member;
};
constexpr std::array<TextMember, 9> kTexts{{{"handle", &KeptRequest::handle},
                                            {"keyId", &KeptRequest::key_id},
                                            {"kid", &KeptRequest::kid},
                                            {"certificates", &KeptRequest::certificates},
                                            {"attestation", &KeptRequest::attestation},
                                            {"encryptionKey", &KeptRequest::encryption_key},
                                            {"sessionHash", &KeptRequest::session_hash},
                                            {"returnTo", &KeptRequest::return_to},
                                            {"method", &KeptRequest::method}}};

json::Object to_json(const Ask& badge) {
    json::Object out;
    out["achievement"] = json::key(badge.achievement);
    out["issuer"] = json::key(badge.issuer);
    out["skill"] = json::key(badge.skill);
    out["withRecipient"] = badge.with_recipient;
    return out;
}

Ask ask_from(const json::Value& badge) {
    const auto* recipient = json::find(badge, "withRecipient");
    return {json::text_of(badge, "achievement"), json::text_of(badge, "issuer"), json::text_of(badge, "skill"),
            recipient != nullptr && recipient->is_bool() && recipient->get_bool()};
}

}  // namespace

std::string_view to_text(RequestState state) {
    constexpr std::array<std::string_view, 4> kNames{"open", "answered", "declined", "expired"};
    return kNames[static_cast<std::size_t>(state)];
}

std::string to_text(const KeptRequest& request) {
    json::Object out{{"parameters", request.parameters}};
    for (const auto& [name, member] : kTexts) out.emplace(name, json::key(request.*member));
    if (request.badge) out.emplace("badge", to_json(*request.badge));
    if (request.exchange) out.emplace("exchange", to_json(*request.exchange));
    return json::serialize(out);
}

Result<KeptRequest> kept_request_from(std::string_view text) {
    const auto unreadable = malformed("request-unreadable", "This is no request for presentations.");
    auto document = json::parse(text);
    if (!document) return unreadable;
    const auto* parameters = json::find(*document, "parameters");
    if (parameters == nullptr || !parameters->is_object()) return unreadable;
    KeptRequest out;
    out.parameters = parameters->get_object();
    for (const auto& [name, member] : kTexts) {
        const auto* value = json::find(*document, name);
        if (value == nullptr || !value->is_string()) return unreadable;
        out.*member = json::view(*value);
    }
    if (const auto* badge = json::find(*document, "badge")) out.badge = ask_from(*badge);
    out.exchange = exchange_tie_from(json::find(*document, "exchange"));
    return out;
}

Result<ReadRequest> read_kept(const KeptRequest& kept) {
    using namespace vc::oid4vp;
    auto request = read_request(kept.parameters, kept.key_id.empty() ? Carried::InLink : Carried::InObject);
    if (!request) return std::move(request).error();
    WishRules rules;
    if (const auto* transactions = json::find(kept.parameters, "transaction_data")) {
        const auto read = read_transaction_data(*transactions);
        if (!read) return read.error();
        for (const auto& one : *read) rules.transaction_types.push_back(one.type);
    }
    auto wish = read_wish(*request, rules);
    if (!wish) return std::move(wish).error();
    return ReadRequest{std::move(*request), std::move(*wish)};
}

}  // namespace blason::service::oid4vp
