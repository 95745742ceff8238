#include "conformance/open_badges/consumer.hpp"

#include <gtest/gtest.h>

namespace blason::conformance {
namespace {

void ask(ConsumerRecord& record, const std::string& method, const std::string& path, int status,
         const std::string& query = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    http::Response response;
    response.status = status;
    record.add(request, response);
}

TEST(ConsumerRehearsal, EveryStepHasToSucceedOnce) {
    ConsumerRecord record;
    EXPECT_FALSE(record.judge(false).passed());
    ask(record, "GET", "/ims/ob/v3p0/discovery", 200);
    ask(record, "POST", "/oauth/register", 400);
    ask(record, "POST", "/oauth/register", 201);
    ask(record, "GET", "/oauth/authorize", 303);
    ask(record, "POST", "/oauth/token", 200);
    ask(record, "GET", "/ims/ob/v3p0/credentials", 200);
    ask(record, "GET", "/ims/ob/v3p0/profile", 401);
    const auto refused = record.judge(false);
    EXPECT_FALSE(refused.passed());
    EXPECT_EQ(refused.find("CR4.profile")->detail, "answered 401");
    EXPECT_EQ(refused.find("CR3.paging")->outcome, RowOutcome::Warning);
    ask(record, "GET", "/ims/ob/v3p0/profile", 200);
    ask(record, "GET", "/ims/ob/v3p0/credentials", 200, "limit=2");
    EXPECT_TRUE(record.judge(false).passed());
    EXPECT_EQ(record.judge(false).find("CR3.paging")->outcome, RowOutcome::Pass);
    EXPECT_FALSE(record.judge(true).passed());
    ask(record, "POST", "/ims/ob/v3p0/credentials", 201);
    EXPECT_TRUE(record.judge(true).passed());
}

}  // namespace
}  // namespace blason::conformance
