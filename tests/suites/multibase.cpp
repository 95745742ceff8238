// The multibase test vectors: every line of every table is one text of one base.
#include <gtest/gtest.h>

#include <sstream>

#include "engine/text/multibase.hpp"
#include "tests/support/suites.hpp"

namespace blason::text {
namespace {

/// What stands between the quotes of a cell; `\x00` is the only escape the tables use.
std::string unquote(std::string_view cell) {
    const auto first = cell.find('"');
    const auto last = cell.rfind('"');
    std::string text(cell.substr(first + 1, last - first - 1));
    for (auto at = text.find("\\x00"); at != std::string::npos; at = text.find("\\x00")) {
        text.replace(at, 4, std::string(1, '\0'));
    }
    return text;
}

class MultibaseVectors : public testing::TestWithParam<std::pair<const char*, std::size_t>> {};

TEST_P(MultibaseVectors, DecodeEveryLine) {
    const auto [name, expected_lines] = GetParam();
    std::istringstream table(test::read_file(test::suites_root() / "multibase" / (std::string(name) + ".csv")));
    std::string line;
    ASSERT_TRUE(std::getline(table, line));
    const auto plain = unquote(line);

    std::size_t lines = 0;
    while (std::getline(table, line)) {
        if (line.empty()) continue;
        ++lines;
        const auto base = line.substr(0, line.find(','));
        const auto text = unquote(line);
        SCOPED_TRACE(base);
        const auto value = multibase_decode(text);
        ASSERT_TRUE(value) << value.error().detail;
        EXPECT_EQ(value->base, base);
        EXPECT_EQ(as_text(value->bytes), plain);
        for (const auto& [name_of_base, ours] :
             {std::pair{"base58btc", Base::Base58Btc}, {"base64url", Base::Base64Url}}) {
            EXPECT_TRUE(base != name_of_base || multibase_encode(ours, as_bytes(plain)) == text);
        }
    }
    EXPECT_EQ(lines, expected_lines);
    RecordProperty("cases", static_cast<int>(lines));
}

INSTANTIATE_TEST_SUITE_P(Tables, MultibaseVectors,
                         testing::Values(std::pair{"basic", 23}, std::pair{"leading_zero", 23},
                                         std::pair{"two_leading_zeros", 23}, std::pair{"case_insensitivity", 12}),
                         [](const auto& test) { return std::string(test.param.first); });

}  // namespace
}  // namespace blason::text
