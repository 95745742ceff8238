// A connection's place among the connections that may be open at once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "wallet-server/http/server.hpp"

namespace blason::http {

class Admission;

/// Counts the open connections, in all and by client.
class Admissions {
  public:
    explicit Admissions(const ServerOptions& options)
        : total_limit_(options.max_connections), client_limit_(options.max_connections_per_client) {}

    /// `client`: the address by which connections are counted together. Nothing when a limit is reached.
    std::optional<Admission> ask(std::string client);
    /// True when all connections have ended in time.
    bool wait_until_empty(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        return empty_.wait_for(lock, patience, [&] { return open_ == 0; });
    }

  private:
    friend class Admission;
    void leave(const std::string& client);

    const std::size_t total_limit_;
    const std::size_t client_limit_;
    std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t open_ = 0;
    std::unordered_map<std::string, std::size_t> clients_;
};

/// Held as long as the connection is open.
class Admission {
  public:
    Admission(Admissions& among, std::string client) : among_(&among), client_(std::move(client)) {}
    Admission(Admission&& other) noexcept
        : among_(std::exchange(other.among_, nullptr)), client_(std::move(other.client_)) {}
    Admission& operator=(Admission&&) = delete;
    ~Admission() {
        if (among_ != nullptr) among_->leave(client_);
    }

  private:
    Admissions* among_;
    std::string client_;
};

inline std::optional<Admission> Admissions::ask(std::string client) {
    const std::lock_guard lock(mutex_);
    if (open_ >= total_limit_) return std::nullopt;
    if (client_limit_ != 0) {
        auto& count = clients_[client];
        if (count >= client_limit_) return std::nullopt;
        ++count;
    }
    ++open_;
    return Admission(*this, std::move(client));
}

inline void Admissions::leave(const std::string& client) {
    const std::lock_guard lock(mutex_);
    if (client_limit_ != 0) {
        const auto found = clients_.find(client);
        if (--found->second == 0) clients_.erase(found);
    }
    if (--open_ == 0) empty_.notify_all();
}

}  // namespace blason::http
