#include "conformance/open_badges/issuer.hpp"

#include <algorithm>

#include "conformance/open_badges/test_badge.hpp"
#include "engine/jose/jws.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/read.hpp"
#include "vc/verify.hpp"

namespace blason::conformance {
namespace {

struct NamedCheck {
    const char* name;  ///< of vc::Check
    const char* id;
    const char* what;
};

// The probes of the public validator, in its order, as the checks of ours that answer them.
constexpr NamedCheck kChecks[] = {
    {"format", "I1.parse", "It is a credential that can be read"},
    {"json-ld", "I1.json-ld", "JSON-LD in safe mode: every term is defined by its contexts"},
    {"data-model", "I1.data-model", "Contexts, types and properties are those of Open Badges 3.0"},
    {"schema", "I1.schema", "The schemas it names are satisfied"},
    {"proof", "I1.proof", "The proof verifies"},
    {"issuer", "I1.issuer", "The key belongs to the issuer"},
    {"status", "I1.status", "It is not revoked"},
    {"validity-period", "I1.dates", "It is valid now"},
    {"endorsements", "I1.endorsements", "Its endorsements verify"},
};

void add_check(RehearsalReport& report, const vc::Report& verified, const NamedCheck& named) {
    bool seen = false;
    bool good = true;
    bool warned = false;
    std::string detail;
    for (const auto& check : verified.checks) {
        if (check.name != named.name || check.outcome == vc::Outcome::NotApplicable) continue;
        seen = true;
        const bool bad = check.outcome == vc::Outcome::Fail || check.outcome == vc::Outcome::Unknown;
        good = good && !bad;
        warned = warned || check.outcome == vc::Outcome::Warning;
        if ((bad || check.outcome == vc::Outcome::Warning) && detail.empty())
            detail = check.message + (check.pointer.empty() ? "" : " " + check.pointer);
    }
    if (!seen) return report.not_run(named.id, named.what, false, "nothing of the kind is there");
    if (good && warned) {
        report.advise(named.id, named.what, false, detail);
    } else {
        report.require(named.id, named.what, good, detail);
    }
}

/// The proofs that certification asks for.
bool has_known_proof(const vc::Report& verified) {
    if (verified.format == "jwt") return true;
    const auto* proof = json::find(verified.credential, "proof");
    bool found = false;
    if (proof == nullptr) return false;
    vc::model::for_each_value(*proof, [&](const json::Value& one, std::optional<std::size_t>) {
        const auto* suite = json::find(one, "cryptosuite");
        found = found || (suite != nullptr && (*suite == "eddsa-rdfc-2022" || *suite == "ecdsa-sd-2023"));
    });
    return found;
}

constexpr const char* kKidRow = "kid leads to a JWK by itself or a publicKeyJwk of did:web, or there is jwk only";

/// Whether the public validator finds a JWK at `kid`, which it prefers to `jwk`: the https address of a bare one, or
/// the method of that very id, allowed to assert, in the document of a did:web. Of a did:key it knows no JWK.
Result<bool> stands_alone(std::string_view kid, const did::ResolveOptions& options, did::Resolver& resolver) {
    if (kid.starts_with("did:jwk:")) return true;
    const bool web = kid.starts_with("https://");
    if (!web && !kid.starts_with("did:web:")) return false;
    const auto resolution = resolver.resolve(web ? kid : kid.substr(0, kid.find('#')), options);
    if (!resolution && resolution.error().kind == ErrorKind::Unavailable) return resolution.error();
    if (!resolution) return false;
    const auto& document = resolution->document.json;
    if (web) return json::find(document, "kty") != nullptr;
    const auto lists = [&](std::string_view member, const auto& wanted) {
        const json::Value* list = json::find(document, member);
        return list != nullptr && list->is_array() && std::ranges::any_of(list->get_array(), wanted);
    };
    return lists("assertionMethod",
                 [&](const json::Value& one) { return one.is_string() && json::view(one) == kid; }) &&
           lists("verificationMethod", [&](const json::Value& one) {
               return json::text_view(one, "id") == kid && json::find(one, "publicKeyJwk") != nullptr;
           });
}

/// The header of a token, which the public validator reads by Open Badges 3.0 section 8.2 alone.
void judge_header(RehearsalReport& report, std::string_view text, Instant now, const vc::Environment& environment) {
    std::string token(vc::trimmed(text));
    if (openbadges::image_type(text)) {
        auto baked = openbadges::unbake(text);
        if (baked) token = std::move(baked->text);
    }
    const auto jws = jose::parse_compact(token);
    if (!jws) return report.not_run("I1.alg", "The token is signed with RS256", true, jws.error().detail);
    const auto alg = json::text_of(jws->header, "alg");
    if (alg == "ES256") {
        report.advise("I1.alg", "The token is signed with RS256", false, "ES256: the validator takes it too");
    } else {
        report.require("I1.alg", "The token is signed with RS256", alg == "RS256", alg);
    }
    report.advise("I1.typ", "The header has no typ, or JWT", jws->typ().empty() || jws->typ() == "JWT",
                  std::string(jws->typ()));
    const bool has_jwk = jws->header.contains("jwk");
    report.require("I1.key", "The header has the key (jwk) or its address (kid)", has_jwk || !jws->kid().empty());
    if (jws->kid().empty()) {
        report.require("I1.kid", kKidRow, has_jwk);
        return;
    }
    const auto found = stands_alone(jws->kid(), {.now = now, .version = {}}, environment.resolver);
    if (!found) return report.not_run("I1.kid", kKidRow, true, found.error().detail);
    report.require("I1.kid", kKidRow, *found, std::string(jws->kid()));
}

}  // namespace

RehearsalReport judge_issuer(const std::string& name, std::string_view text, Instant now,
                             const vc::Environment& environment) {
    RehearsalReport report(name);
    vc::VerifyOptions options;
    options.now = now;
    options.recipient = std::string(kTestRecipient);
    const auto verified = vc::verify(text, options, environment);
    if (!report.require("I1.read", "It can be looked at", verified.has_value(),
                        verified ? "" : verified.error().detail))
        return report;
    report.advise("I1.baked", "It is baked into an image", openbadges::image_type(text).has_value());
    report.require("I1.type", "It is an AchievementCredential (OpenBadgeCredential)",
                   openbadges::is_achievement_credential(verified->credential), verified->kind);
    for (const auto& named : kChecks) add_check(report, *verified, named);
    report.require("I1.suite", "The proof is a JWT, eddsa-rdfc-2022 or ecdsa-sd-2023", has_known_proof(*verified),
                   verified->format);
    if (verified->format == "jwt") judge_header(report, text, now, environment);
    report.not_run("I2.video", "A video shows how the recipient gets the badge", false, "a person films it");
    const auto* recipient = verified->find("recipient");
    report.require("I1.recipient", "It is for " + std::string(kTestRecipient),
                   recipient != nullptr && recipient->outcome == vc::Outcome::Pass,
                   recipient == nullptr ? "" : recipient->message);
    return report;
}

}  // namespace blason::conformance
