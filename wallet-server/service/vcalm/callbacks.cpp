#include "wallet-server/service/vcalm/callbacks.hpp"

#include <algorithm>
#include <utility>

#include "engine/json/serialize.hpp"

namespace blason::service::vcalm {

Callbacks::~Callbacks() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (teller_.joinable()) teller_.join();
}

void Callbacks::tell(const std::string& url, const std::string& exchange_url) {
    Waiting waiting;
    auto& request = waiting.request;
    request.url = url;
    request.method = "POST";
    request.content_type = "application/json";
    request.timeout = limits_.timeout;
    request.max_bytes = 64U << 10U;
    json::Object data{{"exchangeId", json::key(exchange_url)}};
    request.body = json::serialize(json::Object{{"event", json::Object{{"data", std::move(data)}}}});
    waiting.due = Clock::now();
    waiting.pause = limits_.pause;
    waiting.tries_left = limits_.tries;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= limits_.waiting) return;
        queue_.push_back(std::move(waiting));
        if (!teller_.joinable()) teller_ = std::thread([this] { loop(); });
    }
    changed_.notify_one();
}

void Callbacks::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (queue_.empty()) {
            changed_.wait(lock);
            continue;
        }
        const auto next = std::min_element(queue_.begin(), queue_.end(),
                                           [](const Waiting& a, const Waiting& b) { return a.due < b.due; });
        if (const auto due = next->due; due > Clock::now()) {
            changed_.wait_until(lock, due);
            continue;
        }
        auto waiting = std::move(*next);
        queue_.erase(next);
        lock.unlock();
        const bool arrived = has_arrived(waiting.request);
        lock.lock();
        if (arrived || --waiting.tries_left == 0) continue;
        waiting.due = Clock::now() + waiting.pause;
        waiting.pause *= 5;
        queue_.push_back(std::move(waiting));
    }
}

/// Or never will. This is a thread of its own: what is thrown here (no memory) would end the program.
bool Callbacks::has_arrived(const net::FetchRequest& request) {
    try {
        const auto reply = client_.fetch(request);
        if (!reply) return reply.error().kind == ErrorKind::Refused;
        return reply->status < 500 && reply->status != 429;
    } catch (...) {
        return false;
    }
}

}  // namespace blason::service::vcalm
