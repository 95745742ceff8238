// DCQL queries against wallets and against what was presented (OpenID4VP 1.0 sections 6.4, 7 and 8.6).
#include "vc/dcql/evaluate.hpp"

#include <gtest/gtest.h>

#include "engine/sdjwt/reveal.hpp"
#include "tests/vc/samples.hpp"
#include "vc/dcql/response.hpp"

namespace blason {
namespace {

using vc::FormatIdentifier;
using vc::presentation::Discretion;
using vc::presentation::Held;

/// The example of section 7.3.
constexpr std::string_view kArthur = R"({
    "name": "Arthur Dent",
    "address": {"street_address": "42 Market Street", "locality": "Milliways", "postal_code": "12345"},
    "degrees": [{"type": "Bachelor of Science", "university": "University of Betelgeuse"},
                {"type": "Master of Science", "university": "University of Betelgeuse"}],
    "nationalities": ["British", "Betelgeusian"], "age": 42, "alive": true, "none": null})";

Held held(std::string_view credential, FormatIdentifier format = FormatIdentifier::DcSdJwt) {
    Held out;
    out.format = format;
    out.credential = json::Document(test::parse(credential));
    out.holder_binding = true;
    return out;
}

vc::dcql::Query query_of(std::string_view text) {
    auto query = vc::dcql::parse_query(test::parse(text));
    if (!query) throw std::runtime_error(query.error().code + " at " + query.error().pointer);
    return std::move(*query);
}

/// A query for one credential with these further members.
vc::dcql::Query asking(std::string_view members, std::string_view format = "dc+sd-jwt") {
    const std::string meta = members.find("\"meta\"") == std::string_view::npos ? R"("meta": {})" : "";
    return query_of(R"({"credentials": [{"id": "q", "format": ")" + std::string(format) + "\"" +
                    (meta.empty() ? "" : ", " + meta) + (members.empty() ? "" : ", ") + std::string(members) + "}]}");
}

/// What is selected, or why not.
std::string answer(const vc::dcql::Query& query, const Held& credential) {
    const auto result = vc::dcql::match(query.credentials[0], credential);
    if (const auto* why = std::get_if<vc::dcql::Mismatch>(&result)) {
        return std::string(why->code) + (why->claim ? " " + std::to_string(*why->claim) : "");
    }
    std::string text;
    for (const std::string& pointer : std::get<vc::dcql::Match>(result).selected) text += pointer + " ";
    return text.empty() ? "match" : text.substr(0, text.size() - 1);
}

std::string claim(std::string_view path, std::string_view more = "") {
    return answer(asking(R"("claims": [{"path": )" + std::string(path) + std::string(more) + "}]"), held(kArthur));
}

TEST(DcqlPath, ExamplesOfTheStandard) {
    EXPECT_EQ(claim(R"(["name"])"), "/name");
    EXPECT_EQ(claim(R"(["address"])"), "/address");
    EXPECT_EQ(claim(R"(["address", "street_address"])"), "/address/street_address");
    EXPECT_EQ(claim(R"(["degrees", null, "type"])"), "/degrees/0/type /degrees/1/type");
    EXPECT_EQ(claim(R"(["nationalities", 1])"), "/nationalities/1");
    EXPECT_EQ(claim(R"(["nationalities", null])"), "/nationalities/0 /nationalities/1");
}

TEST(DcqlPath, WhatIsNotThere) {
    EXPECT_EQ(claim(R"(["surname"])"), "claim-missing 0");
    EXPECT_EQ(claim(R"(["address", "country"])"), "claim-missing 0");
    EXPECT_EQ(claim(R"(["nationalities", 2])"), "claim-missing 0");
    EXPECT_EQ(claim(R"(["degrees", null, "grade"])"), "claim-missing 0");
}

