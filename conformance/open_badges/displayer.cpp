#include "conformance/open_badges/displayer.hpp"

#include "conformance/open_badges/test_badge.hpp"
#include "did/did_key.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/issue.hpp"
#include "vc/proof/create.hpp"
#include "vc/proof/suite.hpp"
#include "vc/status/bitstring.hpp"
#include "vc/status/list_cache.hpp"
#include "vc/status/make_list.hpp"
#include "vc/verify.hpp"

namespace blason::conformance {
namespace {

constexpr const char* kListUrl = "https://rehearsal.example.org/status/1";
constexpr std::uint64_t kRevoked = 4711;  // its place in the list
constexpr std::uint64_t kNotRevoked = 42;
constexpr std::int64_t kYear = 31'557'600;  // seconds

/// What a badge of the set is like.
struct Kind {
    const char* name;
    bool expired;
    bool revoked;
    const char* check;
    const char* code;
};
constexpr Kind kKinds[] = {{"valid", false, false, "", ""},
                           {"expired", true, false, "validity-period", "expired"},
                           {"revoked", false, true, "status", "revoked"}};

json::Object badge(const Kind& kind, bool second_edition, const std::string& issuer, const std::string& id,
                   Instant now) {
    json::Object achievement;
    achievement["id"] = "https://rehearsal.example.org/achievements/1";
    achievement["type"] = json::Array{"Achievement"};
    achievement["name"] = std::string("Rehearsal, ") + kind.name;
    achievement["description"] = "A badge to be shown with its status.";
    achievement["criteria"] = json::Object{{"narrative", "Be there."}};
    json::Object subject;
    subject["id"] = "did:example:recipient";
    subject["type"] = json::Array{"AchievementSubject"};
    subject["achievement"] = std::move(achievement);
    json::Object profile;
    profile["id"] = issuer;
    profile["type"] = json::Array{"Profile"};
    profile["name"] = "Rehearsal";
    json::Object status;
    const auto index = std::to_string(kind.revoked ? kRevoked : kNotRevoked);
    status["id"] = std::string(kListUrl) + "#" + index;
    status["type"] = "BitstringStatusListEntry";
    status["statusPurpose"] = "revocation";
    status["statusListIndex"] = index;
    status["statusListCredential"] = kListUrl;

    const auto from = format_instant({now.seconds - 2 * kYear, 0});
    const auto until = format_instant({now.seconds + (kind.expired ? -kYear : kYear), 0});
    json::Object out;
    out["@context"] = second_edition ? json::Array{"https://www.w3.org/ns/credentials/v2",
                                                   "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}
                                     : json::Array{"https://www.w3.org/2018/credentials/v1",
                                                   "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
                                                   "https://w3id.org/security/data-integrity/v2",
                                                   "https://www.w3.org/ns/credentials/status/v1"};
    out["id"] = id;
    out["type"] = json::Array{"VerifiableCredential", "OpenBadgeCredential"};
    out["issuer"] = std::move(profile);
    out["name"] = std::string("Rehearsal, ") + kind.name;
    out[second_edition ? "validFrom" : "issuanceDate"] = from;
    out[second_edition ? "validUntil" : "expirationDate"] = until;
    out["credentialStatus"] = std::move(status);
    out["credentialSubject"] = std::move(subject);
    return out;
}

/// We issue the second edition only; the first is made as others made it.
Result<std::string> sign_first_edition(json::Object credential, const crypto::Signer& signer, Instant created,
                                       const vc::Environment& environment) {
    vc::proof::CreateOptions options;
    options.verification_method = did::did_key_method(signer.public_key());
    options.created = created;
    json::Value document = std::move(credential);
    const auto done = vc::proof::add_proof(document, *vc::proof::find_suite_to_create("eddsa-rdfc-2022"), signer,
                                           options, environment.jsonld);
    if (!done) return done.error();
    return json::serialize(document);
}

/// The documents of the set, before anything else.
class SetClient : public net::HttpClient {
  public:
    explicit SetClient(const DisplayerSet& set) : set_(set) {}
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        const auto found = set_.documents.find(request.url);
        if (found == set_.documents.end())
            return unavailable("fetch-offline", "The rehearsal has no such document: " + request.url);
        return net::FetchReply{200, "application/vc", {{"content-type", "application/vc"}}, found->second};
    }

  private:
    const DisplayerSet& set_;
};

}  // namespace

Result<DisplayerSet> displayer_set(Instant now, crypto::Random& random, const vc::Environment& environment) {
    auto key = crypto::generate_key(crypto::KeyType::Ed25519, random);
    if (!key) return std::move(key).error();
    const auto issuer = did::did_key(key->public_key);
    const auto signer = crypto::make_signer(std::move(*key));
    if (!signer) return signer.error();
    vc::IssueOptions options;
    options.created = {now.seconds - kYear, 0};

    DisplayerSet set;
    vc::status::BitList bits(vc::status::kMinEntries, 1, vc::status::BitOrder::LeftToRight);
    static_cast<void>(bits.set(kRevoked, 1, 1));  // a place that every list has
    const vc::status::ListFacts facts{kListUrl, issuer, "revocation", options.created, {}, {}};
    auto list = vc::issue(vc::status::make_list_credential(facts, bits), **signer, options, environment);
    if (!list) return std::move(list).error();
    set.documents.emplace(kListUrl, std::move(list->text));

    for (const bool second_edition : {true, false}) {
        for (const auto& kind : kKinds) {
            auto credential = badge(kind, second_edition, issuer, random_urn(random), now);
            auto text = Result<std::string>(std::string());
            if (second_edition) {
                auto issued = vc::issue(std::move(credential), **signer, options, environment);
                if (!issued) return std::move(issued).error();
                text = std::move(issued->text);
            } else {
                text = sign_first_edition(std::move(credential), **signer, options.created, environment);
            }
            if (!text) return std::move(text).error();
            const std::string name = std::string(second_edition ? "d1-" : "d3-") + kind.name;
            set.badges.push_back({name, std::move(*text), kind.check, kind.code});
        }
    }
    return set;
}

RehearsalReport rehearse_displayer(const DisplayerSet& set, Instant now, const vc::Environment& environment) {
    RehearsalReport report("our own displayer");
    SetClient client(set);
    vc::status::ListCache lists;
    auto ours = vc::Environment{environment.jsonld, environment.resolver, &client, &lists, environment.schemas};
    for (const auto& badge : set.badges) {
        vc::VerifyOptions options;
        options.now = now;
        const auto verified = vc::verify(badge.text, options, ours);
        const std::string what =
            badge.check.empty() ? "The valid badge is shown as valid" : "The badge is shown as " + badge.code;
        if (!verified) {
            report.require(badge.name, what, false, verified.error().detail);
            continue;
        }
        std::string seen;
        bool good = (verified->verdict() == vc::Verdict::Valid) == badge.check.empty();
        for (const auto& check : verified->checks) {
            if (check.outcome != vc::Outcome::Fail && check.outcome != vc::Outcome::Unknown) continue;
            seen += std::string(seen.empty() ? "" : ", ") + check.name + ": " + check.code;
            good = good && check.name == badge.check && check.code == badge.code;
        }
        report.require(badge.name, what, good, seen);
    }
    for (const auto* part : {"d1-video", "d3-video"})
        report.not_run(part, "Videos show image, name, description, issuer, date and status of each", false,
                       "a person films them");
    for (const auto* part : {"d2-video", "d4-video"})
        report.not_run(part, "A video shows that the viewer can have a badge verified", false, "a person films it");
    return report;
}

}  // namespace blason::conformance
