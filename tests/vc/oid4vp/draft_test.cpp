// Requests of drafts 18 to 24, which ask with Presentation Exchange: what is read as they have it, and what is not.
#include "vc/oid4vp/draft.hpp"

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/vc/oid4vp/requests.hpp"
#include "vc/oid4vp/link.hpp"

namespace blason::vc::oid4vp {
namespace {

using test::kAddress;
using test::object;
using test::refusal;
using test::wish_refusal;

constexpr auto kDefinitionText = R"({"id": "d", "input_descriptors": [{"id": "badge", "constraints": {}}]})";

/// Of draft 18: unsigned, of a verifier that is known by its address only.
json::Object draft() {
    auto out = object(R"({"response_type": "vp_token", "client_id": "https://verifier.example/answers/1",
        "client_id_scheme": "redirect_uri", "response_mode": "direct_post",
        "response_uri": "https://verifier.example/answers/1", "nonce": "343s$FSFDa-", "state": "a+b/c="})");
    out["presentation_definition"] = object(kDefinitionText);
    return out;
}
json::Object with(std::string_view name, json::Value value) {
    auto out = draft();
    out[json::key(name)] = std::move(value);
    return out;
}
json::Object without(std::string_view name) {
    auto out = draft();
    out.erase(json::key(name));
    return out;
}
json::Object metadata(std::string_view text) {
    return with("client_metadata", object(text));
}

Result<Wish> wish_of(const json::Object& parameters) {
    const auto read = read_request(parameters, Carried::InLink);
    if (!read) return read.error();
    return read_wish(*read);
}

TEST(Oid4vpDraft, IsRead) {
    const auto read = read_request(draft(), Carried::InLink);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_TRUE(read->draft);
    EXPECT_EQ(read->client.prefix, ClientIdPrefix::RedirectUri);
    EXPECT_EQ(read->client.text, kAddress) << "the audience has no prefix";
    EXPECT_EQ(read->answer_to, kAddress);
    const auto wish = read_wish(*read);
    ASSERT_TRUE(wish) << wish.error().detail;
    ASSERT_TRUE(wish->definition);
    EXPECT_EQ(wish->definition->id, "d");
    EXPECT_TRUE(wish->query.credentials.empty());
    EXPECT_TRUE(wish->asks_for("badge"));
    EXPECT_FALSE(wish->asks_for("d"));
}

TEST(Oid4vpDraft, AVersionOneRequestIsNone) {
    const auto read = read_request(test::request(), Carried::InLink);
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->draft);
    // There the scheme is a parameter like any other that is not known.
    auto parameters = test::request();
    parameters["client_id_scheme"] = "x509_san_dns";
    const auto with_scheme = read_request(parameters, Carried::InLink);
    ASSERT_TRUE(with_scheme);
    EXPECT_EQ(with_scheme->client.prefix, ClientIdPrefix::RedirectUri);
    parameters["client_id"] = "https://verifier.example/answers/1";
    EXPECT_EQ(read_request(parameters, Carried::InLink)->client.prefix, ClientIdPrefix::PreRegistered);
}

TEST(Oid4vpDraft, Schemes) {
    const auto read = [](std::string_view text, std::string_view scheme) -> std::string {
        const auto client = parse_draft_client_id(text, scheme);
        if (!client) return client.error().code + " " + client.error().pointer;
        EXPECT_EQ(client->text, text) << "the whole of it is the audience";
        return std::string(to_text(client->prefix)) + " " + client->identifier;
    };
    EXPECT_EQ(read("verifier.example", "x509_san_dns"), "x509_san_dns verifier.example");
    EXPECT_EQ(read("x509_san_dns:verifier.example", "x509_san_dns"), "x509_san_dns verifier.example");
    EXPECT_EQ(read("x509_san_dns:verifier.example", ""), "x509_san_dns verifier.example");
    EXPECT_EQ(read("did:web:verifier.example", "did"), "decentralized_identifier did:web:verifier.example");
    EXPECT_EQ(read("did:web:verifier.example", ""), "decentralized_identifier did:web:verifier.example");
    EXPECT_EQ(read("redirect_uri:https://v.example", ""), "redirect_uri https://v.example");
    EXPECT_EQ(read("https://v.example", "redirect_uri"), "redirect_uri https://v.example");
    EXPECT_EQ(read("v", "verifier_attestation"), "verifier_attestation v");
    EXPECT_EQ(read("v", "pre-registered"), "pre-registered v");
    EXPECT_EQ(read("v", ""), "pre-registered v");
    EXPECT_EQ(read("https://v.example", "entity_id"), "invalid_request /client_id_scheme");
    EXPECT_EQ(read("https://v.example", "x509_san_uri"), "invalid_request /client_id_scheme");
    EXPECT_EQ(read("https://v.example", "did"), "invalid_request /client_id_scheme");
    EXPECT_EQ(read("", "redirect_uri"), "invalid_client /client_id");
    EXPECT_EQ(read("", ""), "invalid_client /client_id");
    EXPECT_EQ(read("web-origin:https://v.example", ""), "invalid_client /client_id");
}

