// The verifiable credentials API: every bad input has its code, its place and its status.
#include "tests/wallet-server/api/vcapi.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kCredential;
using test::text_at;
using test::VcApi;

struct BadInput {
    const char* name;
    const char* path;
    std::string body;
    int status;
    const char* code;
    const char* pointer;  ///< nullptr: the reader cannot know the place
};

std::string nested(std::size_t depth) {
    return "{\"credential\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}
std::string with(const char* member_and_value) {
    return std::string(R"({"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],)") +
           R"("type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:s"},)" + member_and_value + "}}";
}
std::string option(const char* text) {
    return std::string("{\"credential\":") + kCredential + ",\"options\":" + text + "}";
}

const BadInput kBadInputs[] = {
    {"NotJson", "/credentials/issue", "credential", 400, "json-syntax", ""},
    {"Empty", "/credentials/issue", "", 400, "json-syntax", ""},
    {"NotAnObject", "/credentials/issue", "[]", 400, "wrong-type", ""},
    {"DuplicateKey", "/credentials/issue", R"({"credential":{"a":1,"a":2}})", 400, "json-duplicate-key",
     "/credential/a"},
    {"Depth", "/credentials/issue", nested(100'000), 413, "json-depth", nullptr},
    {"HugeNumber", "/credentials/issue", R"({"credential":{"n":1e400}})", 400, "json-number-overflow", "/credential/n"},
    {"InvalidUtf8", "/credentials/issue", "{\"credential\":\"\xFF\"}", 400, "json-invalid-utf8", nullptr},
    {"EscapedNul", "/credentials/issue", with(R"("name":"a\u0000b")"), 400, "json-nul", "/credential/name"},
    {"EscapedNulToVerify", "/credentials/verify", R"({"verifiableCredential":{"a\u0000":1}})", 400, "json-nul",
     nullptr},
    {"NoCredential", "/credentials/issue", "{}", 400, "missing-member", "/credential"},
    {"CredentialIsAString", "/credentials/issue", R"({"credential":"x"})", 400, "wrong-type", "/credential"},
    {"ForeignIssuer", "/credentials/issue", with(R"("issuer":"did:example:other")"), 400, "issuer-not-hosted",
     "/credential/issuer"},
    {"ForeignIssuerObject", "/credentials/issue", with(R"("issuer":{"id":"did:example:other"})"), 400,
     "issuer-not-hosted", "/credential/issuer/id"},
    {"OptionsNoObject", "/credentials/issue", option("[]"), 400, "wrong-type", "/options"},
    {"UnknownOption", "/credentials/issue", option(R"({"nonsense":1})"), 400, "option-unknown", "/options/nonsense"},
    {"Format", "/credentials/issue", option(R"({"format":"cose"})"), 400, "option-not-supported", "/options/format"},
    {"FormatAndSuite", "/credentials/issue", option(R"({"format":"jwt","cryptosuite":"eddsa-rdfc-2022"})"), 400,
     "option-not-supported", "/options/cryptosuite"},
    {"DisclosableOfJwt", "/credentials/issue", option(R"({"format":"jwt","disclosable":[]})"), 400,
     "option-not-supported", "/options/disclosable"},
    {"DisclosablePointer", "/credentials/issue", option(R"({"format":"sd-jwt","disclosable":["/name","x"]})"), 400,
     "json-pointer-syntax", "/options/disclosable/1"},
    {"SelectivePointer", "/credentials/derive",
     std::string("{\"verifiableCredential\":") + kCredential + R"(,"options":{"selectivePointers":["x"]}})", 400,
     "json-pointer-syntax", "/options/selectivePointers/0"},
    {"NothingToDerive", "/credentials/derive", "{}", 400, "missing-member", "/verifiableCredential"},
    {"DisclosableType", "/credentials/issue", option(R"({"format":"sd-jwt","disclosable":[1]})"), 400, "wrong-type",
     "/options/disclosable"},
    {"NotDisclosable", "/credentials/issue", option(R"({"format":"sd-jwt","disclosable":["/issuer"]})"), 400,
     "not-disclosable", "/credential/issuer"},
    {"MandatoryPointers", "/credentials/issue", option(R"({"mandatoryPointers":["/issuer"]})"), 400,
     "mandatory-pointers-unused", "/options/mandatoryPointers"},
    {"CredentialStatus", "/credentials/issue", option(R"({"credentialStatus":"yes"})"), 400, "wrong-type",
     "/options/credentialStatus"},
    {"UnknownSuite", "/credentials/issue", option(R"({"cryptosuite":"rot13-2099"})"), 400, "cryptosuite-unknown",
     "/options/cryptosuite"},
    {"SuiteNoText", "/credentials/issue", option(R"({"cryptosuite":1})"), 400, "wrong-type", "/options/cryptosuite"},
    {"NothingToVerify", "/credentials/verify", "{}", 400, "missing-member", "/verifiableCredential"},
    {"VerifyAString", "/credentials/verify", R"({"verifiableCredential":"{}"})", 400, "wrong-type",
     "/verifiableCredential"},
    {"VerifyUnknownOption", "/credentials/verify", R"({"verifiableCredential":{},"options":{"x":1}})", 400,
     "option-unknown", "/options/x"},
    {"NothingToPresent", "/presentations/prove", "{}", 400, "missing-member", "/presentation"},
    {"HolderMissing", "/presentations/prove", R"({"presentation":{}})", 400, "holder-missing", "/presentation/holder"},
    {"HolderNotHosted", "/presentations/prove", R"({"presentation":{"holder":"did:example:h"}})", 400,
     "holder-not-hosted", "/presentation/holder"},
    {"NoPresentation", "/presentations/verify", "{}", 400, "missing-member", "/verifiablePresentation"},
};

class VcApiBadInput : public VcApi, public testing::WithParamInterface<BadInput> {};

TEST_P(VcApiBadInput, HasItsCodePlaceAndStatusAndStoresNothing) {
    const auto& bad = GetParam();
    const auto response = app.post(bad.path, bad.body);
    EXPECT_EQ(response.status, bad.status) << response.body;
    EXPECT_EQ(response.fields.find("Content-Type"), "application/problem+json");
    const auto problem = body_of(response);
    EXPECT_EQ(text_at(problem, "code"), bad.code) << response.body;
    EXPECT_EQ(text_at(problem, "type"), std::string("urn:blason:error:") + bad.code);
    if (bad.pointer != nullptr) {
        EXPECT_EQ(text_at(problem, "pointer"), bad.pointer);
    }
    EXPECT_EQ(stored(), 0U);
    // The issuer's own making, and the status lists that were opened for what might have come.
    const auto rows = app.services().store.audit("alpha", 0, 10);
    for (const auto& row : *rows) {
        const auto act = text_at(*json::parse(row.entry), "act");
        EXPECT_TRUE(act == "issuer.create" || act == "status-list.create") << act;
    }
}

INSTANTIATE_TEST_SUITE_P(Table, VcApiBadInput, testing::ValuesIn(kBadInputs),
                         [](const auto& tested) { return std::string(tested.param.name); });

/// Credentials that the data model, JSON-LD or the dates refuse: the place is inside the credential.
struct BadCredential {
    const char* name;
    const char* credential;
    const char* pointer;
};

const BadCredential kBadCredentials[] = {
    {"NoContext", R"({"type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:s"}})", "/credential"},
    {"UnknownContext",
     R"({"@context":["https://www.w3.org/ns/credentials/v2","https://unknown.example/c"],
         "type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:s"}})",
     "/credential/@context/1"},
    {"UndefinedTerm",
     R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
         "credentialSubject":{"id":"did:example:s","undefinedTerm":1}})",
     "/credential/credentialSubject/undefinedTerm"},
    {"NoSubject", R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"]})",
     "/credential"},
    {"WrongDate",
     R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
         "validFrom":"yesterday","credentialSubject":{"id":"did:example:s"}})",
     "/credential/validFrom"},
};

class VcApiBadCredential : public VcApi, public testing::WithParamInterface<BadCredential> {};

TEST_P(VcApiBadCredential, IsRefusedWithItsPlaceAndNothingIsStored) {
    const auto response = app.post("/credentials/issue", issue_body(GetParam().credential));
    EXPECT_EQ(response.status, 400) << response.body;
    EXPECT_EQ(text_at(body_of(response), "pointer"), GetParam().pointer) << response.body;
    EXPECT_EQ(stored(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Table, VcApiBadCredential, testing::ValuesIn(kBadCredentials),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST_F(VcApi, AnotherContentTypeIs415) {
    const auto response =
        app.call(test::request_with("POST", "/credentials/issue", issue_body(kCredential), "text/plain"));
    EXPECT_EQ(response.status, 415);
    EXPECT_EQ(text_at(body_of(response), "code"), "unsupported-media-type");
    EXPECT_EQ(stored(), 0U);
}

TEST_F(VcApi, AnotherMethodIs405) {
    EXPECT_EQ(app.call(test::request_of("DELETE", "/credentials/issue")).status, 405);
}

}  // namespace
}  // namespace blason
