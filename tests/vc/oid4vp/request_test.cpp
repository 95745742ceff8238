// Reading and making authorization requests: each rule of OpenID4VP 1.0 section 5 by what breaks it.
#include "vc/oid4vp/request.hpp"

#include <gtest/gtest.h>

#include "tests/vc/oid4vp/requests.hpp"
#include "vc/oid4vp/link.hpp"

namespace blason::vc::oid4vp {
namespace {

using test::kAddress;
using test::object;
using test::refusal;
using test::request;
using test::wish_refusal;

json::Object with(std::string_view name, json::Value value) {
    auto out = request();
    out[json::key(name)] = std::move(value);
    return out;
}
json::Value text(std::string_view value) {
    return json::key(value);
}
json::Object without(std::string_view name) {
    auto out = request();
    out.erase(json::key(name));
    return out;
}

TEST(Oid4vpRequest, IsRead) {
    const auto read = read_request(request(), Carried::InLink);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->client.prefix, ClientIdPrefix::RedirectUri);
    EXPECT_EQ(read->client.text, "redirect_uri:" + std::string(kAddress));
    EXPECT_EQ(read->mode, ResponseMode::DirectPost);
    EXPECT_EQ(read->answer_to, kAddress);
    EXPECT_EQ(read->nonce, "n-0S6_WzA2Mj-0123456789");
    EXPECT_EQ(read->state, "s-1");
    const auto wish = read_wish(*read);
    ASSERT_TRUE(wish) << wish.error().detail;
    EXPECT_EQ(wish->query.credentials.size(), 1U);
}

TEST(Oid4vpRequest, UnknownParametersArePassedOver) {
    EXPECT_EQ(wish_refusal(with("favourite_colour", "blue")), "");
}

TEST(Oid4vpRequest, TheAddressOfARedirectUriMayBeLeftOut) {
    const auto read = read_request(without("response_uri"), Carried::InLink);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->answer_to, kAddress);
}

TEST(Oid4vpRequest, OA27_RedirectUriBesideResponseUriIsRefused) {
    EXPECT_EQ(refusal(with("redirect_uri", kAddress.data())), "invalid_request /redirect_uri");
}

TEST(Oid4vpRequest, OA27_MissingOrUnsafeNonceIsRefused) {
    EXPECT_EQ(refusal(without("nonce")), "invalid_request /nonce");
    EXPECT_EQ(refusal(with("nonce", "")), "invalid_request /nonce");
    EXPECT_EQ(refusal(with("nonce", "white space")), "invalid_request /nonce");
    EXPECT_EQ(refusal(with("nonce", "caf\xc3\xa9")), "invalid_request /nonce");
    EXPECT_EQ(refusal(with("nonce", 7)), "invalid_request /nonce");
    EXPECT_EQ(refusal(with("nonce", text(std::string(2049, 'a')))), "invalid_request /nonce");
    EXPECT_EQ(refusal(with("nonce", text(std::string(2048, 'a')))), "");
}

TEST(Oid4vpRequest, OA27_AnswersElsewhereThanTheClientIdAreRefused) {
    EXPECT_EQ(refusal(with("response_uri", "https://other.example/answers/1")), "invalid_client /response_uri");
    EXPECT_EQ(refusal(with("response_uri", text(std::string(kAddress) + "/"))), "invalid_client /response_uri");
}

TEST(Oid4vpRequest, OA27_UnsignedRequestsOfSigningVerifiersAreRefused) {
    for (const auto* client : {"x509_san_dns:verifier.example", "x509_hash:abc",
                               "decentralized_identifier:did:web:a.example", "verifier_attestation:verifier.example"}) {
        EXPECT_EQ(refusal(with("client_id", client)), "invalid_client /client_id") << client;
        EXPECT_EQ(refusal(with("client_id", client), Carried::InObject), "") << client;
    }
    EXPECT_EQ(refusal(request(), Carried::InObject), "invalid_client /client_id");
}