TEST(Oid4vpDraft, TheSchemeSaysWhoSigns) {
    EXPECT_EQ(refusal(draft(), Carried::InObject), "invalid_client /client_id");
    auto of_did = draft();
    of_did["client_id"] = "did:web:verifier.example";
    of_did["client_id_scheme"] = "did";
    EXPECT_EQ(refusal(of_did, Carried::InLink), "invalid_client /client_id");
    EXPECT_EQ(refusal(of_did, Carried::InObject), "");
    of_did.erase("client_id_scheme");
    EXPECT_EQ(refusal(of_did, Carried::InLink), "invalid_client /client_id");
    // Without a scheme an address is a name like any other, which somebody has to know.
    EXPECT_EQ(read_request(without("client_id_scheme"), Carried::InLink)->client.prefix, ClientIdPrefix::PreRegistered);
}

TEST(Oid4vpDraft, OA27_TheAnswerGoesNowhereElse) {
    EXPECT_EQ(refusal(with("response_uri", "https://other.example/answers")), "invalid_client /response_uri");
    EXPECT_EQ(refusal(with("redirect_uri", json::key(kAddress))), "invalid_request /redirect_uri");
    EXPECT_EQ(refusal(without("response_uri")), "");
    EXPECT_EQ(refusal(with("nonce", "line\nbreak")), "invalid_request /nonce");
    EXPECT_EQ(refusal(without("nonce")), "invalid_request /nonce");
    EXPECT_EQ(refusal(with("response_type", "vp_token id_token")), "unsupported_response_type /response_type");
    EXPECT_EQ(refusal(with("response_mode", "query.jwt")), "unsupported_response_mode /response_mode");
}

TEST(Oid4vpDraft, OneQueryOnly) {
    EXPECT_EQ(wish_refusal(draft()), "");
    EXPECT_EQ(wish_refusal(with("dcql_query", object(R"({"credentials": []})"))), "invalid_request /dcql_query");
    EXPECT_EQ(wish_refusal(with("presentation_definition_uri", "https://verifier.example/d")),
              "invalid_request /presentation_definition_uri");
    EXPECT_EQ(wish_refusal(with("scope", "com.example.badge")), "invalid_request /scope");
    EXPECT_EQ(wish_refusal(with("scope", "openid")), "");
    auto by_reference = without("presentation_definition");
    by_reference["presentation_definition_uri"] = "https://verifier.example/d";
    EXPECT_EQ(wish_refusal(by_reference), "invalid_request /presentation_definition_uri");
    by_reference["dcql_query"] = object(R"({"credentials": [{"id": "a", "format": "ldp_vc", "meta": {}}]})");
    EXPECT_EQ(wish_refusal(by_reference), "invalid_request /dcql_query");
    // Neither: a request of version 1.0 that asks for nothing.
    auto nothing = test::request();
    nothing.erase("dcql_query");
    EXPECT_EQ(wish_refusal(nothing), "invalid_request /dcql_query");
}

TEST(Oid4vpDraft, OA28_TheDefinitionIsRead) {
    EXPECT_EQ(wish_refusal(with("presentation_definition", kDefinitionText)), "") << "a text with JSON inside";
    EXPECT_EQ(wish_refusal(with("presentation_definition", "{")), "unread: invalid_request /presentation_definition");
    EXPECT_EQ(wish_refusal(with("presentation_definition", 1)), "invalid_request /presentation_definition");
    EXPECT_EQ(wish_refusal(with("presentation_definition", object(R"({"id": "d", "input_descriptors": []})"))),
              "invalid_request /presentation_definition/input_descriptors");
    EXPECT_EQ(wish_refusal(with("presentation_definition",
                                object(R"({"id": "d", "input_descriptors": [{"id": "a", "constraints": {"fields": [
                                    {"path": ["$.type["]}]}}]})"))),
              "invalid_request /presentation_definition/input_descriptors/0/constraints/fields/0/path/0");
    std::string many = R"({"id": "d", "input_descriptors": [)";
    for (int i = 0; i <= 100; ++i)
        many += (i == 0 ? "" : ",") + std::string(R"({"id": "i)") + std::to_string(i) + R"(", "constraints": {}})";
    EXPECT_EQ(wish_refusal(with("presentation_definition", object(many + "]}"))),
              "invalid_request /presentation_definition/input_descriptors");
}

