// A server on a free loopback port and a raw client: bytes are sent exactly as written, so that wrong ones can be.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>

namespace blason::http {

/// How long a test waits for what must come: only a failure takes as long. Shorter than the server's patience at its
/// end.
inline constexpr std::chrono::seconds kPatience{15};

class RawClient {
  public:
    explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { close(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] bool connected() const { return connected_; }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    void half_close() { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    /// Everything up to the end of the connection; "(still open)" is added when that does not come in time.
    std::string read_to_end(std::chrono::milliseconds patience = kPatience) {
        const auto until = std::chrono::steady_clock::now() + patience;
        std::string out = std::move(received_);
        received_.clear();
        while (wait(until)) {
            if (!receive(out)) return out;
        }
        return out + "(still open)";
    }
    /// One answer with a Content-Length, the connection stays open.
    std::string read_answer(std::chrono::milliseconds patience = kPatience) {
        const auto until = std::chrono::steady_clock::now() + patience;
        while (true) {
            const auto head = received_.find("\r\n\r\n");
            if (head != std::string::npos) {
                const auto at = received_.find("Content-Length: ");
                const auto length = at < head ? std::stoul(received_.substr(at + 16)) : 0;
                if (received_.size() >= head + 4 + length) {
                    auto out = received_.substr(0, head + 4 + length);
                    received_.erase(0, out.size());
                    return out;
                }
            }
            if (!wait(until) || !receive(received_)) return std::move(received_) + "(incomplete)";
        }
    }

  private:
    bool wait(std::chrono::steady_clock::time_point until) const {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd waiting{socket_, POLLIN, 0};
        return left.count() > 0 && ::poll(&waiting, 1, static_cast<int>(left.count())) > 0;
    }
    bool receive(std::string& out) const {
        char buffer[16384];
        const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count > 0) out.append(buffer, static_cast<std::size_t>(count));
        return count > 0;
    }

    int socket_;
    bool connected_ = false;
    std::string received_;
};

inline std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace blason::http