TEST(Oid4vpRequest, OA27_OriginsAreNoClientIds) {
    EXPECT_EQ(refusal(with("client_id", "origin:https://verifier.example")), "invalid_client /client_id");
    EXPECT_EQ(refusal(with("client_id", "openid_federation:https://verifier.example")), "invalid_client /client_id");
    EXPECT_EQ(refusal(with("client_id", "redirect_uri:")), "invalid_client /client_id");
    EXPECT_EQ(refusal(without("client_id")), "invalid_client /client_id");
    // A request of a browser's API never comes in a link, whatever origins it expects.
    auto browser = with("response_mode", "dc_api");
    browser["expected_origins"] = json::Array{"https://verifier.example"};
    EXPECT_EQ(refusal(browser), "unsupported_response_mode /response_mode");
}

TEST(Oid4vpRequest, UnknownPrefixesArePartOfTheName) {
    const auto id = parse_client_id("https://verifier.example");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->prefix, ClientIdPrefix::PreRegistered);
    EXPECT_EQ(id->identifier, "https://verifier.example");
    const auto spelled = parse_client_id("pre-registered:x");
    ASSERT_TRUE(spelled);
    EXPECT_EQ(spelled->identifier, "pre-registered:x");
}

TEST(Oid4vpRequest, OtherAnswersThanPresentationsAreRefused) {
    EXPECT_EQ(refusal(without("response_type")), "invalid_request /response_type");
    EXPECT_EQ(refusal(with("response_type", "code")), "unsupported_response_type /response_type");
    EXPECT_EQ(refusal(with("response_mode", "form_post")), "unsupported_response_mode /response_mode");
}

TEST(Oid4vpRequest, TheAddressFollowsTheMode) {
    EXPECT_EQ(refusal(without("response_mode")), "invalid_request /response_uri");  // fragment is what is usual
    auto fragment = without("response_mode");
    fragment.erase("response_uri");
    fragment["redirect_uri"] = json::key(kAddress);
    EXPECT_EQ(refusal(fragment), "");
    for (const auto* address :
         {"ftp://verifier.example", "https://", "verifier.example", "https://v.example/#a", "https://v.example/ a"}) {
        auto named = with("client_id", "decentralized_identifier:did:web:a.example");
        named["response_uri"] = address;
        EXPECT_EQ(refusal(named, Carried::InObject), "invalid_request /response_uri") << address;
    }
    auto nowhere = with("client_id", "decentralized_identifier:did:web:a.example");
    nowhere.erase("response_uri");
    EXPECT_EQ(refusal(nowhere, Carried::InObject), "invalid_request /response_uri");
}

TEST(Oid4vpRequest, ARequestInsideTheRequestIsRefused) {
    EXPECT_EQ(refusal(with("request_uri", "https://verifier.example/r")), "invalid_request /request_uri");
    EXPECT_EQ(refusal(with("request", "e30.e30.e30")), "invalid_request /request");
}

TEST(Oid4vpWish, HasOneQuery) {
    EXPECT_EQ(wish_refusal(without("dcql_query")), "invalid_request /dcql_query");
    EXPECT_EQ(wish_refusal(with("scope", "badge")), "invalid_request /scope");
    auto scope = without("dcql_query");
    scope["scope"] = "badge";
    EXPECT_EQ(wish_refusal(scope), "invalid_scope /scope");
    // Two ways to say what is asked for; one with a definition alone is a draft (draft_test.cpp).
    EXPECT_EQ(wish_refusal(with("presentation_definition", json::Object())), "invalid_request /dcql_query");
    EXPECT_EQ(wish_refusal(with("dcql_query", "{}")), "invalid_request /dcql_query");
    EXPECT_EQ(wish_refusal(with("dcql_query", object(R"({"credentials": []})"))),
              "invalid_request /dcql_query/credentials");
}

