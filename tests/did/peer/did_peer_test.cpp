#include "did/peer/did_peer.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"

namespace blason::did::peer {
namespace {

constexpr const char* kEd25519 = "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
constexpr const char* kX25519 = "z6LSg8zQom395jKLrGiBNruB9MM6V8PWuf2FpEy4uRFiqQBR";

// The examples of the specification, numalgo 2, 3 and 4.
const std::string kTwo =
    "did:peer:2.Vz6Mkj3PUd1WjvaDhNZhhhXQdz5UnZXmS7ehtx8bsPpD47kKc.Ez6LSg8zQom395jKLrGiBNruB9MM6V8PWuf2FpEy4uRFiqQBR."
    "SeyJ0IjoiZG0iLCJzIjp7InVyaSI6Imh0dHA6Ly9leGFtcGxlLmNvbS9kaWRjb21tIiwiYSI6WyJkaWRjb21tL3YyIl0sInIiOlsiZGlkOmV4YW1w"
    "bGU6MTIzNDU2Nzg5YWJjZGVmZ2hpI2tleS0xIl19fQ.SeyJ0IjoiZG0iLCJzIjp7InVyaSI6Imh0dHA6Ly9leGFtcGxlLmNvbS9hbm90aGVyIiwiYS"
    "I6WyJkaWRjb21tL3YyIl0sInIiOlsiZGlkOmV4YW1wbGU6MTIzNDU2Nzg5YWJjZGVmZ2hpI2tleS0yIl19fQ";
const std::string kTwoShort = "did:peer:3zQmd6RdU6e2nDrLn1rjwdA5Buzq7wJwsv3WJ1AgrwKYJoLE";
const std::string kFour =
    "did:peer:4zQmd8CpeFPci817KDsbSAKWcXAE2mjvCQSasRewvbSF54Bd:"
    "z2M1k7h4psgp4CmJcnQn2Ljp7Pz7ktsd7oBhMU3dWY5s4fhFNj17qcRTQ4"
    "27C7QHNT6cQ7T3XfRh35Q2GhaNFZmWHVFq4vL7F8nm36PA9Y96DvdrUiRUaiCuXnBFrn1o7mxFZAx14JL4t8vUWpuDPwQuddVo1T8myRiVH7wdxuoY"
    "bsv"
    "a5x6idEpCQydJdFjiHGCpNc2UtjzPQ8awSXkctGCnBmgkhrj5gto3D4i3EREXYq4Z8r2cWGBr2UzbSmnxW2BuYddFo9Yfm6mKjtJyLpF74ytqrF5xt"
    "f84"
    "MnGFg1hMBmh1xVx1JwjZ2BeMJs7mNS8DTZhKC7KH38EgqDtUZzfjhpjmmUfkXg2KFEA3EGbbVm1DPqQXayPYKAsYPS9AyKkcQ3fzWafLPP93UfNhtU"
    "PL8"
    "JW5pMcSV3P8v6j3vPXqnnGknNyBprD6YGUVtgLiAqDBDUF3LSxFQJCVYYtghMTv8WuSw9h1a1SRFrDQLGHE4UrkgoRvwaGWr64aM87T1eVGkP5Dt4L"
    "1A"
    "bboeK2ceLArPScrdYGTpi3BpTkLwZCdjdiFSfTy9okL1YNRARqUf2wm8DvkVGUU7u5nQA3ZMaXWJAewk6k1YUxKd7LvofGUK4YEDtoxN5vb6r1Q2go"
    "dr"
    "GqaPkjfL3RoYPpDYymf9XhcgG8Kx3DZaA6cyTs24t45KxYAfeCw4wqUpCH9HbpD78TbEUr9PPAsJgXBvBj2VVsxnr7FKbK4KykGcg1W8M1JPz21Z4Y"
    "72"
    "LWgGQCmixovrkHktcTX1uNHjAvKBqVD5C7XmVfHgXCHj7djCh3vzLNuVLtEED8J1hhqsB1oCBGiuh3xXr7fZ9wUjJCQ1HYHqxLJKdYKtoCiPmgKM7e"
    "tV"
    "ftXkmTFETZmpM19aRyih3bao76LdpQtbw636r7a3qt8v4WfxsXJetSL8c7t24SqQBcAY89FBsbEnFNrQCMK3JEseKHVaU388ctvRD45uQfe5GndFxt"
    "hj"
    "4iSDomk4uRFd1uRbywoP1tRuabHTDX42UxPjz";
const std::string kFourShort = "did:peer:4zQmd8CpeFPci817KDsbSAKWcXAE2mjvCQSasRewvbSF54Bd";

class DidPeer : public testing::Test {
  protected:
    Result<Resolution> resolve(const std::string& text) {
        const auto did = Did::parse(text);
        EXPECT_TRUE(did) << text;
        return peer::resolve(*did, seen_, {});
    }
    Document document(const std::string& text) {
        auto resolution = resolve(text);
        EXPECT_TRUE(resolution) << text << ": " << resolution.error().detail;
        return resolution ? std::move(resolution->document) : Document{};
    }
    LongForms seen_;
};

crypto::PublicKey key(const char* multikey) {
    return *crypto::PublicKey::from_multikey(multikey);
}

TEST_F(DidPeer, ZeroIsAKey) {
    const std::string did = std::string("did:peer:0") + kEd25519;
    EXPECT_EQ(create_from_key(key(kEd25519)), did);
    const auto found = document(did);
    EXPECT_EQ(found.id, did);
    EXPECT_TRUE(found.allows(Purpose::AssertionMethod, did + "#" + kEd25519));
}

TEST_F(DidPeer, TwoHoldsKeysAndServices) {
    const auto found = document(kTwo);
    ASSERT_EQ(found.methods.size(), 2U);
    EXPECT_TRUE(found.allows(Purpose::Authentication, kTwo + "#key-1"));
    EXPECT_TRUE(found.allows(Purpose::KeyAgreement, kTwo + "#key-2"));
    EXPECT_FALSE(found.allows(Purpose::AssertionMethod, kTwo + "#key-1"));
    EXPECT_EQ(found.find(kTwo + "#key-2")->key, key(kX25519));
    EXPECT_EQ(
        json::serialize(*json::find(found.json, "service")),
        "[{\"type\":\"DIDCommMessaging\",\"serviceEndpoint\":{\"uri\":\"http://example.com/didcomm\",\"accept\":["
        "\"didcomm/v2\"],\"routingKeys\":[\"did:example:123456789abcdefghi#key-1\"]},\"id\":\"#service\"},{\"type\":"
        "\"DIDCommMessaging\",\"serviceEndpoint\":{\"uri\":\"http://example.com/another\",\"accept\":[\"didcomm/"
        "v2\"],\"routingKeys\":[\"did:example:123456789abcdefghi#key-2\"]},\"id\":\"#service-1\"}]");
}

TEST_F(DidPeer, TheShortFormOfTwoIsThree) {
    EXPECT_EQ(short_form(*Did::parse(kTwo)), kTwoShort);
    EXPECT_EQ(resolve(kTwoShort).error().code, "NOT_FOUND") << "the long form was not seen yet";
    (void)document(kTwo);
    const auto found = document(kTwoShort);
    EXPECT_EQ(found.id, kTwoShort);
    EXPECT_TRUE(found.allows(Purpose::Authentication, kTwoShort + "#key-1"));
}

TEST_F(DidPeer, WhatTwoIsMadeOfComesBack) {
    const Key keys[] = {{Purpose::AssertionMethod, key(kEd25519)},
                        {Purpose::Authentication, key(kEd25519)},
                        {Purpose::KeyAgreement, key(kX25519)}};
    const auto services = json::parse(R"([{"type":"DIDCommMessaging","serviceEndpoint":{"uri":"https://a.example",
        "accept":["didcomm/v2"]}},{"id":"#linked","type":"LinkedDomains","serviceEndpoint":"https://a.example"}])");
    const auto did = create_from_keys(keys, services->get_array());
    ASSERT_TRUE(did);
    EXPECT_EQ(did->substr(0, 61), std::string("did:peer:2.A") + kEd25519 + ".");
    const auto found = document(*did);
    EXPECT_TRUE(found.allows(Purpose::AssertionMethod, *did + "#key-1"));
    EXPECT_TRUE(found.allows(Purpose::KeyAgreement, *did + "#key-3"));
    const auto& list = json::find(found.json, "service")->get_array();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(*json::find(list[0], "id"), "#service");
    EXPECT_EQ(*json::find(list[0], "type"), "DIDCommMessaging");
    EXPECT_EQ(*json::find(list[1], "id"), "#linked");
    EXPECT_EQ(create_from_keys({}).error().code, "peer-no-key");
    EXPECT_EQ(create_from_keys(keys, json::Array{json::Object{{"id", "https://a.example"}}}).error().pointer, "/0");
}

