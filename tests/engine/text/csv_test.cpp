#include "engine/text/csv.hpp"

#include <gtest/gtest.h>

namespace blason::text {
namespace {

using Fields = std::vector<std::string>;

std::vector<CsvRecord> read(std::string_view text, CsvRules rules = {}) {
    CsvReader reader(text, rules);
    std::vector<CsvRecord> all;
    while (auto record = reader.next()) all.push_back(std::move(*record));
    return all;
}
std::string code(const CsvRecord& record) {
    return record.error ? record.error->code : "";
}

TEST(Csv, ReadsRecordsOfRfc4180) {
    const auto all = read("a,b\r\n\"1,\"\"2\"\"\",\"line\r\nend\"\r\n,\r\nlast,one");
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].fields, (Fields{"a", "b"}));
    EXPECT_EQ(all[1].fields, (Fields{"1,\"2\"", "line\r\nend"}));
    EXPECT_EQ(all[2].fields, (Fields{"", ""}));
    EXPECT_EQ(all[3].fields, (Fields{"last", "one"}));
    EXPECT_EQ(all[1].line, 2U);
    EXPECT_EQ(all[2].line, 4U) << "the record before it has two lines";
    EXPECT_EQ(all[3].line, 5U);
}

TEST(Csv, PassesOverByteOrderMarkAndEmptyLines) {
    const auto all = read(
        "\xEF\xBB\xBF"
        "a\n\n\r\nb\n");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].fields, Fields{"a"});
    EXPECT_EQ(all[1].fields, Fields{"b"});
    EXPECT_EQ(all[1].line, 4U);
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read("\r\n").empty());
}

TEST(Csv, AnotherSeparator) {
    CsvRules rules;
    rules.separator = ';';
    EXPECT_EQ(read("a;\"b;c\";d,e", rules)[0].fields, (Fields{"a", "b;c", "d,e"}));
}

TEST(Csv, BK1_ABadLineSpoilsNoOther) {
    struct Case {
        std::string line;
        const char* code;
    };
    const std::vector<Case> cases{{"a\"b", "csv-quote"},
                                  {"\"a\"b", "csv-quote"},
                                  {"\"a\" ,b", "csv-quote"},
                                  {"a\rb", "csv-line-end"},
                                  {std::string("a\0b", 3), "csv-control"},
                                  {"\"\xFF\"", "csv-encoding"},
                                  {std::string(40, ','), "csv-too-many-fields"},
                                  {std::string(101, 'x'), "csv-field-too-long"},
                                  {"\"" + std::string(101, 'x') + "\"", "csv-field-too-long"}};
    CsvRules rules;
    rules.max_fields = 40;
    rules.max_field = 100;
    for (const auto& [line, expected] : cases) {
        const auto all = read("first\n" + line + "\nlast\n", rules);
        ASSERT_EQ(all.size(), 3U) << expected;
        EXPECT_EQ(code(all[1]), expected) << line;
        EXPECT_EQ(all[1].line, 2U);
        EXPECT_EQ(all[2].fields, Fields{"last"}) << line;
        EXPECT_EQ(all[2].line, 3U);
    }
    EXPECT_EQ(code(read(std::string(39, ','), rules)[0]), "") << "40 fields";
    EXPECT_EQ(code(read(std::string(100, 'x'), rules)[0]), "") << "100 bytes";
}

TEST(Csv, BK1_QuotesThatAreNotClosedEndTheFile) {
    const auto all = read("a\n\"b\nc,d\n");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(code(all[1]), "csv-unclosed");
    EXPECT_EQ(all[1].line, 2U);
}

TEST(Csv, BK1_AnotherEncodingIsRefused) {
    const std::string utf16(
        "\xFF\xFE"
        "a\0,\0b\0\n\0",
        10);
    for (const auto& record : read(utf16)) EXPECT_NE(code(record), "");
    EXPECT_EQ(code(read(std::string(1U << 20U, ','))[0]), "csv-too-many-fields");
}

}  // namespace
}  // namespace blason::text
