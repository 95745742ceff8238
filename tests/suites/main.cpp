// Runs public suites. Absent suites are a skip that is named (exit 77 for ctest), or a failure where they are required.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <iostream>

#include "tests/support/suites.hpp"

namespace {

/// The report says how much memory the run took at most: a property of the whole, in KiB.
class PeakMemory : public testing::Environment {
  public:
    void TearDown() override {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        testing::Test::RecordProperty("peak_kib", std::to_string(usage.ru_maxrss));
    }
};

}  // namespace

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (!blason::test::suites_present()) {
        const char* required = std::getenv("BLASON_REQUIRE_SUITES");
        const bool must = required != nullptr && std::string_view(required) == "1";
        std::cerr << (must ? "FAILED: " : "SKIPPED: ") << "public suites are absent at " << blason::test::suites_root()
                  << " (set BLASON_SUITES); not run: " << testing::GTEST_FLAG(filter) << '\n';
        return must ? 1 : 77;
    }
    testing::AddGlobalTestEnvironment(new PeakMemory);  // GoogleTest deletes it
    const int status = RUN_ALL_TESTS();
    if (testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
        std::cerr << "FAILED: the filter selects no test\n";
        return 1;
    }
    return status;
}
