#include "wallet-server/http/server.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <thread>

#include "wallet-server/http/session.hpp"
#include "wallet-server/http/tls.hpp"

namespace blason::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kAcceptPause{100};

/// A file descriptor kept for the day none is left: closing it lets one waiting connection be taken and closed, so that
/// the client is told instead of left hanging.
class ReserveDescriptor {
  public:
    ReserveDescriptor() { open(); }
    ~ReserveDescriptor() { close(); }
    ReserveDescriptor(const ReserveDescriptor&) = delete;
    ReserveDescriptor& operator=(const ReserveDescriptor&) = delete;

    /// False when nobody was waiting: accept also fails for want of a descriptor before it looks for a connection.
    bool turn_one_away(int listener) {
        close();
        const int waiting = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (waiting >= 0) ::close(waiting);
        open();
        return waiting >= 0;
    }

  private:
    void open() { descriptor_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC); }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    int descriptor_ = -1;
};

bool out_of_resources(const error_code& failed) {
    return failed == boost::system::errc::too_many_files_open ||
           failed == boost::system::errc::too_many_files_open_in_system ||
           failed == boost::system::errc::no_buffer_space || failed == boost::system::errc::not_enough_memory;
}

/// Ends the operations whose time is over: closing the socket makes them fail, and their session ends.
asio::awaitable<void> sweep(IoThread& home) {
    asio::steady_timer timer(home.context);
    while (true) {
        timer.expires_after(IoThread::kSweep);
        co_await timer.async_wait(asio::use_awaitable);
        const auto now = Clock::now();
        for (Watch* watch : home.open) {
            error_code ignored;
            if (watch->deadline <= now) watch->socket->close(ignored);
        }
    }
}

void close_idle(IoThread& home) {
    for (Watch* watch : home.open) {
        error_code failed;
        if (watch->idle && watch->socket->available(failed) == 0) watch->socket->close(failed);
    }
}

void turn_away(Shared& shared, Socket& socket) {
    static constexpr std::string_view kBusy =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    shared.metrics.rejected(Rejection::Connections);
    error_code ignored;
    socket.non_blocking(true, ignored);
    if (!shared.tls) socket.write_some(asio::buffer(kBusy), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
}

/// An IPv4 address, or the /64 of an IPv6 address: what one client has to itself.
std::string client_key(const Socket& socket) {
    error_code failed;
    const auto address = socket.remote_endpoint(failed).address();
    if (failed || address.is_v4()) return address.to_string();
    auto bytes = address.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return asio::ip::make_address_v6(bytes).to_string();
}

/// One connection, or the failure to get one. Whether another try at once makes sense.
asio::awaitable<bool> accept_one(Shared& shared, IoThread& home, tcp::acceptor& acceptor, ReserveDescriptor& reserve) {
    Socket socket(home.context);
    error_code failed;
    co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, failed));
    if (!acceptor.is_open()) co_return true;
    if (failed) {
        const bool scarce = out_of_resources(failed);
        if (!scarce || reserve.turn_one_away(acceptor.native_handle())) {
            shared.metrics.rejected(Rejection::AcceptFailed);
        }
        co_return !scarce;
    }
    auto admission = shared.admissions.ask(client_key(socket));
    if (!admission) {
        turn_away(shared, socket);
        co_return true;
    }
    auto start = [&shared, &home, moved = std::move(socket), admitted = std::move(*admission)]() mutable {
        start_session(shared, home, std::move(moved), std::move(admitted));
    };
    asio::dispatch(home.context, std::move(start));
    co_return true;
}