TEST(DcqlPath, AWrongTypeFailsTheWholePath) {
    EXPECT_EQ(claim(R"(["name", "first"])"), "claim-path 0");
    EXPECT_EQ(claim(R"(["address", 0])"), "claim-path 0");
    EXPECT_EQ(claim(R"(["address", null])"), "claim-path 0");
    EXPECT_EQ(claim(R"(["name", null])"), "claim-path 0");
    EXPECT_EQ(claim("[0]"), "claim-path 0");
    const auto query = asking(R"("claims": [{"path": ["list", null, "a"]}])");
    EXPECT_EQ(answer(query, held(R"({"list": [{"a": 1}, {"b": 1}]})")), "/list/0/a");
    EXPECT_EQ(answer(query, held(R"({"list": [{"a": 1}, "b"]})")), "claim-path 0");
    EXPECT_EQ(answer(query, held(R"({"list": []})")), "claim-missing 0");
}

TEST(DcqlPath, NullAsAValueIsThere) {
    EXPECT_EQ(claim(R"(["none"])"), "/none");
    EXPECT_EQ(claim(R"(["none", "x"])"), "claim-path 0");
}

// security.md OA28
TEST(DcqlPath, OA28_MoreThanIsBearableIsNotSelected) {
    const auto query = asking(R"("claims": [{"path": ["list", null]}])");
    const auto with = [&](std::size_t count) {
        std::string list = "0";
        for (std::size_t i = 1; i < count; ++i) list += ",0";
        return answer(query, held(R"({"list": [)" + list + "]}"));
    };
    EXPECT_EQ(with(vc::dcql::kMaxSelected).substr(0, 7), "/list/0");
    EXPECT_EQ(with(vc::dcql::kMaxSelected + 1), "claim-too-wide 0");
}

TEST(DcqlValues, TypeAndValueMustBeEqual) {
    EXPECT_EQ(claim(R"(["name"])", R"(, "values": ["Ford Prefect", "Arthur Dent"])"), "/name");
    EXPECT_EQ(claim(R"(["name"])", R"(, "values": ["arthur dent"])"), "claim-value 0");
    EXPECT_EQ(claim(R"(["age"])", R"(, "values": [42])"), "/age");
    EXPECT_EQ(claim(R"(["age"])", R"(, "values": [42.0])"), "/age");
    EXPECT_EQ(claim(R"(["age"])", R"(, "values": ["42"])"), "claim-value 0");
    EXPECT_EQ(claim(R"(["alive"])", R"(, "values": [true])"), "/alive");
    EXPECT_EQ(claim(R"(["alive"])", R"(, "values": ["true", 1, false])"), "claim-value 0");
    EXPECT_EQ(claim(R"(["address"])", R"(, "values": ["Milliways"])"), "claim-value 0");
    EXPECT_EQ(claim(R"(["none"])", R"(, "values": [false])"), "claim-value 0");
}

TEST(DcqlValues, OfSeveralOnlyThoseAskedForAreShown) {
    EXPECT_EQ(claim(R"(["nationalities", null])", R"(, "values": ["Betelgeusian"])"), "/nationalities/1");
    EXPECT_EQ(claim(R"(["degrees", null, "type"])", R"(, "values": ["Doctor"])"), "claim-value 0");
}

TEST(DcqlClaims, AllAreNeededWithoutClaimSets) {
    EXPECT_EQ(answer(asking(R"("claims": [{"path": ["name"]}, {"path": ["age"]}])"), held(kArthur)), "/name /age");
    EXPECT_EQ(answer(asking(R"("claims": [{"path": ["name"]}, {"path": ["x"]}])"), held(kArthur)), "claim-missing 1");
    EXPECT_EQ(answer(asking(""), held(kArthur)), "match");
}

TEST(DcqlClaims, TheSamePathAgainIsIgnored) {
    EXPECT_EQ(answer(asking(R"("claims": [{"path": ["age"], "values": [42]}, {"path": ["age"], "values": [43]}])"),
                     held(kArthur)),
              "/age");
}

