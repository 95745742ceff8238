// Wrong usage is status 2, one line on standard error, or one JSON object with --json.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

TEST(Usage, NothingToDoIsWrong) {
    const auto outcome = blason({});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("blason: ")) << outcome.err;
}

TEST(Usage, HelpAndVersionAreAnswers) {
    EXPECT_EQ(blason({"--help"}).status, 0);
    EXPECT_NE(blason({"verify", "--help"}).out.find("--documents"), std::string::npos);
    EXPECT_EQ(blason({"--version"}).status, 0);
}

TEST(Usage, UnknownOptionsCommandsAndValuesAreWrong) {
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"frobnicate"},
             {"verify", "--no-such-option"},
             {"key", "generate", "--type", "dsa"},
             {"canonicalize", "--from", "turtle"},
             {"canonicalize", "--jcs", "--map"},
             {"issue"},                     // no key
             {"verify", "--threads", "2"},  // only with --ndjson
             {"verify", "--ndjson", "--threads", "0"},
             {"verify", "--now", "yesterday"},
             {"verify", "no-such-file.json"},
             {"did", "create", "--method", "key", "--key", "no-such-file.jwk"},
             {"jsonld", "expand", "--mode", "json-ld-2.0"},
             {"serve", "--listen", "127.0.0.1:eighty"},
             {"serve", "--listen", "::1:8080"},
             {"serve", "--listen", "127.0.0.1:65536"},
             {"serve", "--demo", "--listen", "0.0.0.0:18080"},  // the demo is for this machine only
         }) {
        EXPECT_EQ(blason(arguments, "{}").status, 2) << testing::PrintToString(arguments);
    }
}

TEST(Usage, ErrorsAreOneJsonObjectWhenAsked) {
    const auto outcome = blason({"verify", "--json", "--now", "yesterday"}, "{}");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(error_of(outcome.err).at("code"), "invalid-instant");
    EXPECT_EQ(error_of(blason({"verify", "--json", "--frobnicate"}).err).at("code"), "usage");
}

TEST(Usage, ControlCharactersOfTheInputDoNotReachTheTerminal) {
    const auto outcome = blason({"did", "resolve", "did:\x1b[31mred", "--offline"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos);
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1);
}

TEST(Usage, ValuesWithNamesAreListedAndNothingElseIsTaken) {
    struct Row {
        std::vector<std::string> command;
        const char* option;
        const char* good;
        std::vector<const char*> bad;
        const char* input;
    };
    for (const Row& row : {Row{{"canonicalize", "--from", "nquads"}, "--hash", "sha384", {"md5", "1"}, ""},
                           Row{{"jsonld", "expand"}, "--mode", "json-ld-1.0", {"json-ld-2.0", "0"}, "{}"},
                           Row{{"jsonld", "to-rdf"}, "--rdf-direction", "i18n-datatype", {"rtl", "1"}, "{}"}}) {
        auto help = row.command;
        help.emplace_back("--help");
        EXPECT_NE(blason(help).out.find(row.good), std::string::npos) << row.option;
        for (const char* value : row.bad) {
            auto wrong = row.command;
            wrong.insert(wrong.end(), {row.option, value});
            const auto outcome = blason(wrong, row.input);
            EXPECT_EQ(outcome.status, 2) << row.option << value;
            EXPECT_NE(outcome.err.find(row.good), std::string::npos) << outcome.err;
            EXPECT_EQ(outcome.err.find("->"), std::string::npos) << outcome.err;
        }
        auto right = row.command;
        right.insert(right.end(), {row.option, row.good});
        EXPECT_EQ(blason(right, row.input).status, 0) << row.option;
    }
}

}  // namespace
}  // namespace blason::cli_test
