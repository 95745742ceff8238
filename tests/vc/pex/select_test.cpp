// Which credentials are submitted together.
#include <gtest/gtest.h>

#include "tests/vc/pex/pex.hpp"

namespace blason::vc::pex {
namespace {

using test::candidate;
using test::definition;

/// Descriptors `a`, `b`, ... that ask for a member of their own name, in these groups.
std::string grouped(const std::vector<const char*>& groups) {
    std::string out;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::string name(1, static_cast<char>('a' + i));
        out += (i == 0 ? "" : ",") + std::string(R"({"id":")") + name + R"(","group":[)" + groups[i] +
               R"(],"constraints":{"fields":[{"path":["$.)" + name + "\"]}]}}";
    }
    return out;
}

/// Ids of what is proposed, as one word; "-" for nothing; the code of an error. `held`: the members that the wallet has
/// credentials with.
std::string proposed(const std::string& descriptors, const std::string& requirements, std::string_view held) {
    const Definition asked =
        definition(descriptors, requirements.empty() ? "" : R"(,"submission_requirements":[)" + requirements + "]");
    std::vector<Candidate> candidates;
    for (const char name : held) candidates.push_back(candidate(std::string("{\"") + name + "\":1}"));
    const auto evaluation = evaluate(asked, candidates, {});
    const auto choices = propose(asked, candidates, *evaluation);
    if (!choices) return choices.error().code;
    if (!*choices) return "-";
    const auto good = check_choices(asked, candidates, *evaluation, **choices);
    if (!good) return "wrong: " + good.error().pointer;
    EXPECT_TRUE(may_be_satisfied(asked, *evaluation));
    std::string out;
    for (const Choice& one : **choices) out += asked.descriptors[one.descriptor].id;
    return out;
}

TEST(PexSelect, WithoutRequirementsEverythingIsRequired) {
    const std::string plain =
        R"({"id":"a","constraints":{"fields":[{"path":["$.a"]}]}},{"id":"b","constraints":{"fields":[{"path":["$.b"]}]}})";
    EXPECT_EQ(proposed(plain, "", "ab"), "ab");
    EXPECT_EQ(proposed(plain, "", "a"), "-");
    EXPECT_EQ(proposed("", "", "a"), "");
}

TEST(PexSelect, Rules) {
    const std::string groups = grouped({"\"A\"", "\"A\"", "\"B\"", "\"B\"", "\"B\""});
    struct Case {
        const char* requirements;
        const char* held;
        const char* expected;
    };
    const Case cases[] = {
        {R"({"rule":"all","from":"A"})", "abc", "ab"},
        {R"({"rule":"all","from":"A"})", "ac", "-"},
        {R"({"rule":"pick","count":1,"from":"A"})", "ab", "a"},
        {R"({"rule":"pick","count":1,"from":"A"})", "b", "b"},
        {R"({"rule":"pick","count":2,"from":"A"})", "b", "-"},
        {R"({"rule":"pick","count":3,"from":"A"})", "ab", "-"},
        {R"({"rule":"pick","min":2,"from":"B"})", "cde", "cd"},
        {R"({"rule":"pick","min":0,"max":1,"from":"B"})", "cde", ""},
        {R"({"rule":"pick","max":2,"from":"B"})", "e", "e"},
        {R"({"rule":"pick","max":2,"from":"B"})", "a", ""},
        {R"({"rule":"pick","from":"B"})", "de", "d"},
        {R"({"rule":"all","from":"A"},{"rule":"pick","count":1,"from":"B"})", "abd", "abd"},
        {R"({"rule":"all","from":"A"},{"rule":"pick","count":1,"from":"B"})", "ab", "-"},
        // pick_3_example: all of A, or two of B.
        {R"({"rule":"pick","count":1,"from_nested":[{"rule":"all","from":"A"},{"rule":"pick","count":2,"from":"B"}]})",
         "acd", "cd"},
        {R"({"rule":"pick","count":1,"from_nested":[{"rule":"all","from":"A"},{"rule":"pick","count":2,"from":"B"}]})",
         "abcd", "ab"},
        {R"({"rule":"all","from_nested":[{"rule":"all","from":"A"},{"rule":"pick","count":2,"from":"B"}]})", "abce",
         "abce"},
        {R"({"rule":"all","from_nested":[{"rule":"all","from":"A"},{"rule":"pick","count":2,"from":"B"}]})", "abc",
         "-"},
        {R"({"rule":"pick","min":1,"from_nested":[{"rule":"pick","count":1,"from_nested":[{"rule":"all","from":"A"}]},
             {"rule":"pick","count":1,"from":"B"}]})",
         "bd", "d"},
        // Bounds of several requirements over one group hold together.
        {R"({"rule":"pick","count":1,"from":"B"},{"rule":"pick","min":2,"from":"B"})", "cde", "-"},
    };
    for (const Case& one : cases)
        EXPECT_EQ(proposed(groups, one.requirements, one.held), one.expected) << one.requirements;
}

TEST(PexSelect, GroupsThatOverlap) {
    const std::string groups = grouped({"\"A\"", "\"A\",\"B\"", "\"B\""});
    // b alone serves both.
    EXPECT_EQ(proposed(groups, R"({"rule":"pick","count":1,"from":"A"},{"rule":"pick","count":1,"from":"B"})", "b"),
              "b");
    // a and b together would be two of A.
    EXPECT_EQ(proposed(groups, R"({"rule":"pick","count":1,"from":"A"},{"rule":"all","from":"B"})", "abc"), "bc");
}

