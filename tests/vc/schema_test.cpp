// JSON Schema 2019-09 and 2020-12: each keyword both ways, references, limits.
#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"
#include "vc/schema/published.hpp"
#include "vc/schema/validate.hpp"

namespace blason::vc::schema {
namespace {

/// Schemas by their address.
class Shelf : public DocumentSource {
  public:
    void put(const std::string& url, std::string_view text) { texts_[url] = text; }
    Result<std::shared_ptr<const Document>> get(const std::string& url) override {
        const auto found = texts_.find(url);
        if (found == texts_.end()) return unavailable("fetch-offline", "not there");
        return Document::read(url, test::parse(found->second));
    }

  private:
    std::map<std::string, std::string> texts_;
};

constexpr const char* kUrl = "https://schema.example/s";

/// "" when it fits, else the keyword and the place; an error's code.
std::string judged(std::string schema, std::string_view instance, const char* draft = "2020-12", Shelf shelf = {}) {
    if (schema.starts_with('{')) {
        schema.insert(1, "\"$schema\": \"https://json-schema.org/draft/" + std::string(draft) + "/schema#\"" +
                             (schema == "{}" ? "" : ","));
    }
    shelf.put(kUrl, schema);
    const auto violations = validate(test::parse(instance), kUrl, shelf);
    if (!violations) return violations.error().code;
    return violations->empty() ? "" : violations->front().keyword + " " + violations->front().pointer;
}

struct Case {
    const char* schema;
    const char* fits;
    const char* does_not;
    const char* said;
};

TEST(JsonSchema, EachKeywordBothWays) {
    const Case cases[] = {
        {R"({"type":"integer"})", "1.0", "1.5", "type "},
        {R"({"type":["string","null"]})", "null", "true", "type "},
        {R"({"enum":[1,{"a":[2]}]})", R"({"a":[2.0]})", R"({"a":[3]})", "enum "},
        {R"({"const":{"a":1,"b":2}})", R"({"b":2,"a":1})", R"({"a":1})", "const "},
        {R"({"minimum":1,"maximum":3})", "3", "4", "maximum "},
        {R"({"exclusiveMinimum":1})", "1.5", "1", "exclusiveMinimum "},
        {R"({"multipleOf":0.1})", "0.3", "0.35", "multipleOf "},
        {R"({"minLength":2,"maxLength":2})", R"("éé")", R"("é")", "minLength "},
        {R"({"pattern":"^a\\d+$"})", R"("a12")", R"("a12x")", "pattern "},
        {R"({"pattern":"[\\s\u00e9]\\u0041"})",
         "\"\xC2\xA0"
         "A\"",
         R"("xA")", "pattern "},
        {R"({"minItems":1,"uniqueItems":true})", "[1,\"1\"]", "[1,1.0]", "uniqueItems "},
        {R"({"required":["a"],"maxProperties":1})", R"({"a":1})", "{}", "required "},
        {R"({"properties":{"a":{"type":"string"}},"additionalProperties":false})", R"({"a":"x"})", R"({"b":1})",
         "false /b"},
        {R"({"patternProperties":{"^x":{"type":"number"}}})", R"({"x1":1})", R"({"x1":"a"})", "type /x1"},
        {R"({"propertyNames":{"pattern":"^[a-z]+$"}})", R"({"a":1})", R"({"A":1})", "pattern /A"},
        {R"({"prefixItems":[{"type":"string"}],"items":{"type":"number"}})", R"(["a",1])", R"(["a","b"])", "type /1"},
        {R"({"contains":{"const":1},"minContains":2,"maxContains":2})", "[1,1,2]", "[1,2]", "contains "},
        {R"({"allOf":[{"type":"string"},{"minLength":1}]})", R"("a")", R"("")", "minLength "},
        {R"({"anyOf":[{"type":"string"},{"type":"object","required":["a"]}]})", R"("a")", "[]", "anyOf "},
        {R"({"oneOf":[{"type":"integer"},{"minimum":2}]})", "1", "3", "oneOf "},
        {R"({"not":{"type":"string"}})", "1", R"("a")", "not "},
        {R"({"if":{"type":"string"},"then":{"minLength":1},"else":{"minimum":1}})", R"("a")", "0", "minimum "},
        {R"({"dependentRequired":{"a":["b"]}})", R"({"b":1})", R"({"a":1})", "dependentRequired "},
        {R"({"dependentSchemas":{"a":{"required":["b"]}}})", R"({"a":1,"b":1})", R"({"a":1})", "required "},
        {R"({"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false})", R"({"a":1})", R"({"a":1,"b":1})",
         "false /b"},
        {R"({"anyOf":[{"prefixItems":[{"const":1}]},true],"unevaluatedItems":false})", "[1]", "[1,2]", "false /1"},
        {R"({"$ref":"#/$defs/a%25~1b","$defs":{"a%/b":{"type":"string"}}})", R"("a")", "1", "type "},
        {R"({"$ref":"#here","$defs":{"x":{"$anchor":"here","type":"string"}}})", R"("a")", "1", "type "},
        {R"({"$ref":"other","$defs":{"x":{"$id":"other","$ref":"#/$defs/y","$defs":{"y":{"type":"string"}}}}})",
         R"("a")", "1", "type "},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(judged(one.schema, one.fits), "") << one.schema;
        EXPECT_EQ(judged(one.schema, one.does_not), one.said) << one.schema;
    }
    EXPECT_EQ(judged("true", "1"), "");
    EXPECT_EQ(judged("false", "1"), "false ");
    EXPECT_EQ(judged("{}", "1"), "");
}

TEST(JsonSchema, TheOlderDraftHasItsOwnWords) {
    const char* lists = R"({"items":[{"type":"string"}],"additionalItems":{"type":"number"}})";
    EXPECT_EQ(judged(lists, R"(["a",1])", "2019-09"), "");
    EXPECT_EQ(judged(lists, R"(["a","b"])", "2019-09"), "type /1");
    const char* tree = R"({"$recursiveAnchor":true,"properties":{"child":{"$recursiveRef":"#"}},"required":["name"]})";
    EXPECT_EQ(judged(tree, R"({"name":1,"child":{"name":1}})", "2019-09"), "");
    EXPECT_EQ(judged(tree, R"({"name":1,"child":{"name":1,"child":{}}})", "2019-09"), "required /child/child");
}

TEST(JsonSchema, DynamicReferencesFindTheOutermost) {
    Shelf shelf;
    shelf.put("https://schema.example/tree", R"({"$schema":"https://json-schema.org/draft/2020-12/schema",
        "$dynamicAnchor":"node","properties":{"child":{"$dynamicRef":"#node"}}})");
    const char* strict = R"({"$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false})";
    EXPECT_EQ(judged(strict, R"({"child":{"child":{}}})", "2020-12", shelf), "");
    EXPECT_EQ(judged(strict, R"({"child":{"chid":{}}})", "2020-12", shelf), "false /child/chid");
}