TEST(Oid4vpDraft, FormatsThatTheVerifierReads) {
    const auto formats_of = [](const json::Object& parameters) {
        const auto wish = wish_of(parameters);
        if (!wish) return wish.error().code + " " + wish.error().pointer;
        std::string out;
        for (const auto& rule : wish->definition->formats) out += rule.name + " ";
        for (const auto& rule : wish->definition->descriptors.at(0).formats) out += "/" + rule.name;
        return out;
    };
    auto parameters = metadata(R"({"vp_formats": {"ldp_vc": {"proof_type": ["DataIntegrityProof"]}, "ldp_vp": {}}})");
    EXPECT_EQ(formats_of(parameters), "ldp_vc ldp_vp ");
    parameters["presentation_definition"] = object(R"({"id": "d", "format": {"ldp_vc": {}, "jwt_vc_json": {}},
        "input_descriptors": [{"id": "a", "format": {"jwt_vc_json": {}}, "constraints": {}}]})");
    EXPECT_EQ(formats_of(parameters), "ldp_vc ldp_vp ") << "formats that the verifier does not read are passed over";
    const auto wish = wish_of(parameters);
    EXPECT_EQ(wish->definition->formats.at(0).proof_types, std::vector<std::string>{"DataIntegrityProof"});
    // A verifier that lists presentations says nothing about credentials.
    parameters["client_metadata"] = object(R"({"vp_formats": {"jwt_vp": {"alg": ["ES256"]}}})");
    EXPECT_EQ(formats_of(parameters), "ldp_vc jwt_vc_json jwt_vp /jwt_vc_json");
    parameters["client_metadata"] = object(R"({"vp_formats": {"mso_mdoc": {}}})");
    EXPECT_EQ(formats_of(parameters), "vp_formats_not_supported /presentation_definition");
    parameters["client_metadata"] = object(R"({"vp_formats": []})");
    EXPECT_EQ(formats_of(parameters), "invalid_request /client_metadata/vp_formats");
    parameters["client_metadata"] = object(R"({"vp_formats": {"ldp_vc": 1}})");
    EXPECT_EQ(formats_of(parameters), "invalid_request /client_metadata/vp_formats/ldp_vc");
    auto mdoc = draft();
    mdoc["presentation_definition"] = object(R"({"id": "d", "input_descriptors": [
        {"id": "a", "format": {"mso_mdoc": {"alg": ["ES256"]}}, "constraints": {}}]})");
    EXPECT_EQ(formats_of(mdoc), "vp_formats_not_supported /presentation_definition");
}

TEST(Oid4vpDraft, EncryptionIsNamedAsInJarm) {
    const auto keys = R"("jwks": {"keys": [{"kty": "OKP", "crv": "X25519", "use": "enc", "kid": "1",
        "x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"}]})";
    const auto wish_with = [&](const std::string& more) {
        auto parameters = metadata("{" + std::string(keys) + more + "}");
        parameters["response_mode"] = "direct_post.jwt";
        return wish_of(parameters);
    };
    const auto usual = wish_with(R"(, "authorization_encrypted_response_alg": "ECDH-ES")");
    ASSERT_TRUE(usual) << usual.error().detail;
    EXPECT_EQ(usual->client_metadata->encryptions,
              std::vector<crypto::ContentEncryption>{crypto::ContentEncryption::A128CbcHs256});
    EXPECT_EQ(usual->client_metadata->encryption_key()->algorithm, "ECDH-ES");
    const auto other = wish_with(R"(, "authorization_encrypted_response_alg": "ECDH-ES+A256KW",
        "authorization_encrypted_response_enc": "A256GCM")");
    ASSERT_TRUE(other) << other.error().detail;
    EXPECT_EQ(other->client_metadata->encryptions,
              std::vector<crypto::ContentEncryption>{crypto::ContentEncryption::A256Gcm});
    EXPECT_EQ(other->client_metadata->encryption_key()->algorithm, "ECDH-ES+A256KW");
    const auto code = [&](const std::string& more) {
        const auto wish = wish_with(more);
        return wish ? "" : wish.error().code + " " + wish.error().pointer;
    };
    EXPECT_EQ(code(R"(, "authorization_encrypted_response_alg": "RSA-OAEP-256")"), "invalid_request /client_metadata");
    EXPECT_EQ(code(R"(, "authorization_encrypted_response_enc": "A192GCM")"), "invalid_request /client_metadata");
    EXPECT_EQ(code(R"(, "authorization_signed_response_alg": "ES256")"),
              "invalid_request /client_metadata/authorization_signed_response_alg");
    EXPECT_EQ(code(R"(, "authorization_encrypted_response_alg": 1)"),
              "invalid_request /client_metadata/authorization_encrypted_response_alg");
}

