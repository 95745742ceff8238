// Judges a service consumer by what it asked of our provider: the host's CR1 to CR4, the issuer's I3.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "conformance/open_badges/report.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::conformance {

/// Keeps what the certification asks about; nothing of the content. Safe from every thread.
class ConsumerRecord {
  public:
    void add(const http::Request& request, const http::Response& response);
    /// `writer`: the consumer sends badges (I3); else it reads them (CR1 to CR4).
    [[nodiscard]] RehearsalReport judge(bool writer) const;

  private:
    struct Seen {
        std::string method;
        std::string path;
        bool paged = false;  ///< with limit or offset
        int status = 0;
    };
    [[nodiscard]] bool has(std::string_view method, std::string_view path, bool paged = false) const;
    [[nodiscard]] std::string failures(std::string_view method, std::string_view path) const;

    mutable std::mutex mutex_;
    std::vector<Seen> seen_;
};

}  // namespace blason::conformance