TEST(DcqlClaims, TheFirstSetThatCanBeSatisfied) {
    const std::string claims = R"("claims": [{"id": "a", "path": ["x"]}, {"id": "b", "path": ["name"]},
        {"id": "c", "path": ["age"], "values": [1]}, {"id": "d", "path": ["age"]}], "claim_sets": )";
    EXPECT_EQ(answer(asking(claims + R"([["a"], ["b", "d"], ["b"]])"), held(kArthur)), "/name /age");
    EXPECT_EQ(answer(asking(claims + R"([["d"], ["b"]])"), held(kArthur)), "/age");
    EXPECT_EQ(answer(asking(claims + R"([["a"], ["b", "c"]])"), held(kArthur)), "claim-value 2");
    EXPECT_EQ(answer(asking(claims + R"([["c", "d"], ["d", "d"]])"), held(kArthur)), "/age");
}

TEST(DcqlMeta, FormatAndType) {
    Held badge = held(R"({"type": ["VerifiableCredential", "OpenBadgeCredential"]})", FormatIdentifier::LdpVc);
    badge.types = {"VerifiableCredential", "OpenBadgeCredential"};
    badge.expanded_types = {"https://www.w3.org/2018/credentials#VerifiableCredential",
                            "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"};
    const auto types = [](std::string_view values) {
        return asking(R"("meta": {"type_values": )" + std::string(values) + "}", "ldp_vc");
    };
    EXPECT_EQ(answer(types(R"([["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"]])"), badge),
              "match");
    EXPECT_EQ(answer(types(R"([["OpenBadgeCredential"]])"), badge), "match");
    EXPECT_EQ(answer(types(R"([["X"], ["https://www.w3.org/2018/credentials#VerifiableCredential",
                                        "OpenBadgeCredential"]])"),
                     badge),
              "match");
    EXPECT_EQ(answer(types(R"([["OpenBadgeCredential", "X"]])"), badge), "type-mismatch");
    EXPECT_EQ(answer(asking("", "jwt_vc_json"), badge), "format-mismatch");
    EXPECT_EQ(answer(asking("", "mso_mdoc"), badge), "format-mismatch");
    EXPECT_EQ(answer(asking("", "ldp_vc"), badge), "match");
    // Another format's parameter is an unknown one.
    EXPECT_EQ(answer(asking(R"("meta": {"vct_values": 1})", "ldp_vc"), badge), "match");
    EXPECT_EQ(answer(asking(R"("meta": {"type_values": []})"), held("{}")), "match");
}

