// Which credentials fit: fields, formats, statuses, relations, disclosure, predicates.
#include <gtest/gtest.h>

#include "engine/base/instant.hpp"
#include "tests/vc/pex/pex.hpp"

namespace blason::vc::pex {
namespace {

using test::asking;
using test::candidate;
using test::definition;
using test::outcome;

constexpr const char* kBadge = R"({
    "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:example:school"}, "validUntil": "2030-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:learner", "achievement": {"name": "Teamwork", "points": [3, 5]}},
    "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}})";

std::string fields(const std::string& members) {
    return R"("fields":[{)" + members + "}]";
}

TEST(PexEvaluate, FieldsTakeTheFirstPathThatFits) {
    const Candidate badge = candidate(kBadge);
    const std::pair<const char*, const char*> cases[] = {
        {R"("path":["$.credentialSubject.achievement.name"])", "match"},
        {R"("path":["$.nothing","$.issuer.id"])", "match"},
        {R"("path":["$.nothing"])", "field-missing"},
        {R"("path":["$.issuer.id"],"filter":{"const":"did:example:school"})", "match"},
        {R"("path":["$.issuer.id"],"filter":{"const":"did:example:other"})", "field-filter"},
        // A value that does not fit sends to the next path (Input Evaluation, step 1.1.2.2).
        {R"("path":["$.type","$.issuer.id"],"filter":{"type":"string"})", "match"},
        {R"("path":["$.type"],"filter":{"type":"array","contains":{"const":"OpenBadgeCredential"}})", "match"},
        // Only the first node that a path finds counts (step 1.1.2).
        {R"("path":["$.type[*]"],"filter":{"const":"OpenBadgeCredential"})", "field-filter"},
        {R"("path":["$.type[*]"],"filter":{"const":"VerifiableCredential"})", "match"},
        {R"("path":["$..points[?(@ > 3)]"],"filter":{"const":5})", "match"},
        // Optional: neither what is missing nor what does not fit stands in the way (step 1.1.3).
        {R"("path":["$.nothing"],"optional":true)", "match"},
        {R"("path":["$.issuer.id"],"filter":{"const":"did:example:other"},"optional":true)", "match"},
        {R"("path":["$.nothing"],"optional":false)", "field-missing"},
        {R"("path":["$.proof"],"intent_to_retain":true)", "match"},
        {R"x("path":["$.credentialSubject.id"],"filter":{"pattern":"^did:(?=x)"})x", "unchecked"},
    };
    for (const auto& [field, expected] : cases) EXPECT_EQ(outcome(asking(fields(field)), badge), expected) << field;
    EXPECT_EQ(outcome(asking(""), badge), "match");
}

TEST(PexEvaluate, TheMatchSaysWhereTheFieldsAre) {
    const Candidate badge = candidate(kBadge);
    const auto asked =
        asking(R"("fields":[{"path":["$.x","$..name"]},{"path":["$.nothing"],"optional":true},{"path":["$.type"]}])");
    const auto evaluation = evaluate(asked, std::span(&badge, 1), {});
    ASSERT_TRUE(evaluation);
    const Match& match = evaluation->descriptors[0].matches.at(0);
    ASSERT_EQ(match.fields.size(), 3U);
    EXPECT_EQ(match.fields[0].pointer, "/credentialSubject/achievement/name");
    EXPECT_EQ(*match.fields[0].value, json::Value("Teamwork"));
    EXPECT_EQ(match.fields[1].value, nullptr);
    EXPECT_EQ(shown_by(match), (std::vector<std::string>{"/credentialSubject/achievement/name", "/type"}));
    const auto missing = asking(R"("fields":[{"path":["$.type"]},{"path":["$.nothing"]}])");
    const auto rejected = evaluate(missing, std::span(&badge, 1), {});
    EXPECT_EQ(rejected->descriptors[0].rejections.at(0).field, 1U);
}