TEST(JsonSchema, WhatCannotBeKnownIsAnError) {
    EXPECT_EQ(judged(R"({"$ref":"elsewhere"})", "1"), "fetch-offline");
    EXPECT_EQ(judged(R"({"$ref":"#/$defs/nothing"})", "1"), "schema-reference");
    EXPECT_EQ(judged(R"({"$ref":"#nothing"})", "1"), "schema-reference");
    EXPECT_EQ(judged(R"({"pattern":"(?=a)b"})", R"("b")"), "schema-pattern-unsupported");
    EXPECT_EQ(judged(R"({"pattern":"("})", R"("b")"), "schema-pattern-unsupported");
    EXPECT_EQ(judged(R"({"properties":{"a":3}})", R"({"a":1})"), "schema-malformed");
    EXPECT_EQ(judged("[]", "1"), "schema-malformed");
    EXPECT_EQ(judged(R"({"type":"string"})", "1", "2018-01"), "schema-dialect-unknown");
    EXPECT_EQ(judged(R"({"$ref":"#"})", "1"), "schema-too-complex") << "a circle";
    EXPECT_EQ(
        judged(
            R"({"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"},{"$ref":"#/$defs/b"}]},"b":{"anyOf":[{"$ref":"#/$defs/c"},
        {"$ref":"#/$defs/c"}]},"c":{"allOf":[{"$ref":"#/$defs/d"},{"$ref":"#/$defs/d"}]},"d":{"$ref":"#/$defs/a"}},
        "$ref":"#/$defs/a"})",
            "1"),
        "schema-too-complex");
}

TEST(JsonSchema, PatternsTakeLinearTime) {
    const std::string text = "\"" + std::string(50'000, 'a') + "!\"";
    EXPECT_EQ(judged(R"({"pattern":"^(a+)+$"})", text), "pattern ");
    EXPECT_EQ(judged(R"({"pattern":"^(a|aa)+$"})", text), "pattern ");
}

/// A host that has one schema.
class Host : public net::HttpClient {
  public:
    explicit Host(std::string body, int status = 200) : body_(std::move(body)), status_(status) {}
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        ++asked;
        EXPECT_EQ(request.url, "https://schema.example/badge.json");
        return net::FetchReply{status_, "application/schema+json", {}, body_};
    }
    int asked = 0;

  private:
    std::string body_;
    int status_;
};

Report verified(net::HttpClient& host, Cache* cache, const char* type = "1EdTechJsonSchemaValidator2019",
                const std::string& more = {}) {
    json::Value badge = test::badge();
    test::set(badge, "/credentialSchema",
              R"([{"id":"https://schema.example/badge.json","type":")" + std::string(type) + "\"" + more + "}]");
    badge.as_object().at("@context").as_array().push_back("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
    auto environment = test::environment();
    environment.client = &host;
    environment.schemas = cache;
    const json::Value issued = test::issued(std::move(badge));
    auto report = vc::verify(issued, test::verify_options(), environment);
    EXPECT_TRUE(report);
    return std::move(*report);
}

TEST(SchemaCheck, PassesFailsOrIsUnknown) {
    Host strict(R"({"$schema":"https://json-schema.org/draft/2019-09/schema#",
        "properties":{"credentialSubject":{"required":["licenseNumber"]}}})");
    const Report failed = verified(strict, nullptr);
    EXPECT_TRUE(test::has(failed, "schema", Outcome::Fail, "schema-violation", "/credentialSubject"))
        << test::show(failed);
    EXPECT_EQ(failed.verdict(), Verdict::Invalid);

    Host lenient(R"({"$schema":"https://json-schema.org/draft/2019-09/schema#","required":["proof"]})");
    const Report passed = verified(lenient, nullptr);
    EXPECT_TRUE(test::has(passed, "schema", Outcome::Pass, "ok", "/credentialSchema/0")) << test::show(passed);
    EXPECT_EQ(passed.verdict(), Verdict::Valid) << test::show(passed);

    Host absent("", 404);
    const Report unknown = verified(absent, nullptr);
    EXPECT_TRUE(test::has(unknown, "schema", Outcome::Unknown, "fetch-status", "/credentialSchema/0"));
    EXPECT_EQ(unknown.verdict(), Verdict::Unknown);

    Host page("<html>");
    EXPECT_EQ(verified(page, nullptr).find("schema")->code, "schema-malformed");
}

/// VCDM 2.0 section 5.3 and VC JSON Schema: what is used must be what was signed.
TEST(SchemaCheck, AnotherSchemaThanWasSignedIsAnError) {
    Host host("{}");  // sha256 of "{}" and of nothing else
    const std::string right = R"(,"digestSRI":"sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=")";
    const std::string wrong = R"(,"digestSRI":"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")";
    Cache cache;
    for (Cache* kept : {static_cast<Cache*>(nullptr), &cache, &cache}) {
        const Report good = verified(host, kept, "1EdTechJsonSchemaValidator2019", right);
        EXPECT_EQ(good.verdict(), Verdict::Valid) << test::show(good);
        const Report bad = verified(host, kept, "1EdTechJsonSchemaValidator2019", wrong);
        EXPECT_TRUE(test::has(bad, "schema", Outcome::Fail, "related-resource-digest", "/credentialSchema/0"))
            << test::show(bad);
    }
}

TEST(SchemaCheck, ASchemaOfTheStandardSaysWhatItIs) {
    const auto code = [](const std::string& schema) {
        Host host(schema);
        const Report report = verified(host, nullptr, "JsonSchema");
        return std::string(to_text(report.verdict())) + " " + report.find("schema")->code;
    };
    const std::string draft = R"("$schema":"https://json-schema.org/draft/2020-12/schema")";
    const std::string id = R"("$id":"https://schema.example/badge.json")";
    EXPECT_EQ(code("{" + draft + "," + id + "}"), "valid ok");
    EXPECT_EQ(code("{" + draft + "}"), "unknown schema-malformed");
    EXPECT_EQ(code("{" + id + "}"), "unknown schema-malformed");
    EXPECT_EQ(code("true"), "unknown schema-malformed");
}

/// The credential that has the schema, by another issuer than the badge's.
json::Value schema_credential(const std::string& schema) {
    json::Value out = test::plain_credential();
    test::set(out, "/id", R"("https://schema.example/badge.json")");
    test::set(out, "/type", R"(["VerifiableCredential", "JsonSchemaCredential"])");
    test::set(out, "/credentialSchema",
              R"({"id": "https://www.w3.org/ns/credentials/json-schema/v2.json", "type": "JsonSchema"})");
    test::set(out, "/credentialSubject",
              R"({"id": "https://schema.example/s", "type": "JsonSchema", "jsonSchema": )" + schema + "}");
    return out;
}

std::string judged_by(const json::Value& found, Cache* cache = nullptr) {
    Host host(json::serialize(found));
    const Report report = verified(host, cache, "JsonSchemaCredential");
    EXPECT_LE(host.asked, 1) << "nothing is fetched for the credential with the schema";
    return std::string(to_text(report.verdict())) + " " + report.find("schema")->code;
}

TEST(SchemaCheck, ASchemaInACredentialIsApplied) {
    const std::string head =
        R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://schema.example/s")";
    EXPECT_EQ(judged_by(test::issued(schema_credential(head + "}"), 7)), "valid ok");
    EXPECT_EQ(judged_by(test::issued(schema_credential(head + R"(, "required": ["nothing"]})"), 7)),
              "invalid schema-violation");
    Cache cache;
    const json::Value good = test::issued(schema_credential(head + "}"), 7);
    EXPECT_EQ(judged_by(good, &cache), "valid ok");
    EXPECT_EQ(judged_by(json::Value(json::Object()), &cache), "valid ok") << "it is kept";
}

TEST(SchemaCheck, ASchemaInACredentialThatCannotBeTrustedIsUnknown) {
    const std::string schema =
        R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://schema.example/s"})";
    const json::Value good = test::issued(schema_credential(schema), 7);
    json::Value altered = good;
    test::set(altered, "/credentialSubject/jsonSchema/title", R"("changed")");
    EXPECT_EQ(judged_by(altered), "unknown schema-credential");
    json::Value unsigned_one = good;
    test::remove(unsigned_one, "/proof");
    EXPECT_EQ(judged_by(unsigned_one), "unknown schema-credential");
    const auto changed = [&](const char* place, const char* text) {
        json::Value out = schema_credential(schema);
        test::set(out, place, text);
        return judged_by(test::issued(std::move(out), 7));
    };
    EXPECT_EQ(changed("/id", R"("https://schema.example/other")"), "unknown schema-credential");
    EXPECT_EQ(changed("/type", R"(["VerifiableCredential"])"), "unknown schema-credential");
    EXPECT_EQ(changed("/credentialSchema/id", R"("https://schema.example/mine.json")"), "unknown schema-credential");
    EXPECT_EQ(changed("/credentialSubject/jsonSchema", R"({"$id": "https://schema.example/s"})"),
              "unknown schema-malformed");
    EXPECT_EQ(changed("/credentialStatus",
                      R"({"id": "https://schema.example/l#1", "type": "BitstringStatusListEntry",
                          "statusPurpose": "revocation", "statusListIndex": "1",
                          "statusListCredential": "https://schema.example/l"})"),
              "unknown schema-credential");
}

TEST(SchemaCheck, ASchemaInACredentialIsTheOneThatWasSigned) {
    const json::Value found = test::issued(
        schema_credential(
            R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://schema.example/s"})"),
        7);
    Host host(json::serialize(found));
    const std::string wrong = R"(,"digestSRI":"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")";
    const Report report = verified(host, nullptr, "JsonSchemaCredential", wrong);
    EXPECT_TRUE(test::has(report, "schema", Outcome::Fail, "related-resource-digest", "/credentialSchema/0"))
        << test::show(report);
}

TEST(SchemaCheck, ASchemaIsFetchedOnce) {
    Host host("true");
    Cache cache;
    for (int i = 0; i < 3; ++i) EXPECT_EQ(verified(host, &cache).verdict(), Verdict::Valid);
    EXPECT_EQ(host.asked, 1);
}

}  // namespace
}  // namespace blason::vc::schema
