// The test data of RFC 8785's author: whole documents byte by byte, and the published sequence of doubles with the
// SHA-256 of the ECMAScript text that 1,000 to 1,000,000 of them give.
#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <deque>
#include <map>

#include <fmt/format.h>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/json/jcs.hpp"
#include "tests/support/suites.hpp"

namespace blason::json {
namespace {

std::filesystem::path testdata() {
    return test::suites_root() / "jcs/testdata";
}

class JcsDocuments : public testing::TestWithParam<const char*> {};

TEST_P(JcsDocuments, AreByteExact) {
    const auto canonical = canonicalize(test::read_json(testdata() / "input" / (std::string(GetParam()) + ".json")));
    EXPECT_EQ(canonical, test::read_file(testdata() / "output" / (std::string(GetParam()) + ".json")));

    std::string hex;  // the same once more, written as bytes with white space between them
    for (const char c : test::read_file(testdata() / "outhex" / (std::string(GetParam()) + ".txt"))) {
        if (!std::isspace(static_cast<unsigned char>(c))) hex.push_back(c);
    }
    EXPECT_EQ(to_hex(as_bytes(canonical)), hex);
}

INSTANTIATE_TEST_SUITE_P(Testdata, JcsDocuments,
                         testing::Values("arrays", "french", "structures", "unicode", "values", "weird"),
                         [](const auto& test) { return std::string(test.param); });

/// The sequence described in the README of the test data: fixed values, 2,000 in a row, then a chain of SHA-256.
class DoubleSequence {
  public:
    explicit DoubleSequence(const std::vector<std::uint64_t>& fixed) : queue_(fixed.begin(), fixed.end()) {
        for (std::uint64_t i = 0; i < 2000; ++i) queue_.push_back(0x0010000000000000ULL + i);
    }
    std::uint64_t next() {
        while (queue_.empty()) append_block();
        const auto bits = queue_.front();
        queue_.pop_front();
        return bits;
    }

  private:
    void append_block() {
        const auto digest = crypto::sha256(ByteView(block_));
        std::copy_n(digest.data.begin(), block_.size(), block_.begin());
        for (std::size_t i = 0; i < block_.size(); i += 8) {
            std::uint64_t bits = 0;
            for (std::size_t j = 0; j < 8; ++j) bits |= static_cast<std::uint64_t>(block_[i + j]) << (8 * j);
            const auto number = std::bit_cast<double>(bits);
            if (number != 0 && std::isfinite(number)) queue_.push_back(bits);
        }
    }

    std::deque<std::uint64_t> queue_;
    std::array<std::uint8_t, 32> block_{};
};

/// The fixed values stand in the README as `0x...n`, up to the end of that list.
std::vector<std::uint64_t> fixed_values(std::string_view readme) {
    const auto start = readme.find("staticU64s = ");
    const auto list = readme.substr(start, readme.find("])", start) - start);
    std::vector<std::uint64_t> values;
    for (auto at = list.find("0x"); at != std::string_view::npos; at = list.find("0x", at + 2)) {
        std::uint64_t bits = 0;
        std::from_chars(list.data() + at + 2, list.data() + list.size(), bits, 16);
        values.push_back(bits);
    }
    return values;
}

/// Lines of the published table: number of lines -> SHA-256.
std::map<std::size_t, std::string> checkpoints(std::string_view readme) {
    std::map<std::size_t, std::string> table;
    for (auto at = readme.find("\n| "); at != std::string_view::npos; at = readme.find("\n| ", at + 1)) {
        const auto digest = readme.substr(at + 3, 64);
        if (!from_hex(digest)) continue;
        std::size_t lines = 0;
        const auto number = readme.substr(at + 3 + 64 + 3);
        std::from_chars(number.data(), number.data() + number.size(), lines);
        table[lines] = digest;
    }
    return table;
}

TEST(JcsNumbers, TheFirstMillionHasThePublishedDigests) {
    const auto readme = test::read_file(testdata() / "README.md");
    const auto fixed = fixed_values(readme);
    ASSERT_GT(fixed.size(), 100U);
    DoubleSequence sequence(fixed);

    std::size_t line = 0;
    std::size_t checked = 0;
    std::string text;  // of all lines so far: a hash state cannot be asked in between
    for (const auto& [lines, digest] : checkpoints(readme)) {
        if (lines > 1'000'000) break;
        for (; line < lines; ++line) {
            const auto bits = sequence.next();
            text += fmt::format("{:x},{}\n", bits, number_text(std::bit_cast<double>(bits)));
        }
        EXPECT_EQ(to_hex(crypto::sha256(text).bytes()), digest) << lines << " lines";
        ++checked;
    }
    EXPECT_EQ(checked, 4U);
    RecordProperty("cases", static_cast<int>(checked));
}

}  // namespace
}  // namespace blason::json
