// What ends a command: an exception, too, is one line or one JSON object, and an exit status.
#include "wallet-server/cli/errors.hpp"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

namespace blason::cli {
namespace {

struct Ended {
    int status;
    std::string said;
};

Ended ended(const std::function<int()>& command, bool json) {
    testing::internal::CaptureStderr();
    const int status = exit_status(command, json);
    return {status, testing::internal::GetCapturedStderr()};
}

TEST(ExitStatus, IsTheCommandsOwn) {
    const auto [status, said] = ended([] { return 1; }, false);
    EXPECT_EQ(status, 1);
    EXPECT_EQ(said, "");
}

TEST(ExitStatus, ExhaustedMemoryIsOneLine) {
    const auto [status, said] = ended([]() -> int { throw std::bad_alloc(); }, false);
    EXPECT_EQ(status, 3);
    EXPECT_EQ(said, "blason: There is not enough memory for this. (out-of-memory)\n");
}

TEST(ExitStatus, AnExceptionIsOneLineWithWhatItSays) {
    const auto [status, said] = ended([]() -> int { throw std::runtime_error("no\nway"); }, false);
    EXPECT_EQ(status, 3);
    EXPECT_EQ(said, "blason: The program failed: no way. (internal-error)\n");
}

TEST(ExitStatus, AnExceptionIsOneJsonObjectWhenAsked) {
    const auto [status, said] = ended([]() -> int { throw 1; }, true);
    EXPECT_EQ(status, 3);
    EXPECT_EQ(said, R"({"error":{"code":"internal-error","message":"The program failed.","pointer":""}})"
                    "\n");
}

}  // namespace
}  // namespace blason::cli