TEST(DcqlMeta, Vct) {
    Held pid = held(kArthur);
    pid.vcts = {"https://vct.example/special", "https://vct.example/general"};
    EXPECT_EQ(answer(asking(R"("meta": {"vct_values": ["x", "https://vct.example/special"]})"), pid), "match");
    EXPECT_EQ(answer(asking(R"("meta": {"vct_values": ["https://vct.example/general"]})"), pid), "match");
    EXPECT_EQ(answer(asking(R"("meta": {"vct_values": ["https://vct.example/"]})"), pid), "type-mismatch");
    // The former name of the form, where a vct shows that it is meant.
    EXPECT_EQ(answer(asking(R"("meta": {"vct_values": ["https://vct.example/general"]})", "vc+sd-jwt"), pid), "match");
    EXPECT_EQ(answer(asking("", "vc+sd-jwt"), pid), "format-mismatch");
}

TEST(DcqlMeta, HolderBinding) {
    Held bearer = held(kArthur);
    bearer.holder_binding = false;
    EXPECT_EQ(answer(asking(""), bearer), "not-holder-bound");
    EXPECT_EQ(answer(asking(R"("require_cryptographic_holder_binding": false)"), bearer), "match");
    EXPECT_EQ(answer(asking(R"("require_cryptographic_holder_binding": false)"), held(kArthur)), "match");
}

TEST(DcqlMeta, TrustedAuthorities) {
    const auto trusting = [](std::string_view authorities) {
        return asking(R"("trusted_authorities": )" + std::string(authorities));
    };
    Held certified = held(kArthur);
    certified.authority_key_ids = {"AQID", "s9tIpPmhxdiuNkHMEWNpYim8S8Y"};
    EXPECT_EQ(answer(trusting(R"([{"type": "aki", "values": ["AAAA", "s9tIpPmhxdiuNkHMEWNpYim8S8Y"]}])"), certified),
              "match");
    EXPECT_EQ(answer(trusting(R"([{"type": "aki", "values": ["AAAA"]}])"), certified), "authority-mismatch");
    EXPECT_EQ(answer(trusting(R"([{"type": "etsi_tl", "values": ["AQID"]}])"), certified), "authority-mismatch");
    EXPECT_EQ(answer(trusting(R"([{"type": "openid_federation", "values": ["https://a.example"]},
                                  {"type": "aki", "values": ["AQID"]}])"),
                     certified),
              "match");
    EXPECT_EQ(answer(trusting(R"([{"type": "aki", "values": ["AQID"]}])"), held(kArthur)), "authority-mismatch");
}

TEST(DcqlRevealed, OfAnSdJwtTheDisclosuresOnTheWay) {
    Held credential = held(kArthur);
    credential.discretion = Discretion::Disclosures;
    credential.places = {"/address", "/address/locality", "/address/postal_code", "/addressee", "/degrees/1", "/name"};
    const auto revealed = [&](std::string_view claims) {
        const auto evaluation = vc::dcql::evaluate(asking(claims), {&credential, 1});
        return evaluation.credentials[0].candidates.at(0).revealed;
    };
    using List = std::vector<std::string>;
    EXPECT_EQ(revealed(""), List{});
    EXPECT_EQ(revealed(R"("claims": [{"path": ["age"]}])"), List{});
    EXPECT_EQ(revealed(R"("claims": [{"path": ["address", "locality"]}])"), (List{"/address", "/address/locality"}));
    EXPECT_EQ(revealed(R"("claims": [{"path": ["address"]}])"),
              (List{"/address", "/address/locality", "/address/postal_code"}));
    EXPECT_EQ(revealed(R"("claims": [{"path": ["degrees", null, "type"], "values": ["Master of Science"]}])"),
              (List{"/degrees/1"}));
    credential.discretion = Discretion::None;
    EXPECT_EQ(revealed(""), List{""});
    credential.discretion = Discretion::Pointers;
    credential.places = {"/issuer"};
    EXPECT_EQ(revealed(R"("claims": [{"path": ["name"]}, {"path": ["age"]}])"), (List{"/issuer", "/name", "/age"}));
}

class DcqlSets : public testing::Test {
  protected:
    /// Credential i has the claim "c<i>".
    DcqlSets() {
        for (const char* text : {R"({"c0": 1})", R"({"c1": 1, "c2": 1})", R"({"c2": 2})"}) wallet.push_back(held(text));
    }
    static vc::dcql::Query with(std::string_view sets, bool multiple = false) {
        std::string credentials;
        for (const char* name : {"c0", "c1", "c2", "c3"}) {
            credentials += std::string(credentials.empty() ? "" : ", ") + R"({"id": ")" + name +
                           R"(", "format": "dc+sd-jwt", "meta": {}, "multiple": )" + (multiple ? "true" : "false") +
                           R"(, "claims": [{"path": [")" + name + "\"]}]}";
        }
        return query_of(R"({"credentials": [)" + credentials + "]" + std::string(sets) + "}");
    }
    std::vector<Held> wallet;
};

TEST_F(DcqlSets, WithoutSetsEveryCredentialIsRequired) {
    const auto query = with("");
    const auto evaluation = vc::dcql::evaluate(query, wallet);
    EXPECT_FALSE(evaluation.satisfiable);
    EXPECT_EQ(evaluation.credentials[2].candidates.size(), 2U);
    EXPECT_EQ(evaluation.credentials[2].rejections.size(), 1U);
    EXPECT_EQ(vc::dcql::why_not(query, evaluation)->pointer, "/credentials/3");
    EXPECT_EQ(vc::dcql::first_choice(query, evaluation), std::nullopt);
}

TEST_F(DcqlSets, OneOptionOfEachRequiredSet) {
    const auto query = with(R"(, "credential_sets": [{"options": [["c3"], ["c0", "c3"], ["c0", "c1"], ["c2"]]},
                                {"options": [["c3"]], "required": false}, {"options": [["c2"]], "required": false}])");
    const auto evaluation = vc::dcql::evaluate(query, wallet);
    EXPECT_TRUE(evaluation.satisfiable);
    EXPECT_EQ(evaluation.credential_sets, (std::vector<std::vector<std::size_t>>{{2, 3}, {}, {0}}));
    EXPECT_EQ(vc::dcql::first_choice(query, evaluation), (vc::dcql::Choice{{0}, {0}, {}, {}}));
    EXPECT_FALSE(vc::dcql::why_not(query, evaluation));
}

TEST_F(DcqlSets, NothingWhenARequiredSetIsLeftOpen) {
    const auto query = with(R"(, "credential_sets": [{"options": [["c0"]]}, {"options": [["c3"], ["c2", "c3"]]}])");
    const auto evaluation = vc::dcql::evaluate(query, wallet);
    EXPECT_FALSE(evaluation.satisfiable);
    EXPECT_EQ(vc::dcql::first_choice(query, evaluation), std::nullopt);
    EXPECT_EQ(vc::dcql::why_not(query, evaluation)->pointer, "/credential_sets/1");
}

TEST_F(DcqlSets, OnlyOptionalSetsAreSatisfiedByNothing) {
    const auto query = with(R"(, "credential_sets": [{"options": [["c3"]], "required": false}])");
    const auto evaluation = vc::dcql::evaluate(query, wallet);
    EXPECT_TRUE(evaluation.satisfiable);
    EXPECT_EQ(vc::dcql::first_choice(query, evaluation), (vc::dcql::Choice{{}, {}, {}, {}}));
}

TEST_F(DcqlSets, ChoicesOfTheHolder) {
    const auto query = with(R"(, "credential_sets": [{"options": [["c0", "c1"], ["c2"]]}])");
    const auto evaluation = vc::dcql::evaluate(query, wallet);
    const auto code = [&](const vc::dcql::Choice& choice) {
        const auto checked = vc::dcql::check_choice(query, evaluation, choice);
        return checked ? std::string("good") : checked.error().code + " " + checked.error().pointer;
    };
    EXPECT_EQ(code({{0}, {0}, {}, {}}), "good");
    EXPECT_EQ(code({{}, {}, {1}, {}}), "good");
    EXPECT_EQ(code({{0}, {0}, {0}, {}}), "good");
    EXPECT_EQ(code({{0}, {}, {}, {}}), "dcql-unsatisfied /credential_sets/0");
    EXPECT_EQ(code({{}, {}, {0, 1}, {}}), "dcql-too-many /credentials/2");
    EXPECT_EQ(code({{}, {}, {2}, {}}), "dcql-choice /credentials/2");
    EXPECT_EQ(code({{0}, {0}, {}}), "dcql-choice /credentials");
    const auto several = with(R"(, "credential_sets": [{"options": [["c2"]]}])", true);
    const auto wide = vc::dcql::evaluate(several, wallet);
    EXPECT_TRUE(vc::dcql::check_choice(several, wide, {{}, {}, {0, 1}, {}}));
    EXPECT_FALSE(vc::dcql::check_choice(several, wide, {{}, {}, {1, 1}, {}}));
    EXPECT_EQ(vc::dcql::check_choice(several, wide, {{0}, {}, {0}, {}}).error().pointer, "/credentials/0");
}

std::string token_code(std::string_view vp_token, const vc::dcql::Query& query) {
    const json::Value value = test::parse(vp_token);
    const auto read = vc::dcql::parse_vp_token(value, query);
    return read ? "read" : read.error().code + " " + read.error().pointer;
}

TEST_F(DcqlSets, TheShapeOfAVpToken) {
    const auto query = with("");
    EXPECT_EQ(token_code(R"({"c0": ["a"], "c1": [{}]})", query), "read");
    EXPECT_EQ(token_code(R"({"c0": ["a", "b"]})", with("", true)), "read");
    EXPECT_EQ(token_code("\"a\"", query), "wrong-type ");
    EXPECT_EQ(token_code(R"(["a"])", query), "wrong-type ");
    EXPECT_EQ(token_code(R"({"c0": "a"})", query), "wrong-type /c0");
    EXPECT_EQ(token_code(R"({"c0": []})", query), "vp-token-empty /c0");
    EXPECT_EQ(token_code(R"({"c0": ["a", "b"]})", query), "vp-token-too-many /c0");
    EXPECT_EQ(token_code(R"({"x": ["a"]})", query), "vp-token-unknown-query /x");
    EXPECT_EQ(token_code(R"({"c0": [1]})", query), "wrong-type /c0/0");
}

// security.md OA29
TEST_F(DcqlSets, OA29_TheVerifierEvaluatesTheWholeQueryAgain) {
    const auto query = with(R"(, "credential_sets": [{"options": [["c0", "c1"], ["c2"]]}])");
    const auto code = [&](const vc::dcql::Presented& presented) {
        const auto checked = vc::dcql::check_response(query, presented);
        return checked ? std::string("good") : checked.error().code + " " + checked.error().pointer;
    };
    EXPECT_EQ(code({{"c0", {wallet[0]}}, {"c1", {wallet[1]}}}), "good");
    EXPECT_EQ(code({{"c2", {wallet[2]}}}), "good");
    EXPECT_EQ(code({}), "dcql-unsatisfied /credential_sets/0");
    EXPECT_EQ(code({{"c0", {wallet[0]}}}), "dcql-unsatisfied /credential_sets/0");
    EXPECT_EQ(code({{"c2", {wallet[0]}}}), "vp-token-mismatch /c2/0");
    EXPECT_EQ(code({{"c2", {wallet[2]}}, {"c0", {wallet[1]}}}), "vp-token-mismatch /c0/0");
    EXPECT_EQ(code({{"c2", {wallet[2], wallet[1]}}}), "vp-token-too-many /c2");
    EXPECT_EQ(code({{"x", {wallet[2]}}}), "vp-token-unknown-query /x");
    EXPECT_EQ(code({{"c2", {}}}), "vp-token-empty /c2");
    wallet[2].holder_binding = false;
    EXPECT_EQ(code({{"c2", {wallet[2]}}}), "vp-token-mismatch /c2/0");
}

TEST(DcqlResponse, OA29_ValuesAreCheckedToo) {
    const auto query = asking(R"("claims": [{"path": ["age"], "values": [43]}])");
    EXPECT_FALSE(vc::dcql::check_response(query, {{"q", {held(kArthur)}}}));
}

TEST(DcqlResponse, ElementsBeforeTheOneAskedForMayHaveBeenLeftOut) {
    const auto query = asking(R"("claims": [{"path": ["nationalities", 1], "values": ["Betelgeusian"]}])");
    Held shown = held(R"({"nationalities": ["Betelgeusian"]})");
    EXPECT_FALSE(vc::dcql::check_response(query, {{"q", {shown}}}));
    shown.shortened = true;
    EXPECT_TRUE(vc::dcql::check_response(query, {{"q", {shown}}}));
    shown.credential = json::Document(test::parse(R"({"nationalities": ["British", "Vogon", "Betelgeusian"]})"));
    EXPECT_FALSE(vc::dcql::check_response(query, {{"q", {shown}}}));
}

TEST(DcqlResponse, OA29_AnotherElementIsNotTheOneAskedFor) {
    const auto query = asking(R"("claims": [{"path": ["nationalities", 1]}])");
    Held shown = held(R"({"nationalities": ["British"]})");
    shown.shortened = true;
    const auto accepted = [&](sdjwt::Positions positions) {
        shown.positions = std::move(positions);
        return vc::dcql::check_response(query, {{"q", {shown}}}).has_value();
    };
    EXPECT_FALSE(accepted({}));                         // nothing was left out: there is no second element
    EXPECT_FALSE(accepted({{"/nationalities", {0}}}));  // the first one
    EXPECT_TRUE(accepted({{"/nationalities", {1}}}));   // the second
    EXPECT_TRUE(accepted({{"/nationalities", {2}}}));   // the second, behind a decoy
    EXPECT_FALSE(accepted({{"/other", {1}}}));
}

}  // namespace
}  // namespace blason
