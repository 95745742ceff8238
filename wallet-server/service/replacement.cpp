#include "wallet-server/service/replacement.hpp"

#include <algorithm>

#include "vc/openbadges/recipient.hpp"
#include "vc/openbadges/revision.hpp"

namespace blason::service {
namespace {

json::Array identifiers_of(const json::Value& credential) {
    const auto* subject = json::find(credential, "credentialSubject");
    const auto* identifiers = subject == nullptr ? nullptr : json::find(*subject, "identifier");
    if (identifiers == nullptr) return {};
    return identifiers->is_array() ? identifiers->get_array() : json::Array{*identifiers};
}

std::vector<std::string_view> known_identities(const Recipient& recipient) {
    std::vector<std::string_view> all;
    if (!recipient.email.empty()) all.emplace_back(recipient.email);
    for (const auto& identity : recipient.identities) all.emplace_back(identity.identity);
    return all;
}

bool hides(const json::Value& identity, std::string_view candidate) {
    return openbadges::is_hash_of({json::text_view(identity, "identityHash"), json::text_view(identity, "salt")},
                                  candidate) == openbadges::Match::Yes;
}

/// Both are hashes, of the same kind of identity, of one that we were told.
bool same_hidden(const json::Value& one, const json::Value& other, const std::vector<std::string_view>& known) {
    if (json::text_view(one, "identityType") != json::text_view(other, "identityType")) return false;
    return std::any_of(known.begin(), known.end(),
                       [&](std::string_view text) { return hides(one, text) && hides(other, text); });
}

void keep_salts(json::Object& badge, const json::Value& before, const Recipient& recipient) {
    auto& subject = badge["credentialSubject"];
    if (!subject.is_object() || !subject.get_object().contains("identifier")) return;
    auto& identifiers = subject.get_object()["identifier"];
    if (!identifiers.is_array()) return;
    const auto known = known_identities(recipient);
    const auto earlier = identifiers_of(before);
    for (auto& identity : identifiers.get_array()) {
        const auto same = std::find_if(earlier.begin(), earlier.end(), [&](const json::Value& candidate) {
            return same_hidden(identity, candidate, known);
        });
        if (same != earlier.end()) identity = *same;
    }
}

}  // namespace

Result<void> make_version_of(json::Object& badge, const json::Value& before, const Recipient& recipient) {
    keep_salts(badge, before, recipient);
    if (!openbadges::is_revision_of(badge, before)) {
        return refused("replaces-other", "A new version is for the same achievement and the same recipient.",
                       "/replaces");
    }
    return {};
}

}  // namespace blason::service
