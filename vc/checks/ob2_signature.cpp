#include "vc/checks/ob2_signature.hpp"

#include "engine/crypto/pem.hpp"
#include "engine/jose/jws.hpp"
#include "vc/checks/document_checks.hpp"
#include "vc/checks/ob2_documents.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2_rules.hpp"

namespace blason::vc::checks {

namespace {

constexpr std::string_view kKeys = "/badge/issuer/publicKey";
constexpr std::string_view kRevocationList = "/badge/issuer/revocationList";

std::string_view id_in(const json::Value& object, std::string_view member) {
    const json::Value* value = json::find(object, member);
    return value == nullptr ? std::string_view() : model::id_of(*value).value_or(std::string_view());
}

/// The keys of the profile that may have signed: the one that the assertion names, or all.
std::vector<const json::Value*> keys_of(const json::Value& issuer, std::string_view creator) {
    std::vector<const json::Value*> keys;
    if (const json::Value* all = json::find(issuer, "publicKey")) {
        model::for_each_value(*all, [&](const json::Value& key, std::optional<std::size_t>) {
            const bool wanted = creator.empty() || model::id_of(key) == creator;
            if (wanted && keys.size() < kMaxOb2Keys) keys.push_back(&key);
        });
    }
    return keys;
}

/// The profile was fetched from the issuer, so a key that stands in it is as good as one that it names.
Result<json::Value> key_document(const json::Value& key, const Session& session) {
    if (json::find(key, "publicKeyPem") != nullptr) return key;
    const auto id = model::id_of(key);
    if (!id) return refused("key-missing", "The issuer's key has no id.");
    return load_ob2(std::string(*id), session);
}

Result<void> verify_by(const json::Value& key, const jose::Jws& jws, std::string_view issuer, const Session& session) {
    const auto document = key_document(key, session);
    if (!document) return document.error();
    model::Findings findings;
    openbadges::check_ob2(*document, openbadges::Ob2Class::CryptographicKey, json::Path{}, findings);
    if (const auto error = findings.first()) return refused(error->code, "The issuer's key: " + error->detail);
    if (id_in(*document, "owner") != issuer)
        return refused("key-owner", "The key does not name the issuer as its owner.");
    const json::Value& pem = document->at("publicKeyPem");
    if (!pem.is_string()) return refused("pem-malformed", "This is not a public key in PEM.");
    auto public_key = crypto::public_key_from_pem(json::view(pem));
    if (!public_key) {
        if (public_key.error().code == "key-unsupported") public_key.error().kind = ErrorKind::Unavailable;
        return std::move(public_key).error();
    }
    return jose::verify(jws, jose::Jwk{std::move(*public_key), {}, {}, {}, {}});
}

struct Revoked {
    bool found = false;
    std::string reason;
};

/// An entry is the id of an assertion, or an object with `id` or the older `uid`.
bool names(const json::Value& entry, const json::Value& assertion) {
    const auto is = [&](std::string_view member, const json::Value& value) {
        const json::Value* own = json::find(assertion, member);
        return own != nullptr && own->is_string() && value.is_string() && json::view(*own) == json::view(value);
    };
    if (entry.is_string()) return is("id", entry);
    const json::Value* id = json::find(entry, "id");
    const json::Value* uid = json::find(entry, "uid");
    return (id != nullptr && is("id", *id)) || (uid != nullptr && is("uid", *uid));
}

Revoked find_in(const json::Value& list, const json::Value& assertion) {
    Revoked out;
    model::for_each_value(list, [&](const json::Value& entry, std::optional<std::size_t>) {
        if (out.found || !names(entry, assertion)) return;
        const json::Value* revoked = json::find(entry, "revoked");
        if (revoked != nullptr && revoked->is_bool() && !revoked->get_bool()) return;
        out.found = true;
        const json::Value* reason = json::find(entry, "revocationReason");
        if (reason != nullptr && reason->is_string()) out.reason = json::view(*reason);
    });
    return out;
}

}  // namespace

bool check_ob2_signature(std::string_view text, const json::Value& assertion, const json::Value& issuer,
                         const Session& session, CheckList& list) {
    const auto jws = jose::parse_compact(text);
    if (!jws) {
        list.fail("proof", jws.error().code, jws.error().detail);
        return false;
    }
    const json::Value* verification = json::find(assertion, "verification");
    const std::string_view creator = verification == nullptr ? std::string_view() : id_in(*verification, "creator");
    const auto keys = keys_of(issuer, creator);
    if (keys.empty()) {
        if (creator.empty()) {
            list.fail("proof", "key-missing", "The issuer's profile names no key.", "/badge/issuer");
        } else {
            list.fail("proof", "key-not-listed", "The key is not one of those that the issuer's profile names.",
                      "/verification/creator");
        }
        return false;
    }
    std::optional<Error> best;
    for (const json::Value* key : keys) {
        const auto good = verify_by(*key, *jws, model::id_of(issuer).value_or(std::string_view()), session);
        if (good) {
            list.pass("proof", "The signature is good: nothing was changed since.");
            return true;
        }
        // While one key could not be had, it may have been that one.
        if (!best || good.error().kind == ErrorKind::Unavailable) best = good.error();
    }
    list.add("proof", outcome_of(*best), best->code, best->detail, kKeys);
    return false;
}

void check_ob2_revocation_list(const json::Value& assertion, const json::Value& issuer, const Session& session,
                               CheckList& list) {
    if (json::find(issuer, "revocationList") == nullptr)
        return list.not_applicable("status", "The issuer has no list of revoked badges.");
    const auto document = load_ob2(std::string(id_in(issuer, "revocationList")), session);
    if (!document)
        return list.unknown("status", "status-retrieval-error",
                            "The list of revoked badges could not be had: " + document.error().detail, kRevocationList);
    model::Findings findings;
    openbadges::check_ob2(*document, openbadges::Ob2Class::RevocationList, json::Path{}, findings);
    if (const auto error = findings.first())
        return list.fail("status", "revocation-list-malformed", "The list of revoked badges: " + error->detail,
                         kRevocationList);
    if (const auto keeper = id_in(*document, "issuer"); !keeper.empty() && keeper != model::id_of(issuer))
        return list.fail("status", "revocation-list-issuer", "The list of revoked badges is another issuer's.",
                         kRevocationList);
    const json::Value* entries = json::find(*document, "revokedAssertions");
    const Revoked revoked = entries == nullptr ? Revoked{} : find_in(*entries, assertion);
    if (!revoked.found) return list.pass("status", "The issuer has not revoked this badge.");
    list.fail("status", "revoked",
              "The issuer has revoked this badge" + (revoked.reason.empty() ? "." : ": " + revoked.reason), "/id");
}

}  // namespace blason::vc::checks
