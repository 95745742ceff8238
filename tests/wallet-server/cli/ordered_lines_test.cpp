#include "wallet-server/cli/ordered_lines.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/temporary_folder.hpp"
#include "wallet-server/cli/progress.hpp"

namespace blason::cli {
namespace {

class OrderedLines : public testing::Test {
  protected:
    /// Runs `work` over the text and gives back what was written.
    std::string run(const std::string& text, unsigned threads, const LineWork& work) {
        const std::string in = (folder_ / "in").string();
        const std::string out = (folder_ / "out").string();
        std::ofstream(in, std::ios::binary) << text;
        auto input = Input::open(in);
        auto output = Output::open(out);
        Progress progress;
        status_ = run_lines(*input, *output, threads, work, progress);
        EXPECT_TRUE(output->commit());
        std::ostringstream written;
        written << std::ifstream(out, std::ios::binary).rdbuf();
        return written.str();
    }

    const test::TemporaryFolder place_;
    const std::filesystem::path folder_ = place_.path();
    Result<Status> status_ = Status::Done;
};

LineAnswer echo(std::string_view line, std::size_t number) {
    return {std::to_string(number) + ":" + std::string(line), Status::Done};
}

TEST_F(OrderedLines, KeepsTheOrderWhateverTakesLong) {
    std::string text, expected;
    for (int i = 1; i <= 2000; ++i) {
        text += "line" + std::to_string(i) + "\n";
        expected += std::to_string(i) + ":line" + std::to_string(i) + "\n";
    }
    const auto work = [](std::string_view line, std::size_t number) {
        if (number % 97 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return echo(line, number);
    };
    EXPECT_EQ(run(text, 4, work), expected);
    EXPECT_EQ(run(text, 1, work), expected);
    EXPECT_EQ(*status_, Status::Done);
}

TEST_F(OrderedLines, LineEndsOfEveryKind) {
    EXPECT_EQ(run("a\r\nb\n\nlast", 2, echo), "1:a\n2:b\n3:\n4:last\n");
    EXPECT_EQ(run("", 2, echo), "");
}

TEST_F(OrderedLines, ABadLineDoesNotStopTheRest) {
    const auto work = [](std::string_view line, std::size_t number) -> LineAnswer {
        if (line == "bad") return line_error(malformed("json-syntax", "no JSON", "/a"), number);
        return echo(line, number);
    };
    EXPECT_EQ(
        run("a\nbad\nc\n", 2, work),
        "1:a\n{\"error\":{\"line\":2,\"code\":\"json-syntax\",\"message\":\"no JSON\",\"pointer\":\"/a\"}}\n3:c\n");
    EXPECT_EQ(*status_, Status::Refused);
}

TEST_F(OrderedLines, TheWorstStatusCounts) {
    const auto work = [](std::string_view line, std::size_t) -> LineAnswer {
        return {"", line == "unknown" ? Status::Unknown : line == "no" ? Status::Refused : Status::Done};
    };
    run("a\nunknown\nb\n", 1, work);
    EXPECT_EQ(*status_, Status::Unknown);
    run("no\nunknown\n", 1, work);
    EXPECT_EQ(*status_, Status::Refused);
}

TEST_F(OrderedLines, ALineOverTheLimitIsAnErrorOfThatLine) {
    const std::string longest(kMaxLine, 'x');
    const auto size = [](std::string_view line, std::size_t) -> LineAnswer {
        return {std::to_string(line.size()), Status::Done};
    };
    const std::string written = run("a\n" + longest + "\n" + longest + "x\nb\n" + longest + "xx", 2, size);
    EXPECT_EQ(written.substr(0, 11), "1\n16777216\n");
    EXPECT_NE(written.find("{\"error\":{\"line\":3,\"code\":\"json-size\""), std::string::npos);
    EXPECT_NE(written.find("}}\n1\n{\"error\":{\"line\":5,\"code\":\"json-size\""), std::string::npos);
}

TEST_F(OrderedLines, NoMoreLinesAreInFlightThanTheWindowHolds) {
    std::atomic<int> ahead{0};
    std::atomic<int> most{0};
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "x\n";
    const auto work = [&](std::string_view line, std::size_t number) {
        if (number == 1) {  // holds back the writer while the other worker runs ahead
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            most = ahead.load();
        } else {
            ++ahead;
        }
        return echo(line, number);
    };
    run(text, 2, work);
    EXPECT_LE(most.load(), 2 * 64) << "64 for each thread";
    EXPECT_EQ(ahead.load(), 999);
}

TEST_F(OrderedLines, ABrokenOutputEndsTheRun) {
    const std::string in = (folder_ / "in").string();
    std::ofstream(in) << "a\nb\nc\n";
    auto input = Input::open(in);
    auto output = Output::open("/dev/full");  // every write fails: the disk is full
    ASSERT_TRUE(output);
    Progress progress;
    const auto status = run_lines(*input, *output, 2, echo, progress);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, "output-failed");
}

TEST_F(OrderedLines, ALineWithoutMemoryDoesNotStopTheRest) {
    const auto work = [](std::string_view line, std::size_t number) {
        if (line == "huge") throw std::bad_alloc();
        return echo(line, number);
    };
    EXPECT_EQ(
        run("a\nhuge\nb\n", 2, work),
        "1:a\n"
        R"({"error":{"line":2,"code":"out-of-memory","message":"There is not enough memory for this.","pointer":""}})"
        "\n3:b\n");
    EXPECT_EQ(*status_, Status::Unknown);
}

}  // namespace
}  // namespace blason::cli