TEST(PexSelect, ManyCombinationsAreGivenUp) {
    std::vector<const char*> groups(40, "\"A\"");
    std::string descriptors;
    for (int i = 0; i < 40; ++i) {
        descriptors += (i == 0 ? "" : ",") + std::string(R"({"id":"d)") + std::to_string(i) +
                       R"(","group":["A"],"constraints":{}})";
    }
    EXPECT_EQ(
        proposed(descriptors, R"({"rule":"pick","count":20,"from":"A"},{"rule":"pick","max":19,"from":"A"})", "a"),
        "pex-too-complex");
}

TEST(PexSelect, SameSubject) {
    const auto about = [](const char* member, const char* subject) {
        return candidate(R"({"credentialSubject":{)" + std::string(subject).append(R"(")").append(member) + R"(":1}})");
    };
    const auto asked = [](const char* directive) {
        return definition(R"({"id":"a","constraints":{"same_subject":[{"field_id":["fa","fb"],"directive":")" +
                          std::string(directive) + R"("}],"fields":[{"id":"fa","path":["$.credentialSubject.a"]}]}},
            {"id":"b","constraints":{"fields":[{"id":"fb","path":["$.credentialSubject.b"]}]}})");
    };
    const std::vector<Candidate> mixed{about("a", R"("id":"did:1",)"), about("b", R"("id":"did:2",)"),
                                       about("b", R"("id":"did:1",)")};
    const Definition required = asked("required");
    const auto evaluation = evaluate(required, mixed, {});
    const auto choices = propose(required, mixed, *evaluation);
    ASSERT_TRUE(choices && *choices);
    EXPECT_EQ((**choices)[1].match, 1U) << "the second match, which is about the same";
    const std::vector<Choice> wrong{{0, 0}, {1, 0}};
    const auto refused = check_choices(required, mixed, *evaluation, wrong);
    EXPECT_EQ(refused.error().code, "pex-same-subject");
    EXPECT_EQ(refused.error().pointer, "/input_descriptors/0/constraints/same_subject/0");

    const std::vector<Candidate> strangers{about("a", R"("id":"did:1",)"), about("b", R"("id":"did:2",)")};
    EXPECT_FALSE(*propose(required, strangers, *evaluate(required, strangers, {})));
    const Definition preferred = asked("preferred");
    EXPECT_TRUE(*propose(preferred, strangers, *evaluate(preferred, strangers, {})));
    const auto best = propose(preferred, mixed, *evaluate(preferred, mixed, {}));
    EXPECT_EQ((**best)[1].match, 1U);
    // Who has no name is the same only in one credential.
    const std::vector<Candidate> nameless{about("a", ""), about("b", "")};
    EXPECT_FALSE(*propose(required, nameless, *evaluate(required, nameless, {})));
    const std::vector<Candidate> one{candidate(R"({"credentialSubject":{"a":1,"b":1}})")};
    EXPECT_TRUE(*propose(required, one, *evaluate(required, one, {})));
}

TEST(PexSelect, ManyRelationsAreGivenUp) {
    std::string fields;
    std::string ids;
    for (int i = 0; i < 100; ++i) {
        const std::string id = "\"f" + std::to_string(i) + "\"";
        ids += (i == 0 ? "" : ",") + id;
        fields += (i == 0 ? "" : ",") + (R"({"id":)" + id + R"(,"path":["$"]})");
    }
    std::string descriptors = R"({"id":"first","constraints":{"fields":[)" + fields + "]}}";
    for (int i = 0; i < 10; ++i) {
        std::string relations;
        for (int j = 0; j < 100; ++j)
            relations += (j == 0 ? "" : ",") + (R"({"directive":"required","field_id":[)" + ids + "]}");
        descriptors += R"(,{"id":"d)" + std::to_string(i) + R"(","constraints":{"same_subject":[)" + relations + "]}}";
    }
    EXPECT_EQ(proposed(descriptors, "", "a"), "pex-too-complex");
}

TEST(PexSelect, ChoicesAreChecked) {
    const Definition asked = definition(R"({"id":"a","constraints":{}},{"id":"b","constraints":{}})");
    const std::vector<Candidate> candidates{candidate("{}")};
    const auto evaluation = evaluate(asked, candidates, {});
    const auto code = [&](const std::vector<Choice>& choices) {
        const auto good = check_choices(asked, candidates, *evaluation, choices);
        return good ? std::string() : good.error().code + good.error().pointer;
    };
    EXPECT_EQ(code({{0, 0}, {1, 0}}), "");
    EXPECT_EQ(code({{0, 0}}), "pex-not-satisfied/input_descriptors/1");
    EXPECT_EQ(code({{0, 0}, {0, 0}}), "pex-choice");
    EXPECT_EQ(code({{0, 1}, {1, 0}}), "pex-choice");
    EXPECT_EQ(code({{2, 0}}), "pex-choice");
}

TEST(PexSelect, WhatIsUnknownMayBecomeEnough) {
    const Definition asked =
        definition(R"({"id":"a","constraints":{"statuses":{"revoked":{"directive":"disallowed"}}}})");
    const std::vector<Candidate> candidates{candidate(R"({"credentialStatus":{"type":"X"}})")};
    const auto evaluation = evaluate(asked, candidates, {});
    EXPECT_FALSE(*propose(asked, candidates, *evaluation));
    EXPECT_TRUE(may_be_satisfied(asked, *evaluation));
    EXPECT_FALSE(may_be_satisfied(asked, *evaluate(asked, {}, {})));
}

}  // namespace
}  // namespace blason::vc::pex
