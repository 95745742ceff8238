#include "vc/openbadges/recipient.hpp"

#include <algorithm>
#include <string>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/md5.hpp"
#include "engine/text/ascii.hpp"
#include "vc/model/values.hpp"

namespace blason::openbadges {

namespace {

Match identity_is(const json::Value& identity, std::string_view candidate) {
    const std::string_view hash = json::text_view(identity, "identityHash");
    const json::Value* hashed = json::find(identity, "hashed");
    if (hash.empty()) return Match::No;
    if (hashed != nullptr && hashed->is_bool() && hashed->get_bool())
        return is_hash_of({hash, json::text_view(identity, "salt")}, candidate);
    if (json::text_view(identity, "identityType") == "emailAddress") return is_same_identity(hash, candidate);
    return hash == candidate ? Match::Yes : Match::No;
}

std::optional<std::string> digest_of(std::string_view algorithm, const std::string& salted) {
    if (algorithm == "sha256") return to_hex(crypto::sha256(salted).bytes());
    if (algorithm != "md5") return std::nullopt;
    const auto digest = crypto::md5(as_bytes(salted));
    if (!digest) return std::nullopt;
    return to_hex(*digest);
}

}  // namespace

Match is_hash_of(const HashedIdentity& identity, std::string_view candidate) {
    const std::size_t dollar = std::min(identity.hash.find('$'), identity.hash.size());
    const std::string stated = text::lower(identity.hash.substr(std::min(dollar + 1, identity.hash.size())));
    const bool email = candidate.find('@') != std::string_view::npos;
    for (const std::string& form : {std::string(candidate), email ? text::lower(candidate) : std::string(candidate)}) {
        const auto digest = digest_of(identity.hash.substr(0, dollar), form + std::string(identity.salt));
        if (!digest) return Match::Unknown;
        if (*digest == stated) return Match::Yes;
    }
    return Match::No;
}

Match is_same_identity(std::string_view identity, std::string_view candidate) {
    const bool email = candidate.find('@') != std::string_view::npos;
    return identity == candidate || (email && text::lower(identity) == text::lower(candidate)) ? Match::Yes : Match::No;
}

bool is_weak_hash(std::string_view hash) {
    return hash.starts_with("md5$");
}

Match recipient_is(const json::Value& credential, std::string_view recipient) {
    const json::Value* subjects = json::find(credential, "credentialSubject");
    if (subjects == nullptr) return Match::No;
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
        });
    });
    return best;
}

}  // namespace blason::openbadges