asio::awaitable<void> accept_loop(Shared& shared, tcp::acceptor& acceptor) {
    ReserveDescriptor reserve;
    asio::steady_timer pause(acceptor.get_executor());
    for (std::size_t turn = 0; acceptor.is_open(); ++turn) {
        bool at_once = false;
        try {
            at_once = co_await accept_one(shared, *shared.threads[turn % shared.threads.size()], acceptor, reserve);
        } catch (...) {
            // No memory for this connection; there may be some for the next.
            shared.metrics.rejected(Rejection::AcceptFailed);
        }
        if (at_once) continue;
        // Trying again at once would only burn the processor: the condition lasts until something is closed.
        error_code ignored;
        pause.expires_after(kAcceptPause);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

/// What a handler throws ends the work of that handler, not the server.
void run_events(asio::io_context& context) {
    while (true) {
        try {
            context.run();
            return;
        } catch (...) {
            continue;
        }
    }
}

}  // namespace

struct Server::Impl {
    Impl(ServerOptions options, Router router, Authorize authorize)
        : shared(std::move(options), std::move(router), std::move(authorize)) {
        for (std::size_t i = 0; i < std::max<std::size_t>(shared.options.io_threads, 1); ++i) {
            shared.threads.push_back(std::make_unique<IoThread>());
            work.emplace_back(shared.threads.back()->context.get_executor());
        }
        acceptor = std::make_unique<tcp::acceptor>(shared.threads.front()->context);
    }

    Result<void> listen();
    void drain();

    Shared shared;
    std::vector<asio::executor_work_guard<asio::io_context::executor_type>> work;
    std::unique_ptr<tcp::acceptor> acceptor;
    std::vector<std::thread> running;
    std::uint16_t port = 0;
    std::once_flag stopped;
};

Result<void> Server::Impl::listen() {
    const auto& options = shared.options;
    const auto listen_failed = [&](const error_code& failed) {
        return unavailable("listen-failed", "cannot listen on " + options.host + ", port " +
                                                std::to_string(options.port) + ": " + failed.message());
    };
    error_code failed;
    tcp::resolver resolver(shared.threads.front()->context);
    const auto found = resolver.resolve(options.host, std::to_string(options.port),
                                        tcp::resolver::passive | tcp::resolver::numeric_service, failed);
    if (failed) return listen_failed(failed);
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor->open(endpoint.protocol(), failed);
    if (failed) return listen_failed(failed);
    acceptor->set_option(tcp::acceptor::reuse_address(true), failed);
    acceptor->bind(endpoint, failed);
    if (failed) return listen_failed(failed);
    acceptor->listen(asio::socket_base::max_listen_connections, failed);
    if (failed) return listen_failed(failed);
    port = acceptor->local_endpoint().port();
    return {};
}

void Server::Impl::drain() {
    shared.draining = true;
    if (running.empty()) return;
    std::promise<void> closed;
    asio::post(shared.threads.front()->context, [&] {
        error_code ignored;
        acceptor->close(ignored);
        closed.set_value();
    });
    closed.get_future().wait();
    for (const auto& thread : shared.threads) {
        asio::post(thread->context, [home = thread.get()] { close_idle(*home); });
    }
    shared.admissions.wait_until_empty(shared.options.drain_timeout);
    for (const auto& thread : shared.threads) thread->context.stop();
    for (auto& thread : running) thread.join();
    shared.workers.stop();
    shared.workers.join();
}

Server::Server(ServerOptions options, Router router, Authorize authorize)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router), std::move(authorize))) {}

Server::~Server() {
    stop();
}

Result<void> Server::start() {
    auto& shared = impl_->shared;
    if (!shared.options.tls_certificate_file.empty()) {
        auto context = make_tls_context(shared.options.tls_certificate_file, shared.options.tls_key_file);
        if (!context) return context.error();
        shared.tls = std::move(*context);
    }
    if (auto listening = impl_->listen(); !listening) return listening.error();
    asio::co_spawn(shared.threads.front()->context, accept_loop(shared, *impl_->acceptor), asio::detached);
    for (const auto& thread : shared.threads) {
        asio::co_spawn(thread->context, sweep(*thread), asio::detached);
        impl_->running.emplace_back([home = thread.get()] { run_events(home->context); });
    }
    return {};
}

std::uint16_t Server::port() const {
    return impl_->port;
}

void Server::stop() {
    std::call_once(impl_->stopped, [this] { impl_->drain(); });
}

std::string Server::metrics() const {
    return impl_->shared.metrics.text();
}

}  // namespace blason::http