TEST_F(DidPeer, FourHoldsADocument) {
    const auto found = document(kFour);
    EXPECT_EQ(found.id, kFour);
    ASSERT_EQ(found.methods.size(), 2U);
    EXPECT_TRUE(found.allows(Purpose::AssertionMethod, kFour + "#6MkrCD1c"));
    EXPECT_EQ(found.find(kFour + "#6MkrCD1c")->controller, kFour);
    EXPECT_EQ(*json::find(found.json, "alsoKnownAs"), json::Value({kFourShort}));
}

TEST_F(DidPeer, TheShortFormOfFourNeedsTheLongOne) {
    EXPECT_EQ(resolve(kFourShort).error().code, "NOT_FOUND");
    (void)document(kFour);
    const auto found = document(kFourShort);
    EXPECT_EQ(found.id, kFourShort);
    EXPECT_TRUE(found.allows(Purpose::AssertionMethod, kFourShort + "#6MkrCD1c"));
    EXPECT_EQ(found.find(kFourShort + "#6MkrCD1c")->controller, kFourShort);
    EXPECT_EQ(*json::find(found.json, "alsoKnownAs"), json::Value({kFour}));
}

TEST_F(DidPeer, WhatFourIsMadeOfComesBack) {
    const Key keys[] = {{Purpose::AssertionMethod, key(kEd25519)}, {Purpose::Authentication, key(kEd25519)}};
    const auto did = create_from_document(input_document(keys));
    ASSERT_TRUE(did);
    const auto found = document(*did);
    ASSERT_EQ(found.methods.size(), 1U) << "one key is one method";
    EXPECT_TRUE(found.allows(Purpose::AssertionMethod, *did + "#key-1"));
    EXPECT_TRUE(found.allows(Purpose::Authentication, *did + "#key-1"));

    json::Object with_id = input_document(keys);
    with_id["id"] = "did:example:1";
    EXPECT_EQ(create_from_document(with_id).error().pointer, "/id");
    json::Object absolute = input_document(keys);
    absolute["authentication"] = {"did:example:1#key-1"};
    EXPECT_EQ(create_from_document(absolute).error().pointer, "/authentication/0");
    json::Object large = input_document(keys);
    large["alsoKnownAs"] = json::Array{json::Value(std::string(4096, 'a'))};
    EXPECT_EQ(create_from_document(large).error().code, "peer-size");
}

