// Issuing asks the schemas that a credential names, as far as they can be had.
#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"
#include "vc/issue_checks.hpp"

namespace blason::vc {
namespace {

constexpr const char* kSchema = "https://schema.example/badge.json";

/// One schema that wants a name of at most eight characters; nothing else is there.
class OneSchema : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        if (request.url != kSchema) return unavailable("fetch-offline", "not there");
        net::FetchReply reply;
        reply.status = 200;
        reply.body = R"({"$schema": "https://json-schema.org/draft/2019-09/schema",
                         "$id": "https://schema.example/badge.json",
                         "properties": {"name": {"maxLength": 8}}})";
        return reply;
    }
};

json::Value badge_with(const std::string& schema, const std::string& name) {
    json::Value badge = test::own_badge(1);
    badge.as_object()["name"] = name;
    badge.at("@context").as_array().push_back("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
    badge.as_object()["credentialSchema"] =
        json::Array{json::Object{{"id", schema}, {"type", "1EdTechJsonSchemaValidator2019"}}};
    return badge;
}

struct Answer {
    std::string code;
    std::string pointer;
    std::vector<std::string> said;
};

Answer issued(json::Value badge) {
    OneSchema client;
    Environment environment = test::environment();
    environment.client = &client;
    Answer answer;
    IssueOptions options;
    options.created = test::instant("2025-01-01T00:00:00Z");
    const auto remarks = check_named_documents(badge, options.created, environment);
    if (remarks)
        for (const Check& check : *remarks) answer.said.push_back(check.code + " " + check.pointer);
    const auto secured = vc::issue(std::move(badge), test::key(1), options, environment);
    if (!secured) answer = {secured.error().code, secured.error().pointer, answer.said};
    return answer;
}

TEST(IssueSchema, ABadgeFitsTheSchemaItNames) {
    EXPECT_EQ(issued(badge_with(kSchema, "Teamwork")).code, "");
    const auto refused = issued(badge_with(kSchema, "Working in a team"));
    EXPECT_EQ(refused.code, "schema-violation");
    EXPECT_EQ(refused.pointer, "/name");
}

TEST(IssueSchema, ASchemaThatCannotBeHadIsSaidAndDoesNotStandInTheWay) {
    const auto answer = issued(badge_with("https://schema.example/none.json", "Working in a team"));
    EXPECT_EQ(answer.code, "");
    EXPECT_EQ(answer.said, std::vector<std::string>{"fetch-offline /credentialSchema/0"});
    EXPECT_TRUE(issued(badge_with(kSchema, "Teamwork")).said.empty());
}

}  // namespace
}  // namespace blason::vc
