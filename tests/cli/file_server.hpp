// One document at every address of a free loopback port, for as long as the object lives.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace blason::cli_test {

class FileServer {
  public:
    FileServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size), 0);
        EXPECT_EQ(::listen(listener_, 8), 0);
        EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~FileServer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    FileServer(const FileServer&) = delete;
    FileServer& operator=(const FileServer&) = delete;

    [[nodiscard]] std::string address(const std::string& path) const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }
    void publish(std::string text, std::string type) {
        const std::lock_guard lock(mutex_);
        answer_ = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(text.size()) +
                  "\r\nConnection: close\r\n\r\n" + text;
    }
    [[nodiscard]] int requests() const { return requests_; }

  private:
    void serve() {
        for (;;) {
            const int peer = ::accept(listener_, nullptr, nullptr);
            if (peer < 0) return;
            ++requests_;
            std::string head;
            char block[4096];
            while (head.find("\r\n\r\n") == std::string::npos) {
                const auto count = ::recv(peer, block, sizeof block, 0);
                if (count <= 0) break;
                head.append(block, static_cast<std::size_t>(count));
            }
            const std::lock_guard lock(mutex_);
            (void)::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
            ::close(peer);
        }
    }

    int listener_;
    std::uint16_t port_ = 0;
    std::atomic<int> requests_ = 0;
    std::mutex mutex_;
    std::string answer_;
    std::thread thread_;
};

}  // namespace blason::cli_test
