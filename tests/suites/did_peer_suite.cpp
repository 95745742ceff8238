// The level-1 files of the did:peer specification: identifiers of numalgo 1, good and bad.
#include <gtest/gtest.h>

#include <sstream>

#include "did/peer/did_peer.hpp"
#include "tests/support/suites.hpp"

namespace blason::did::peer {
namespace {

std::vector<std::string> lines(const std::filesystem::path& path) {
    std::istringstream text(test::read_file(path));
    std::vector<std::string> found;
    for (std::string line; std::getline(text, line);) {
        if (!line.empty()) found.push_back(line);
    }
    return found;
}

std::string code_of(const std::string& text) {
    const auto did = Did::parse(text);
    if (!did) return did.error().code;
    LongForms seen;
    const auto resolution = resolve(*did, seen, {});
    return resolution ? "" : resolution.error().code;
}

/// A good one is an identifier whose document only its parties have; a bad one is none at all.
TEST(DidPeerSuite, LevelOne) {
    int good = 0;
    int bad = 0;
    int compared = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(test::suites_root() / "did-peer" / "test-data" / "level-1")) {
        const auto name = entry.path().stem().string();
        SCOPED_TRACE(name);
        const auto texts = lines(entry.path());
        ASSERT_FALSE(texts.empty());
        if (name.starts_with("good-")) {
            ++good;
            EXPECT_EQ(code_of(texts[0]), "NOT_FOUND");
        } else if (name.starts_with("bad-")) {
            ++bad;
            EXPECT_EQ(code_of(texts[0]), "INVALID_DID");
        } else {
            ++compared;
            ASSERT_EQ(texts.size(), 2U);
            const auto one = Did::parse(texts[0]);
            const auto other = Did::parse(texts[1]);
            ASSERT_TRUE(one && other);
            EXPECT_EQ(one->text == other->text, name == "compare-equal");
        }
    }
    EXPECT_EQ(good, 4);
    EXPECT_EQ(bad, 7);
    EXPECT_EQ(compared, 2);
    RecordProperty("cases", good + bad + compared);
}

}  // namespace
}  // namespace blason::did::peer
