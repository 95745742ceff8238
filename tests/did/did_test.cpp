#include "did/did.hpp"

#include <gtest/gtest.h>

namespace blason::did {
namespace {

TEST(Did, ItsParts) {
    const auto did = Did::parse("did:web:example.org%3A8443:a:b");
    ASSERT_TRUE(did);
    EXPECT_EQ(did->text, "did:web:example.org%3A8443:a:b");
    EXPECT_EQ(did->method, "web");
    EXPECT_EQ(did->specific_id, "example.org%3A8443:a:b");
    for (const auto* text : {"did:example:123", "did:0x9:A._-z", "did:example::a", "did:example:a%2Fb"}) {
        EXPECT_TRUE(Did::parse(text)) << text;
    }
}

TEST(Did, RefusesOtherTexts) {
    for (const auto* text : {"",
                             "did",
                             "did:",
                             "did:example",
                             "did:example:",
                             "did::x",
                             "did:Web:x",
                             "DID:web:x",
                             "did:web:x:",
                             "did:we-b:x",
                             "did:web:a/b",
                             "did:web:a?b",
                             "did:web:a#b",
                             "did:web:a%2",
                             "did:web:a%zz",
                             "did:web:a%",
                             "did:web:a b",
                             "did:web:\xc3\xa9",
                             " did:web:a",
                             "did:web:a\n",
                             "https://example.org"}) {
        const auto did = Did::parse(text);
        ASSERT_FALSE(did) << text;
        EXPECT_EQ(did.error().code, "INVALID_DID") << text;
    }
}

TEST(DidUrl, ItsParts) {
    const auto url = DidUrl::parse("did:example:123/path/x?versionId=1&a=/?#key-1/?");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->did.text, "did:example:123");
    EXPECT_EQ(url->path, "/path/x");
    EXPECT_EQ(url->query, "versionId=1&a=/?");
    EXPECT_EQ(url->fragment, "key-1/?");

    const auto plain = DidUrl::parse("did:example:123");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->path, "");
    EXPECT_FALSE(plain->query);
    EXPECT_FALSE(plain->fragment);
    EXPECT_EQ(DidUrl::parse("did:example:123#")->fragment, "");
    EXPECT_EQ(DidUrl::parse("did:example:123#a?b/c")->fragment, "a?b/c");
}

TEST(DidUrl, RefusesOtherTexts) {
    for (const auto* text : {"did:example:#x", "did:example:1#a#b", "did:example:1#a b", "did:example:1/%2",
                             "did:example:1?%g0", "did:example:1#<", "example:1#a", "#a", "did:example:1/\xc3\xa9"}) {
        const auto url = DidUrl::parse(text);
        ASSERT_FALSE(url) << text;
        EXPECT_EQ(url.error().code, "INVALID_DID_URL") << text;
    }
}

}  // namespace
}  // namespace blason::did
