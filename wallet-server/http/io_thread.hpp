// What the acceptor and the sessions share: the I/O threads, the worker pool and the watch over time limits.
// Included by the few files that see Asio only.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <memory>
#include <vector>

#include "wallet-server/http/admission.hpp"
#include "wallet-server/http/metrics.hpp"
#include "wallet-server/http/server.hpp"

namespace blason::http {

using Clock = std::chrono::steady_clock;
using Socket = boost::asio::ip::tcp::socket;

/// One connection as the watch sees it. Belongs to one I/O thread and is touched there only; while a worker runs the
/// request no deadline is set, so nobody looks at the socket.
struct Watch {
    static constexpr Clock::time_point kNever = Clock::time_point::max();

    Socket* socket = nullptr;
    Clock::time_point deadline = kNever;
    bool idle = false;      ///< between two requests
    std::size_t place = 0;  ///< in IoThread::open
};

/// An event loop that one thread runs. Sessions never leave it, so they need no locks and no strands. One sweep ends
/// the operations that are late: cheaper than two timer operations for each request.
struct IoThread {
    static constexpr std::chrono::milliseconds kSweep{50};

    std::vector<Watch*> open;
    boost::asio::io_context context{1};

    void add(Watch& watch) {
        watch.place = open.size();
        open.push_back(&watch);
    }
    void remove(const Watch& watch) {
        open[watch.place] = open.back();
        open[watch.place]->place = watch.place;
        open.pop_back();
    }
};

struct Shared {
    Shared(ServerOptions given, Router routes, Authorize who)
        : options(std::move(given)),
          router(std::move(routes)),
          authorize(std::move(who)),
          metrics(router.patterns()),
          admissions(options),
          workers(std::max<std::size_t>(options.workers, 1)) {}

    const ServerOptions options;
    const Router router;
    const Authorize authorize;
    Metrics metrics;
    Admissions admissions;
    std::shared_ptr<boost::asio::ssl::context> tls;  ///< nullptr: plain
    std::atomic<bool> draining{false};
    std::atomic<std::uint64_t> next_request{0};

    std::vector<std::unique_ptr<IoThread>> threads;
    boost::asio::thread_pool workers;
};

}  // namespace blason::http
