// Tells coordinators that an exchange has moved (VCALM 1.0 section "Exchange Step Callbacks"), beside the exchange:
// nobody waits for it. What is not received is tried again a few times; a restart forgets what waits, and whoever wants
// to be sure asks for the state of the exchange.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "engine/net/http_client.hpp"

namespace blason::service::vcalm {

struct CallbackLimits {
    std::size_t waiting = 1000;             ///< more are not told
    int tries = 4;                          ///< of each
    std::chrono::milliseconds pause{2000};  ///< after the first try; five times as long after each further one
    std::chrono::milliseconds timeout{2000};
};

class Callbacks {
  public:
    /// `client` must outlive this.
    explicit Callbacks(net::HttpClient& client, CallbackLimits limits = {}) : client_(client), limits_(limits) {}
    /// What waits is forgotten; what is under way ends.
    ~Callbacks();
    Callbacks(const Callbacks&) = delete;
    Callbacks& operator=(const Callbacks&) = delete;

    /// One POST of {"event": {"data": {"exchangeId"}}}, soon. A status of 5xx or 429 and a failed connection are tried
    /// again; any other answer, and an address that the client refuses, is the end.
    void tell(const std::string& url, const std::string& exchange_url);

  private:
    using Clock = std::chrono::steady_clock;
    struct Waiting {
        net::FetchRequest request;
        Clock::time_point due;
        Clock::duration pause{};
        int tries_left = 0;
    };

    void loop();
    bool has_arrived(const net::FetchRequest& request);

    net::HttpClient& client_;
    const CallbackLimits limits_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> queue_;
    bool stopping_ = false;
    std::thread teller_;  ///< begun with the first callback: most installations have none
};

}  // namespace blason::service::vcalm
