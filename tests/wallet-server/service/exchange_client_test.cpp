// What the other side of an exchange says when it refuses.
#include "wallet-server/service/vcalm/exchange_client.hpp"

#include <gtest/gtest.h>

namespace blason::service::vcalm {
namespace {

/// Answers everything with one problem.
class Refusing : public net::HttpClient {
  public:
    explicit Refusing(std::string body) : body_(std::move(body)) {}
    Result<net::FetchReply> fetch(const net::FetchRequest&) override {
        net::FetchReply reply;
        reply.status = 409;
        reply.body = body_;
        return reply;
    }

  private:
    std::string body_;
};

std::string detail_of(const std::string& body) {
    Refusing client(body);
    Round round;
    round.url = "https://issuer.example/exchanges/1";
    round.bare = true;
    const auto answered = ExchangeClient(client).answer(round, json::Object());
    EXPECT_FALSE(answered);
    EXPECT_EQ(answered.error().code, "exchange-refused");
    return answered.error().detail;
}

TEST(ExchangeRefused, IsASentenceWithOneFullStop) {
    EXPECT_EQ(detail_of(R"({"detail": "This exchange is complete."})"),
              "The other side refuses (409): This exchange is complete.");
    EXPECT_EQ(detail_of(R"({"title": "Conflict"})"), "The other side refuses (409): Conflict.");
    EXPECT_EQ(detail_of("no JSON"), "The other side refuses (409).");
}

}  // namespace
}  // namespace blason::service::vcalm
