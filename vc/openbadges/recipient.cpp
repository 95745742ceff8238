#include "vc/openbadges/recipient.hpp"

#include <algorithm>
#include <string>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "vc/model/values.hpp"

namespace blason::openbadges {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::string_view text_of(const json::Value& object, std::string_view name) {
    const json::Value* member = json::find(object, name);
    return member != nullptr && member->is_string() ? json::view(*member) : std::string_view();
}

/// IdentityHash: the digest of the identifier followed by the salt.
Match identity_is(const json::Value& identity, std::string_view candidate) {
    const std::string_view hash = text_of(identity, "identityHash");
    const json::Value* hashed = json::find(identity, "hashed");
    if (hash.empty()) return Match::No;
    if (hashed == nullptr || !hashed->is_bool() || !hashed->get_bool()) {
        const bool email = text_of(identity, "identityType") == "emailAddress";
        return hash == candidate || (email && lower(hash) == lower(candidate)) ? Match::Yes : Match::No;
    }
    constexpr std::string_view kSha256 = "sha256$";
    if (!hash.starts_with(kSha256)) return Match::Unknown;
    const std::string salted = std::string(candidate) + std::string(text_of(identity, "salt"));
    const crypto::Digest digest = crypto::sha256(salted);
    return lower(hash.substr(kSha256.size())) == to_hex(digest.bytes()) ? Match::Yes : Match::No;
}

}  // namespace

Match recipient_is(const json::Value& credential, std::string_view recipient) {
    const json::Value* subjects = json::find(credential, "credentialSubject");
    if (subjects == nullptr) return Match::No;
    const std::string lowered = lower(recipient);
    const bool email = recipient.find('@') != std::string_view::npos;
    Match best = Match::No;
    const auto take = [&](Match match) {
        if (match == Match::Yes || best == Match::No) best = match;
    };
    vc::model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
        if (vc::model::id_of(subject) == recipient) take(Match::Yes);
        const json::Value* identifiers = json::find(subject, "identifier");
        if (identifiers == nullptr) return;
        vc::model::for_each_value(*identifiers, [&](const json::Value& identity, std::optional<std::size_t>) {
            if (best != Match::Yes) take(identity_is(identity, recipient));
            if (best != Match::Yes && email) take(identity_is(identity, lowered));
        });
    });
    return best;
}

}  // namespace blason::openbadges