TEST(Oid4vpWish, OA28_QueriesForEverythingAreRefused) {
    const auto query_of = [](std::size_t credentials, std::size_t claims) {
        json::Array all;
        for (std::size_t i = 0; i < credentials; ++i) {
            json::Object one{{"id", "q" + std::to_string(i)}, {"format", "dc+sd-jwt"}, {"meta", json::Object()}};
            if (claims != 0) one["claims"] = json::Array(claims, json::Object{{"path", json::Array{"a"}}});
            all.push_back(std::move(one));
        }
        return with("dcql_query", json::Object{{"credentials", std::move(all)}});
    };
    const dcql::QueryLimits limits;
    EXPECT_EQ(wish_refusal(query_of(limits.max_credentials, 0)), "");
    EXPECT_EQ(wish_refusal(query_of(limits.max_credentials + 1, 0)), "invalid_request /dcql_query/credentials");
    EXPECT_EQ(wish_refusal(query_of(2, limits.max_claims)), "");
    EXPECT_EQ(wish_refusal(query_of(2, limits.max_claims + 1)), "invalid_request /dcql_query/credentials/0/claims");
    EXPECT_EQ(wish_refusal(query_of(1, 10'000)), "invalid_request /dcql_query/credentials/0/claims");
}

TEST(Oid4vpWish, CredentialsWithoutTheirHolderNeedAState) {
    auto unbound = with("dcql_query", object(R"({"credentials": [{"id": "a", "format": "ldp_vc", "meta": {},
        "require_cryptographic_holder_binding": false}]})"));
    EXPECT_EQ(wish_refusal(unbound), "");
    unbound.erase("state");
    EXPECT_EQ(wish_refusal(unbound), "invalid_request /state");
    EXPECT_EQ(wish_refusal(without("state")), "");
}

TEST(Oid4vpWish, FormatsThatTheVerifierDoesNotRead) {
    EXPECT_EQ(wish_refusal(with("client_metadata", object(R"({"vp_formats_supported": {"mso_mdoc": {}}})"))),
              "vp_formats_not_supported /client_metadata/vp_formats_supported");
    EXPECT_EQ(wish_refusal(with("client_metadata", object(R"({"vp_formats_supported": {"dc+sd-jwt": {}}})"))), "");
    EXPECT_EQ(wish_refusal(with("client_metadata", "text")), "invalid_request /client_metadata");
}

TEST(Oid4vpWish, EncryptedAnswersNeedAKeyThatWeCanUse) {
    const auto jwk = test::test_signer(crypto::KeyType::P256)->public_key().jwk();
    auto parameters = with("response_mode", "direct_post.jwt");
    EXPECT_EQ(wish_refusal(parameters), "invalid_request /client_metadata");
    const auto metadata = [&](json::Array keys) {
        return json::Object{{"jwks", {{"keys", std::move(keys)}}},
                            {"vp_formats_supported", {{"dc+sd-jwt", json::Object()}}}};
    };
    // Keys of kinds that nobody here knows stand before the one that is used.
    auto usable = jwk;
    usable["kid"] = "enc-1";
    usable["alg"] = "ECDH-ES";
    usable["use"] = "enc";
    const auto post_quantum = object(R"({"kty": "AKP", "alg": "ML-KEM-768", "pub": "AAAA", "kid": "a"})");
    const auto invented = object(R"({"kty": "XYZ", "kid": "b", "alg": "ECDH-ES"})");
    parameters["client_metadata"] = metadata({post_quantum, invented, usable});
    ASSERT_EQ(wish_refusal(parameters), "");
    const auto wish = read_wish(*read_request(parameters, Carried::InLink));
    EXPECT_EQ(wish->client_metadata->encryption_key()->kid, "enc-1");
    EXPECT_EQ(wish->client_metadata->encryptions, std::vector{crypto::ContentEncryption::A128Gcm});

    auto signing = usable;
    signing["use"] = "sig";
    parameters["client_metadata"] = metadata({post_quantum, invented, signing});
    EXPECT_EQ(wish_refusal(parameters), "invalid_request /client_metadata");
    auto unknown = metadata({usable});
    unknown["encrypted_response_enc_values_supported"] = json::Array{"A999GCM"};
    parameters["client_metadata"] = unknown;
    EXPECT_EQ(wish_refusal(parameters), "invalid_request /client_metadata");
}

TEST(Oid4vpWish, TransactionsAreUnderstoodOrRefused) {
    const auto paying = [](std::string_view id) {
        return text(encode_transaction_data({{"type", "urn:example:pay"}, {"credential_ids", {json::key(id)}}}));
    };
    const auto parameters = with("transaction_data", json::Array{paying("badge")});
    EXPECT_EQ(wish_refusal(parameters), "invalid_transaction_data /transaction_data/0/type");
    EXPECT_EQ(wish_refusal(parameters, {{"urn:example:pay"}}), "");
    EXPECT_EQ(wish_refusal(with("transaction_data", json::Array{paying("card")}), {{"urn:example:pay"}}),
              "invalid_transaction_data /transaction_data/0/credential_ids");
    EXPECT_EQ(wish_refusal(with("transaction_data", json::Array{"!"})), "invalid_transaction_data /transaction_data/0");
    EXPECT_EQ(wish_refusal(with("transaction_data", "text")), "invalid_transaction_data /transaction_data");
}

TEST(Oid4vpLink, ComesBackAsItWas) {
    const auto text = write_link("openid4vp://", request());
    ASSERT_TRUE(text.starts_with("openid4vp://?response_type=vp_token&client_id=redirect_uri%3Ahttps")) << text;
    const auto link = read_link(text);
    ASSERT_TRUE(link) << link.error().detail;
    EXPECT_EQ(json::Value(link->parameters), json::Value(request()));
    const auto web = read_link(write_link("https://wallet.example/open?a=1", request()));
    ASSERT_TRUE(web);
    EXPECT_EQ(web->parameters.at("a"), "1");
}

TEST(Oid4vpLink, OneWayToBringARequest) {
    const auto refused = [](std::string_view query) {
        const auto link = read_link("openid4vp://?" + std::string(query));
        return link ? "" : link.error().code + " " + link.error().pointer;
    };
    EXPECT_EQ(refused("client_id=a&request_uri=https%3A%2F%2Fv.example"), "");
    EXPECT_EQ(refused("client_id=a&request=e30.e30.e30&request_uri=https%3A%2F%2Fv.example"),
              "invalid_request /request_uri");
    EXPECT_EQ(refused("request_uri=https%3A%2F%2Fv.example"), "invalid_request /client_id");
    EXPECT_EQ(refused("client_id=a&client_id=b"), "invalid_request /client_id");
    EXPECT_EQ(refused("client_id=a&dcql_query=%7B"), "invalid_request /dcql_query");
    EXPECT_EQ(refused("client_id=%zz"), "invalid_request ");
    EXPECT_EQ(refused("client_id=a&request_uri=https%3A%2F%2Fv.example&request_uri_method=PUT"),
              "invalid_request_uri_method /request_uri_method");
    EXPECT_EQ(refused("client_id=a&request_uri_method=post"), "invalid_request /request_uri_method");
    EXPECT_FALSE(read_link("openid4vp://"));
    EXPECT_FALSE(read_link("openid4vp://?" + std::string(kMaxLinkBytes, 'a')));
    const auto post = read_link("haip-vp://?client_id=a&request_uri=https%3A%2F%2Fv.example&request_uri_method=post");
    ASSERT_TRUE(post);
    EXPECT_EQ(post->method, FetchMethod::Post);
}

TEST(Oid4vpRequest, IsWrittenAsItWouldBeRead) {
    NewRequest made;
    made.client = make_client_id(ClientIdPrefix::RedirectUri, kAddress);
    made.answer_to = kAddress;
    made.nonce = "nonce";
    made.state = "state";
    made.dcql_query = request().at("dcql_query").as_object();
    const auto written = write_request(made);
    ASSERT_TRUE(written) << written.error().detail;
    EXPECT_EQ(wish_refusal(*written), "");
    made.mode = ResponseMode::DirectPostJwt;  // no key to encrypt to
    EXPECT_FALSE(write_request(made));
    made.mode = ResponseMode::DirectPost;
    made.answer_to = "https://other.example";
    EXPECT_FALSE(write_request(made));
}

}  // namespace
}  // namespace blason::vc::oid4vp