TEST(PexEvaluate, TheFirstVersionUsesTheFirstPathThatFindsSomething) {
    const Candidate badge = candidate(kBadge);
    const auto first = [](const std::string& schema, const std::string& constraints) {
        return definition(R"({"id":"x","schema":[)" + schema + R"(],"constraints":{)" + constraints + "}}");
    };
    const std::string context = R"({"uri":"https://www.w3.org/ns/credentials/v2"})";
    EXPECT_EQ(outcome(first(context, ""), badge), "match");
    EXPECT_EQ(outcome(first(context, fields(R"("path":["$.type","$.issuer.id"],"filter":{"type":"string"})")), badge),
              "field-filter");
    EXPECT_EQ(outcome(first(R"({"uri":"https://other.example"})", ""), badge), "schema");
    EXPECT_EQ(outcome(first(R"({"uri":"OpenBadgeCredential"})", ""), badge), "match");
    EXPECT_EQ(outcome(first(context + R"(,{"uri":"https://other.example","required":true})", ""), badge), "schema");
    EXPECT_EQ(outcome(first(context + R"(,{"uri":"https://other.example"})", ""), badge), "match");
    const Candidate with_schema = candidate(
        R"({"type":"VerifiableCredential","credentialSchema":[{"id":"https://s.example"}],"credentialSubject":{}})");
    EXPECT_EQ(outcome(first(R"({"uri":"https://s.example","required":true})", ""), with_schema), "match");
    const Candidate token = candidate(test::sd_jwt(R"({"vct":"https://v.example","iss":"https://i.example"})"));
    EXPECT_EQ(outcome(first(R"({"uri":"https://v.example"})", ""), token), "match");
}

TEST(PexEvaluate, TokensAreTheirPayload) {
    const Candidate first = candidate(test::jwt(
        R"({"iss":"did:example:school","sub":"did:example:learner","vc":{"type":["VerifiableCredential"],"credentialSubject":{"a":1}}})"));
    EXPECT_EQ(first.formats, (std::vector<std::string>{"jwt_vc_json", "jwt_vc", "jwt"}));
    EXPECT_EQ(outcome(asking(fields(R"("path":["$.vc.credentialSubject.a"])")), first), "match");
    EXPECT_EQ(outcome(asking(fields(R"("path":["$.iss"])")), first), "match");
    EXPECT_EQ(outcome(asking(fields(R"("path":["$.credentialSubject.a"])")), first), "field-missing");
    EXPECT_EQ(subjects_of(first), std::vector<std::string_view>{"did:example:learner"});
    EXPECT_EQ(issuer_of(first), "did:example:school");
    const Candidate second = candidate(test::jwt(
        R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:a:b"})"));
    EXPECT_EQ(second.formats, (std::vector<std::string>{"jwt_vc_json", "jwt_vc", "vc+jwt", "jwt"}));
    EXPECT_EQ(outcome(asking(fields(R"("path":["$.issuer"])")), second), "match");
    const Candidate other = candidate(test::jwt(R"({"iss":"https://login.example","status":"active"})"));
    EXPECT_EQ(other.formats, std::vector<std::string>{"jwt"});
    const Candidate sd = candidate(test::sd_jwt(R"({"vct":"v","iss":"https://i.example","name":"N"})"));
    EXPECT_EQ(sd.formats, (std::vector<std::string>{"dc+sd-jwt", "vc+sd-jwt", "sd_jwt"}));
    EXPECT_EQ(outcome(asking(fields(R"("path":["$.vct"],"filter":{"const":"v"}},{"path":["$.name"])")), sd), "match");
    const Candidate older = candidate(test::sd_jwt(R"({"vct":"v"})", "vc+sd-jwt"));
    EXPECT_EQ(older.formats, (std::vector<std::string>{"vc+sd-jwt", "dc+sd-jwt", "sd_jwt"}));
    // In its envelope it is the same.
    const std::string enveloped =
        R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,)" +
        test::jwt(R"({"type":["VerifiableCredential"]})") + "\"}";
    EXPECT_EQ(candidate(enveloped).formats.front(), "jwt_vc_json");
    EXPECT_FALSE(read_candidate(std::string_view("no credential")));
    EXPECT_EQ(read_candidate(json::Value("text")).error().code, "candidate-malformed");
    EXPECT_EQ(read_candidate(json::Value(1)).error().code, "candidate-malformed");
}

TEST(PexEvaluate, FormatsAndAlgorithms) {
    const Candidate badge = candidate(kBadge);
    const Candidate token = candidate(test::jwt(R"({"vc":{}})"));
    const auto with = [](const std::string& definition_format, const std::string& descriptor_format) {
        return definition(R"({"id":"x","constraints":{})" +
                              (descriptor_format.empty() ? "" : R"(,"format":)" + descriptor_format) + "}",
                          definition_format.empty() ? "" : R"(,"format":)" + definition_format);
    };
    struct Case {
        const char* outer;
        const char* inner;
        bool badge;
        bool token;
    };
    const Case cases[] = {
        {"", "", true, true},
        {R"({"ldp_vc":{}})", "", true, false},
        {"", R"({"ldp_vc":{"proof_type":["DataIntegrityProof"]}})", true, false},
        {"", R"({"ldp_vc":{"proof_type":["eddsa-rdfc-2022"]}})", true, false},
        {"", R"({"ldp_vc":{"proof_type":["Ed25519Signature2018"]}})", false, false},
        {"", R"({"di_vc":{"cryptosuite":["eddsa-rdfc-2022"]}})", true, false},
        {"", R"({"di":{"cryptosuite":["ecdsa-sd-2023"]}})", false, false},
        {R"({"jwt_vc":{"alg":["ES256"]}})", "", false, true},
        {R"({"jwt_vc_json":{"alg":["ES256","EdDSA"]}})", "", false, true},
        {R"({"jwt":{"alg":["EdDSA"]}})", "", false, false},
        {R"({"jwt_vc":{},"ldp_vc":{}})", R"({"ldp_vc":{}})", true, false},
        {R"({"jwt_vc":{}})", R"({"ldp_vc":{}})", false, false},
        // What is said of presentations is not said of what they hold.
        {R"({"ldp_vp":{"proof_type":["Ed25519Signature2018"]}})", "", true, true},
        {R"({"ldp_vp":{},"jwt_vc":{}})", "", false, true},
        {R"({"mso_mdoc":{}})", "", false, false},
    };
    for (const Case& one : cases) {
        const Definition asked = with(one.outer, one.inner);
        EXPECT_EQ(outcome(asked, badge), one.badge ? "match" : "format") << one.outer << one.inner;
        EXPECT_EQ(outcome(asked, token), one.token ? "match" : "format") << one.outer << one.inner;
    }
}

TEST(PexEvaluate, Statuses) {
    struct Case {
        const char* rules;
        Fact revoked;
        Fact suspended;
        const char* expected;
    };
    const Case cases[] = {
        {R"("active":{"directive":"required"})", Fact::No, Fact::No, "match"},
        {R"("active":{"directive":"required"})", Fact::Yes, Fact::No, "status"},
        {R"("active":{"directive":"required"})", Fact::No, Fact::Yes, "status"},
        {R"("active":{"directive":"required"})", Fact::Unknown, Fact::No, "status-unknown"},
        {R"("active":{"directive":"required"})", Fact::Unknown, Fact::Yes, "status"},
        {R"("active":{"directive":"disallowed"})", Fact::Yes, Fact::Unknown, "match"},
        {R"("active":{"directive":"disallowed"})", Fact::No, Fact::No, "status"},
        {R"("active":{"directive":"allowed"})", Fact::Unknown, Fact::Unknown, "match"},
        {R"("revoked":{"directive":"disallowed"})", Fact::No, Fact::Unknown, "match"},
        {R"("revoked":{"directive":"disallowed"})", Fact::Yes, Fact::No, "status"},
        {R"("revoked":{"directive":"required"})", Fact::Yes, Fact::No, "match"},
        {R"("suspended":{"directive":"disallowed"},"revoked":{"directive":"disallowed"})", Fact::No, Fact::Unknown,
         "status-unknown"},
        {R"("revoked":{"directive":"disallowed","type":["BitstringStatusListEntry"]})", Fact::No, Fact::No, "match"},
        {R"("revoked":{"directive":"disallowed","type":["RevocationList2020Status"]})", Fact::No, Fact::No, "status"},
        {R"("revoked":{"directive":"allowed","type":["RevocationList2020Status"]})", Fact::No, Fact::No, "match"},
    };
    Candidate badge = candidate(
        R"({"type":"VerifiableCredential","credentialStatus":{"type":"BitstringStatusListEntry"},"validUntil":"2025-01-01T00:00:00Z"})");
    EXPECT_EQ(badge.revoked, Fact::Unknown);
    EvaluateOptions options;
    options.now = *parse_instant("2024-01-01T00:00:00Z");
    for (const Case& one : cases) {
        badge.revoked = one.revoked;
        badge.suspended = one.suspended;
        const std::string rules = R"("statuses":{)" + std::string(one.rules) + "}";
        EXPECT_EQ(outcome(asking(rules), badge, options), one.expected) << one.rules;
    }
    // Who has run out is not active; without an entry nothing can have been published.
    const Candidate plain = candidate(kBadge);
    EXPECT_EQ(plain.revoked, Fact::No);
    const Definition active = asking(R"("statuses":{"active":{"directive":"required"}})");
    options.now = *parse_instant("2029-12-31T23:59:59Z");
    EXPECT_EQ(outcome(active, plain, options), "match");
    options.now = *parse_instant("2030-01-01T00:00:01Z");
    EXPECT_EQ(outcome(active, plain, options), "status");
    const Candidate token = candidate(test::jwt(R"({"vc":{},"exp":1700000000})"));
    EXPECT_EQ(outcome(active, token, options), "status");
    EXPECT_EQ(
        candidate(test::sd_jwt(R"({"vct":"v","status":{"status_list":{"idx":1,"uri":"https://a.example"}}})")).revoked,
        Fact::Unknown);
}

TEST(PexEvaluate, SubjectIsIssuer) {
    const auto about = [](const char* subject, const char* issuer) {
        return candidate(R"({"type":"VerifiableCredential","issuer":)" + std::string(issuer) +
                         R"(,"credentialSubject":)" + subject + "}");
    };
    const Definition required = asking(R"("subject_is_issuer":"required")");
    EXPECT_EQ(outcome(required, about(R"({"id":"did:a"})", R"("did:a")")), "match");
    EXPECT_EQ(outcome(required, about(R"({"id":"did:a"})", R"({"id":"did:a"})")), "match");
    EXPECT_EQ(outcome(required, about(R"({"id":"did:a"})", R"("did:b")")), "subject-not-issuer");
    EXPECT_EQ(outcome(required, about(R"([{"id":"did:a"},{"id":"did:b"}])", R"("did:a")")), "subject-not-issuer");
    EXPECT_EQ(outcome(required, about("{}", R"("did:a")")), "subject-not-issuer");
    EXPECT_EQ(outcome(required, candidate(test::jwt(R"({"iss":"did:a","sub":"did:a","vc":{}})"))), "match");
    // What is preferred comes first.
    const std::vector<Candidate> both{about(R"({"id":"did:a"})", R"("did:b")"),
                                      about(R"({"id":"did:a"})", R"("did:a")")};
    const auto evaluation = evaluate(asking(R"("subject_is_issuer":"preferred")"), both, {});
    ASSERT_EQ(evaluation->descriptors[0].matches.size(), 2U);
    EXPECT_EQ(evaluation->descriptors[0].matches[0].candidate, 1U);
    EXPECT_EQ(evaluation->descriptors[0].matches[1].unmet_preferences, 1U);
}

TEST(PexEvaluate, IsHolder) {
    const Candidate two = candidate(
        R"({"type":"VerifiableCredential","credentialSubject":[{"id":"did:parent","a":1},{"id":"did:child","b":1}]})");
    const auto held = [](const char* path) {
        return asking(R"("is_holder":[{"field_id":["f"],"directive":"required"}],"fields":[{"id":"f","path":[")" +
                      std::string(path) + "\"]}]");
    };
    EvaluateOptions options;
    options.holders = {"did:parent"};
    EXPECT_EQ(outcome(held("$.credentialSubject[0].a"), two, options), "match");
    EXPECT_EQ(outcome(held("$.credentialSubject[1].b"), two, options), "subject-not-holder");
    EXPECT_EQ(outcome(held("$.type"), two, options), "subject-not-holder") << "of all of them";
    EXPECT_EQ(outcome(held("$.credentialSubject"), two, options), "subject-not-holder");
    options.holders = {"did:child", "did:parent"};
    EXPECT_EQ(outcome(held("$.type"), two, options), "match");
    EXPECT_EQ(outcome(held("$.type"), two, {}), "subject-not-holder");
    Candidate token = candidate(test::sd_jwt(R"({"vct":"v","name":"N","cnf":{"jwk":{}}})"));
    EXPECT_EQ(outcome(held("$.name"), token, options), "subject-not-holder");
    token.holder_bound = true;
    EXPECT_EQ(outcome(held("$.name"), token, options), "match");
}

TEST(PexEvaluate, LimitDisclosure) {
    const Definition required =
        asking(R"("limit_disclosure":"required","fields":[{"path":["$.type"],"optional":true}])");
    EXPECT_EQ(outcome(required, candidate(kBadge)), "limit-disclosure");
    EXPECT_EQ(outcome(required, candidate(test::jwt(R"({"vc":{}})"))), "limit-disclosure");
    EXPECT_EQ(outcome(required, candidate(test::sd_jwt(R"({"vct":"v"})"))), "match");
    const Candidate selective = candidate(
        R"({"type":"VerifiableCredential","proof":[{"type":"DataIntegrityProof","cryptosuite":"ecdsa-sd-2023"}]})");
    EXPECT_EQ(outcome(required, selective), "match");
    EvaluateOptions verifier;
    verifier.role = Role::Verifier;
    EXPECT_EQ(outcome(required, candidate(kBadge), verifier), "match") << "it was shown already";
    EXPECT_EQ(outcome(asking(R"("limit_disclosure":"preferred")"), candidate(kBadge)), "match");
}

TEST(PexEvaluate, Predicates) {
    const std::string field = R"("path":["$.credentialSubject.achievement.points[0]"],"filter":{"exclusiveMinimum":2})";
    const Candidate badge = candidate(kBadge);
    EXPECT_EQ(outcome(asking(fields(field + R"(,"predicate":"required")")), badge), "predicate");
    EXPECT_EQ(outcome(asking(fields(field + R"(,"predicate":"preferred")")), badge), "match");
    EvaluateOptions verifier;
    verifier.role = Role::Verifier;
    EXPECT_EQ(outcome(asking(fields(field + R"(,"predicate":"required")")), badge, verifier), "match");
    const Candidate derived = candidate(R"({"credentialSubject":{"achievement":{"points":[true]}}})");
    EXPECT_EQ(outcome(asking(fields(field + R"(,"predicate":"required")")), derived, verifier), "match");
    const Candidate denied = candidate(R"({"credentialSubject":{"achievement":{"points":[1]}}})");
    EXPECT_EQ(outcome(asking(fields(field + R"(,"predicate":"required")")), denied, verifier), "field-filter");
}

TEST(PexEvaluate, TheWorkIsBounded) {
    const Candidate badge = candidate(kBadge);
    EvaluateOptions options;
    options.max_path_steps = 3;
    EXPECT_EQ(outcome(asking(fields(R"("path":["$..name"])")), badge, options), "json-path-work");
    options = {};
    options.max_filter_steps = 2;
    EXPECT_EQ(outcome(asking(fields(R"("path":["$.type"],"filter":{"items":{"type":"string"}})")), badge, options),
              "schema-too-complex");
    // A filter without end is a fault of its own, and the others are judged.
    EXPECT_EQ(outcome(asking(fields(R"("path":["$.type"],"filter":{"$ref":"#"})")), badge), "unchecked");
}

TEST(PexEvaluate, EveryReasonHasItsWords) {
    for (int i = 0; i <= static_cast<int>(Reason::Unchecked); ++i) {
        const auto reason = static_cast<Reason>(i);
        EXPECT_FALSE(to_text(reason).empty());
        EXPECT_TRUE(describe(reason).ends_with('.'));
    }
    EXPECT_TRUE(is_unknown(Reason::StatusUnknown) && is_unknown(Reason::Unchecked) && !is_unknown(Reason::Format));
}

}  // namespace
}  // namespace blason::vc::pex
