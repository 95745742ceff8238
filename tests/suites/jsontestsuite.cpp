// JSONTestSuite (parsing tests). A file's name says what RFC 8259 says of it: y_ is JSON, n_ is not, i_ is left to the
// reader of JSON; what we decide for those, and where we are stricter than the suite, is the table below.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "engine/json/parse.hpp"
#include "tests/support/suites.hpp"

namespace blason::json {
namespace {

struct Decision {
    std::string_view code;  ///< of the refusal; empty: accepted
    std::string_view why;
};

constexpr std::string_view kInfinite = "a double has no such number; infinity would not be JSON when written again";
constexpr std::string_view kRounds = "every finite number is read, as the double nearest to it";
constexpr std::string_view kSurrogate = "a lone surrogate is no character, so the string has no UTF-8 to sign";
constexpr std::string_view kNotUtf8 = "RFC 8259 section 8.1: JSON between systems is UTF-8";
constexpr std::string_view kDuplicate = "RFC 7493 section 2.3: two readers could see two different documents";

const std::map<std::string_view, Decision> kDecisions{
    {"i_number_double_huge_neg_exp", {"", kRounds}},
    {"i_number_huge_exp", {"json-number-overflow", kInfinite}},
    {"i_number_neg_int_huge_exp", {"json-number-overflow", kInfinite}},
    {"i_number_pos_double_huge_exp", {"json-number-overflow", kInfinite}},
    {"i_number_real_neg_overflow", {"json-number-overflow", kInfinite}},
    {"i_number_real_pos_overflow", {"json-number-overflow", kInfinite}},
    {"i_number_real_underflow", {"", kRounds}},
    {"i_number_too_big_neg_int", {"", kRounds}},
    {"i_number_too_big_pos_int", {"", kRounds}},
    {"i_number_very_big_negative_int", {"", kRounds}},
    {"i_object_key_lone_2nd_surrogate", {"json-invalid-utf8", kSurrogate}},
    {"i_string_1st_surrogate_but_2nd_missing", {"json-invalid-utf8", kSurrogate}},
    {"i_string_1st_valid_surrogate_2nd_invalid", {"json-invalid-utf8", kSurrogate}},
    {"i_string_incomplete_surrogate_and_escape_valid", {"json-invalid-utf8", kSurrogate}},
    {"i_string_incomplete_surrogate_pair", {"json-invalid-utf8", kSurrogate}},
    {"i_string_incomplete_surrogates_escape_valid", {"json-invalid-utf8", kSurrogate}},
    {"i_string_invalid_lonely_surrogate", {"json-invalid-utf8", kSurrogate}},
    {"i_string_invalid_surrogate", {"json-invalid-utf8", kSurrogate}},
    {"i_string_inverted_surrogates_U+1D11E", {"json-invalid-utf8", kSurrogate}},
    {"i_string_lone_second_surrogate", {"json-invalid-utf8", kSurrogate}},
    {"i_string_UTF-8_invalid_sequence", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_UTF8_surrogate_U+D800", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_invalid_utf-8", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_iso_latin_1", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_lone_utf8_continuation_byte", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_not_in_unicode_range", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_overlong_sequence_2_bytes", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_overlong_sequence_6_bytes", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_overlong_sequence_6_bytes_null", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_truncated-utf-8", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_UTF-16LE_with_BOM", {"json-invalid-utf8", kNotUtf8}},
    {"i_string_utf16BE_no_BOM", {"json-syntax", kNotUtf8}},
    {"i_string_utf16LE_no_BOM", {"json-syntax", kNotUtf8}},
    {"i_structure_500_nested_arrays", {"json-depth", "nothing we read is nested more than 64 deep"}},
    {"i_structure_UTF-8_BOM_empty_object",
     {"json-syntax", "RFC 8259 section 8.1: a text must not begin with a byte order mark"}},
    // Grammatically JSON, and refused all the same.
    {"y_object_duplicated_key", {"json-duplicate-key", kDuplicate}},
    {"y_object_duplicated_key_and_value", {"json-duplicate-key", kDuplicate}},
};

class JsonTestSuite : public testing::Test {
  protected:
    void SetUp() override {
        for (const auto& entry :
             std::filesystem::directory_iterator(test::suites_root() / "jsontestsuite/test_parsing")) {
            if (entry.path().extension() == ".json") files_.insert(entry.path());
        }
    }
    /// Runs `check` on every file with that prefix, and answers how many there were.
    template <typename Check>
    std::size_t each(std::string_view prefix, Check check) {
        std::size_t count = 0;
        for (const auto& path : files_) {
            const auto name = path.stem().string();
            if (!name.starts_with(prefix)) continue;
            SCOPED_TRACE(name);
            check(name, json::parse(test::read_file(path)));
            ++count;
        }
        RecordProperty("cases", static_cast<int>(count));
        return count;
    }
    static void expect_decision(const std::string& name, const Decision& decision, const Result<Value>& value) {
        EXPECT_EQ(value ? "" : value.error().code, decision.code) << name << ": " << decision.why;
    }

    std::set<std::filesystem::path> files_;
};

TEST_F(JsonTestSuite, AcceptsEveryY) {
    EXPECT_EQ(each("y_",
                   [](const std::string& name, const Result<Value>& value) {
                       const auto decided = kDecisions.find(name);
                       expect_decision(name, decided == kDecisions.end() ? Decision{} : decided->second, value);
                   }),
              95U);
}

TEST_F(JsonTestSuite, RefusesEveryN) {
    EXPECT_EQ(each("n_",
                   [](const std::string& name, const Result<Value>& value) {
                       EXPECT_FALSE(value) << name;
                       if (value) return;
                       EXPECT_FALSE(value.error().code.empty()) << name;
                       EXPECT_FALSE(value.error().detail.empty()) << name;
                   }),
              188U);
}

TEST_F(JsonTestSuite, DecidesEveryI) {
    EXPECT_EQ(each("i_",
                   [](const std::string& name, const Result<Value>& value) {
                       const auto decided = kDecisions.find(name);
                       ASSERT_NE(decided, kDecisions.end()) << name << " is not decided";
                       expect_decision(name, decided->second, value);
                   }),
              35U);
}

}  // namespace
}  // namespace blason::json
