// The holder's Open Badges profile (Open Badges 3.0 API, getProfile and putProfile).
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::service {
namespace {

constexpr json::ParseLimits kProfileLimits{.max_bytes = 256U << 10U, .max_depth = 32, .allow_nul = false};

/// What a wallet says of its holder before the holder did.
std::string first_profile(const storage::HolderRow& holder) {
    json::Object profile;
    profile["@context"] = json::Array{"https://www.w3.org/ns/credentials/v2",
                                      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"};
    profile["id"] = holder.did;
    profile["type"] = json::Array{"Profile"};
    profile["name"] = holder.name;
    return json::serialize(profile);
}

/// The members of a Profile that say who somebody is (Open Badges 3.0, class Profile).
constexpr std::string_view kIdentifying[] = {"id", "url", "phone", "email"};

}  // namespace

Result<std::vector<std::string>> WalletService::identities(const storage::HolderRow& owner) {
    std::vector<std::string> all{owner.did};
    const auto sent = store_.holder_profile(owner.org, owner.id);
    if (!sent) return sent.error();
    if (!*sent) return all;
    const auto profile = json::parse(**sent);
    if (!profile) return profile.error();
    const auto add = [&](const json::Value* value) {
        if (value != nullptr && value->is_string() && !value->get_string().empty())
            all.emplace_back(json::view(*value));
    };
    for (const auto member : kIdentifying) add(json::find(*profile, member));
    if (const auto* others = json::find(*profile, "otherIdentifier")) {
        vc::model::for_each_value(*others, [&](const json::Value& other, std::optional<std::size_t>) {
            add(json::find(other, "identifier"));
        });
    }
    return all;
}

Result<std::string> WalletService::profile(std::string_view org, std::string_view holder) {
    auto sent = store_.holder_profile(org, holder);
    if (!sent) return std::move(sent).error();
    if (*sent) return std::move(**sent);
    auto row = store_.holder(org, holder);
    if (!row) return holder_not_found(std::move(row).error());
    return first_profile(*row);
}

Result<void> WalletService::set_profile(std::string_view org, std::string_view holder, std::string_view text,
                                        const Actor& actor) {
    const auto profile = json::parse(text, {}, kProfileLimits);
    if (!profile) return profile.error();
    if (!profile->is_object()) return malformed("not-an-object", "A profile is a JSON object.");
    vc::model::Findings findings;
    openbadges::check_profile(*profile, json::Path(), findings);
    for (const auto& finding : findings.all()) {
        if (finding.severity == vc::model::Severity::Error) {
            return refused(finding.code, finding.message, finding.pointer);
        }
    }
    auto done = store_.set_holder_profile(org, holder, text, audit(org, "wallet.profile", holder, actor, clock_()));
    if (!done) return holder_not_found(std::move(done).error());
    return {};
}

}  // namespace blason::service