TEST_F(DidPeer, WhatIsWrongIsRefused) {
    const auto service = [](std::string_view json) {
        return std::string("did:peer:2.A") + kEd25519 + ".S" + text::base64url_encode(as_bytes(json));
    };
    std::string changed = kFour;
    changed.back() = 'y';
    for (const auto& did : {
             std::string("did:peer:0z6Mk"),
             std::string("did:peer:0") + kX25519 + "1",
             std::string("did:peer:2"),
             std::string("did:peer:2") + kEd25519,            // no element
             std::string("did:peer:2.") + kEd25519,           // "z" is no purpose
             std::string("did:peer:2.A") + kEd25519 + "..S",  // an empty element
             std::string("did:peer:2.Az6Mk"),
             std::string("did:peer:2.Auabc"),  // no key
             service("[]"),
             service("{\"t\":\"dm\",\"type\":\"x\"}"),
             service("{\"id\":\"https://a.example\"}"),
             service("{"),
             std::string("did:peer:2.A") + kEd25519 + ".Sa",
             changed,
             kFourShort + ":zQmd",
             kFourShort + ":u",
             std::string("did:peer:4z6Mk"),
             std::string("did:peer:5zQm"),
             "did:peer:2.A" + std::string(8192, 'z'),
         }) {
        const auto resolution = resolve(did);
        ASSERT_FALSE(resolution) << did;
        EXPECT_EQ(resolution.error().code, "INVALID_DID") << did;
        EXPECT_EQ(resolution.error().kind, ErrorKind::Refused) << did;
    }
}

TEST_F(DidPeer, APrivateKeyInTheNameIsLost) {
    const auto did = create_from_document(
        json::parse(R"({"verificationMethod":[{"id":"#k","type":"Multikey","secretKeyMultibase":"z1"}]})")
            ->get_object());
    ASSERT_TRUE(did);
    EXPECT_EQ(resolve(*did).error().code, "private-key-in-document");
}

TEST(DidPeerLongForms, TheOneSeenFirstGoesFirst) {
    LongForms forms(2);
    forms.remember("a", "A");
    forms.remember("b", "B");
    forms.remember("a", "A");
    forms.remember("c", "C");
    EXPECT_FALSE(forms.find("a"));
    EXPECT_EQ(forms.find("b"), "B");
    EXPECT_EQ(forms.find("c"), "C");
}

}  // namespace
}  // namespace blason::did::peer