TEST(Oid4vpDraft, WhatStandsElsewhere) {
    auto parameters = without("presentation_definition");
    parameters["presentation_definition_uri"] = "https://verifier.example/d";
    parameters["client_metadata_uri"] = "https://verifier.example/m";
    parameters["response_mode"] = "direct_post.jwt";
    auto request = *read_request(parameters, Carried::InLink);
    std::string fetched;
    for (const auto* text : {kDefinitionText, R"({"jwks_uri": "https://verifier.example/k"})",
                             R"({"keys": [{"kty": "OKP", "crv": "X25519",
                                 "x": "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"}]})"}) {
        const auto next = next_reference(request);
        ASSERT_TRUE(next);
        fetched += next->url.substr(next->url.size() - 1);
        ASSERT_TRUE(take_fetched(request, *next, text));
    }
    EXPECT_EQ(fetched, "dmk");
    EXPECT_FALSE(next_reference(request));
    EXPECT_TRUE(read_wish(request)) << read_wish(request).error().detail;
    EXPECT_TRUE(is_draft(request.parameters)) << "it is read the same way again";
}

TEST(Oid4vpDraft, NothingIsFetchedForWhatIsWrongAnyway) {
    EXPECT_FALSE(next_reference(*read_request(draft(), Carried::InLink)));
    EXPECT_FALSE(next_reference(
        *read_request(with("presentation_definition_uri", "https://verifier.example/d"), Carried::InLink)));
    auto parameters = without("presentation_definition");
    parameters["presentation_definition_uri"] = "https://verifier.example/d";
    parameters["dcql_query"] = json::Object();
    EXPECT_FALSE(next_reference(*read_request(parameters, Carried::InLink)));
    auto both = metadata("{}");
    both["client_metadata_uri"] = "https://verifier.example/m";
    EXPECT_FALSE(next_reference(*read_request(both, Carried::InLink)));
    EXPECT_EQ(wish_refusal(both), "invalid_request /client_metadata_uri");
}

TEST(Oid4vpDraft, WhatIsFetchedIsJson) {
    auto parameters = without("presentation_definition");
    parameters["presentation_definition_uri"] = "https://verifier.example/d";
    auto request = *read_request(parameters, Carried::InLink);
    const auto reference = *next_reference(request);
    for (const auto* text : {"", "<html>", "[]", "\"text\""}) {
        const auto taken = take_fetched(request, reference, text);
        ASSERT_FALSE(taken) << text;
        EXPECT_EQ(taken.error().code, "invalid_presentation_definition_reference");
    }
    EXPECT_EQ(not_fetched(reference, false, "").code, "invalid_presentation_definition_uri");
    EXPECT_EQ(not_fetched({Reference::What::Keys, ""}, false, "").code, "invalid_request");
    EXPECT_EQ(not_fetched({Reference::What::ClientMetadata, ""}, true, "").pointer, "/client_metadata_uri");
}

TEST(Oid4vpDraft, TransactionsNameInputDescriptors) {
    const auto transaction = [](std::string_view id) {
        return json::Array{json::key(
            encode_transaction_data({{"type", "urn:example:enrol"}, {"credential_ids", json::Array{json::key(id)}}}))};
    };
    EXPECT_EQ(wish_refusal(with("transaction_data", transaction("badge")), {{"urn:example:enrol"}}), "");
    EXPECT_EQ(wish_refusal(with("transaction_data", transaction("other")), {{"urn:example:enrol"}}),
              "invalid_transaction_data /transaction_data/0/credential_ids");
    EXPECT_EQ(wish_refusal(with("transaction_data", transaction("badge"))),
              "invalid_transaction_data /transaction_data/0/type");
}

TEST(Oid4vpDraft, ComesInALink) {
    const auto link = read_link(write_link("openid4vp://", draft()));
    ASSERT_TRUE(link) << link.error().detail;
    EXPECT_EQ(link->client_id_scheme, "redirect_uri");
    EXPECT_EQ(wish_refusal(link->parameters), "");
}

TEST(Oid4vpDraft, TheAnswerHasASubmission) {
    const pex::Submission submission{"s", "d", {pex::entry_in_token("badge", "vc+sd-jwt", {})}};
    EXPECT_EQ(json::Value(write_draft_response("a~b~c", submission)),
              json::Value(object(R"({"vp_token": "a~b~c", "presentation_submission": {"id": "s", "definition_id": "d",
                  "descriptor_map": [{"id": "badge", "format": "vc+sd-jwt", "path": "$"}]}})")));
}

}  // namespace
}  // namespace blason::vc::oid4vp
