// An HttpClient that answers from a script and writes down what it was asked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/net/http_client.hpp"

namespace blason::test {

class ScriptedClient : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        requests.push_back(request);
        const auto answer = answers_.find(request.url);
        if (answer == answers_.end()) return unavailable("fetch-failed", "The script has no answer.");
        return answer->second;
    }
    void answer(const std::string& url, std::string body, int status = 200) {
        net::FetchReply reply;
        reply.status = status;
        reply.content_type = "application/json";
        reply.body = std::move(body);
        answers_.insert_or_assign(url, Result<net::FetchReply>(std::move(reply)));
    }
    void answer_with(const std::string& url, net::FetchReply reply) {
        answers_.insert_or_assign(url, Result<net::FetchReply>(std::move(reply)));
    }
    void fail(const std::string& url, Error error) {
        answers_.insert_or_assign(url, Result<net::FetchReply>(std::move(error)));
    }

    std::vector<net::FetchRequest> requests;

  private:
    std::map<std::string, Result<net::FetchReply>> answers_;
};

}  // namespace blason::test
