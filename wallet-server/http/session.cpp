#include "wallet-server/http/session.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <exception>

#include "wallet-server/http/chunked.hpp"
#include "wallet-server/http/dispatch.hpp"
#include "wallet-server/http/framing.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/http/path.hpp"
#include "wallet-server/http/request_id.hpp"
#include "wallet-server/http/standard_fields.hpp"
#include "wallet-server/http/status.hpp"

namespace blason::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<Socket>;

constexpr std::size_t kReadSize = 4096;         // bytes
constexpr std::size_t kLingerBytes = 1U << 20;  // bytes thrown away after a refusal
constexpr std::chrono::milliseconds kLinger{1000};
constexpr std::chrono::milliseconds kLingerDraining{100};

/// Puts a connection under the watch of its I/O thread, and takes it away however it ends.
class Registered {
  public:
    Registered(Shared& shared, IoThread& home) : shared_(shared), home_(home) {
        home_.add(watch_);
        ++shared_.metrics.connections;
    }
    ~Registered() {
        home_.remove(watch_);
        --shared_.metrics.connections;
    }
    Registered(const Registered&) = delete;
    Registered& operator=(const Registered&) = delete;

    Watch& watch() { return watch_; }

  private:
    Shared& shared_;
    IoThread& home_;
    Watch watch_;
};

class InFlight {
  public:
    explicit InFlight(Metrics& metrics) : metrics_(metrics) { ++metrics_.in_flight; }
    ~InFlight() { --metrics_.in_flight; }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;

  private:
    Metrics& metrics_;
};

enum class Next { Again, Close, Gone };  ///< Gone: the peer or the time limit ended the connection

/// A request whose head has been read and believed.
struct Exchange {
    Request request;
    Router::Match match;
    Clock::time_point begin = Clock::now();
    std::uint64_t content_length = 0;
    bool chunked = false;
    bool expect_continue = false;
    bool close = false;
};

template <typename Stream>
class Session {
  public:
    Session(Shared& shared, IoThread& home, Stream stream, Admission admission)
        : shared_(shared),
          home_(home),
          admission_(std::move(admission)),
          registered_(shared, home),
          stream_(std::move(stream)) {
        registered_.watch().socket = &socket();
        error_code failed;
        socket().set_option(asio::ip::tcp::no_delay(true), failed);
        const auto peer = socket().remote_endpoint(failed);
        if (!failed) client_ = peer.address().to_string();
    }

    asio::awaitable<void> run() {
        if constexpr (kTls) {
            error_code failed;
            limit(options().header_timeout);
            co_await stream_.async_handshake(TlsStream::server, asio::redirect_error(asio::use_awaitable, failed));
            if (failed) co_return;
        }
        Next next = Next::Again;
        for (std::size_t served = 1; next == Next::Again; ++served) {
            last_ = served >= options().max_requests_per_connection;
            next = co_await serve_one(served == 1);
        }
        if (next == Next::Close) co_await linger();
    }

  private:
    static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

    const ServerOptions& options() const { return shared_.options; }
    Socket& socket() {
        if constexpr (kTls) {
            return stream_.next_layer();
        } else {
            return stream_;
        }
    }
    void limit(std::chrono::milliseconds time) { registered_.watch().deadline = Clock::now() + time; }
    void no_limit() { registered_.watch().deadline = Watch::kNever; }

    asio::awaitable<Next> serve_one(bool first) {
        const HeadLimits limits{options().max_header, options().max_fields, options().max_target};
        auto length = co_await read_head(first, limits);
        if (!length) co_return co_await refuse(length.error());
        if (*length == 0) co_return Next::Gone;

        const InFlight counted(shared_.metrics);
        Exchange exchange;
        exchange.request.request_id = make_request_id(shared_.next_request++);
        if (auto believed = take_head(*length, limits, exchange); !believed) {
            co_return co_await refuse(believed.error(), exchange);
        }
        if (exchange.match.route == nullptr) co_return co_await answer_unmatched(exchange);

        auto complete = co_await read_body(exchange);
        if (!complete) co_return co_await refuse(complete.error(), exchange);
        if (!*complete) co_return Next::Gone;

        const auto& route = *exchange.match.route;
        no_limit();
        Response response;
        if (route.run == Run::Inline) {
            response = dispatch(shared_.router, route, shared_.authorize, exchange.request);
        } else {
            response = co_await offload(route, exchange.request);
        }
        shared_.metrics.answered(exchange.match.index, response.status, Clock::now() - exchange.begin);
        co_return co_await write(std::move(response), exchange);
    }

    /// The length of the next head, which is then at the begin of `in_`; 0 when the connection ended.
    asio::awaitable<Result<std::size_t>> read_head(bool first, const HeadLimits& limits) {
        auto& watch = registered_.watch();
        limit(first ? options().header_timeout : options().idle_timeout);
        watch.idle = true;
        std::size_t seen = 0;
        while (true) {
            if (const auto length = head_length(in_, seen); length != 0) {
                watch.idle = false;
                co_return length;
            }
            if (auto hopeful = check_partial_head(in_, limits); !hopeful) co_return hopeful.error();
            if (watch.idle && !in_.empty()) {
                watch.idle = false;
                limit(options().header_timeout);
            }
            if (shared_.draining && in_.empty() && nothing_arrived()) co_return std::size_t{0};
            seen = in_.size();
            if (!co_await read_more()) co_return std::size_t{0};
        }
    }

    bool nothing_arrived() {
        error_code failed;
        return socket().available(failed) == 0 || failed;
    }

    /// Checks the head, makes the request of it and finds its route.
    Result<void> take_head(std::size_t length, const HeadLimits& limits, Exchange& exchange) {
        const auto head = check_framing(std::string_view(in_).substr(0, length), limits);
        if (!head) return head.error();
        auto& request = exchange.request;
        request.method = head->method;
        request.query = head->query;
        request.client = client_;
        for (const auto& [name, value] : head->fields) request.fields.add(std::string(name), std::string(value));
        exchange.content_length = head->content_length;
        exchange.chunked = head->chunked;
        exchange.expect_continue = head->expect_continue;
        exchange.close = head->close || last_;
        auto path = decode_path(head->path);
        if (!path) return path.error();
        request.path = std::move(*path);
        in_.erase(0, length);

        exchange.match = shared_.router.match(request.method, request.path);
        request.params = std::move(exchange.match.params);
        return {};
    }

    /// Reads the body into the request. False when the connection ended before.
    asio::awaitable<Result<bool>> read_body(Exchange& exchange) {
        const auto route_limit = exchange.match.route->max_body;
        const auto max_body = route_limit == 0 ? options().max_body : route_limit;
        if (exchange.content_length > max_body) {
            co_return Error{"body-too-large", "the body is too large", {}, ErrorKind::TooLarge};
        }
        if (exchange.content_length == 0 && !exchange.chunked) co_return true;
        limit(options().body_timeout);
        if (exchange.expect_continue && in_.empty() && !co_await write_continue()) co_return false;

        if (!exchange.chunked) {
            const auto length = static_cast<std::size_t>(exchange.content_length);
            while (in_.size() < length) {
                if (!co_await read_more()) co_return false;
            }
            exchange.request.body = in_.substr(0, length);
            in_.erase(0, length);
            co_return true;
        }
        ChunkedDecoder decoder(max_body);
        while (true) {
            const auto used = decoder.feed(in_);
            if (!used) co_return used.error();
            in_.erase(0, *used);
            if (decoder.done()) break;
            if (!co_await read_more()) co_return false;
        }
        exchange.request.body = std::move(decoder.body());
        co_return true;
    }

    /// Runs the handler on the worker pool; the coroutine goes there and comes back.
    asio::awaitable<Response> offload(const Route& route, const Request& request) {
        auto& metrics = shared_.metrics;
        if (++metrics.waiting > static_cast<std::int64_t>(options().queue)) {
            --metrics.waiting;
            co_return busy(request);
        }
        const auto queued = Clock::now();
        co_await asio::post(asio::bind_executor(shared_.workers.get_executor(), asio::use_awaitable));
        --metrics.waiting;
        Response response;
        std::exception_ptr failed;
        try {
            response = Clock::now() - queued > options().queue_timeout
                           ? busy(request)
                           : dispatch(shared_.router, route, shared_.authorize, request);
        } catch (...) {
            failed = std::current_exception();
        }
        // Also what failed is unwound at home: the session belongs to its I/O thread.
        co_await asio::post(asio::bind_executor(home_.context.get_executor(), asio::use_awaitable));
        if (failed) std::rethrow_exception(failed);
        co_return response;
    }

    Response busy(const Request& request) {
        shared_.metrics.rejected(Rejection::QueueFull);
        return shared_.router.error(unavailable("server-busy", "too many requests are waiting; try again shortly"),
                                    request);
    }

    asio::awaitable<Next> answer_unmatched(Exchange& exchange) {
        const auto& [route, index, params, allow] = exchange.match;
        auto response = allow.empty()
                            ? shared_.router.not_found(exchange.request)
                            : shared_.router.error(refused("method-not-allowed", "this path does not know this method"),
                                                   exchange.request);
        if (!allow.empty()) response.fields.set("Allow", allow);
        // A body that nobody asked for is not read: it could be taken for the next request.
        exchange.close = exchange.close || exchange.chunked || exchange.content_length != 0;
        shared_.metrics.answered(std::nullopt, response.status, Clock::now() - exchange.begin);
        co_return co_await write(std::move(response), exchange);
    }

    asio::awaitable<Next> refuse(const Error& error) {
        Exchange exchange;
        exchange.request.request_id = make_request_id(shared_.next_request++);
        co_return co_await refuse(error, exchange);
    }

    /// After a refused head or body the place where the next request begins is not known: the connection ends.
    asio::awaitable<Next> refuse(const Error& error, Exchange& exchange) {
        shared_.metrics.rejected(error.kind == ErrorKind::TooLarge ? Rejection::TooLarge : Rejection::Framing);
        auto response = shared_.router.error(error, exchange.request);
        shared_.metrics.answered(std::nullopt, response.status, Clock::now() - exchange.begin);
        exchange.close = true;
        co_return co_await write(std::move(response), exchange);
    }

    asio::awaitable<Next> write(Response response, Exchange& exchange) {
        namespace bh = beast::http;
        const bool close = exchange.close || shared_.draining;
        add_standard_fields(response, exchange.request.request_id, kTls);

        bh::response<bh::string_body> message;
        message.version(11);
        message.result(static_cast<unsigned>(response.status));
        message.reason(reason_phrase(response.status));
        message.set(bh::field::date, http_date());
        for (const auto& [name, value] : response.fields.all()) {
            if (is_token(name)) message.insert(name, safe_header_value(value));
        }
        const bool bodiless = response.status == 204 || response.status == 304;
        if (!bodiless) message.content_length(response.body.size());
        if (close) message.set(bh::field::connection, "close");
        if (!bodiless) message.body() = std::move(response.body);

        limit(options().write_timeout);
        bh::response_serializer<bh::string_body> serializer(message);
        error_code failed;
        if (exchange.request.method == "HEAD") {
            co_await bh::async_write_header(stream_, serializer, asio::redirect_error(asio::use_awaitable, failed));
        } else {
            co_await bh::async_write(stream_, serializer, asio::redirect_error(asio::use_awaitable, failed));
        }
        if (failed) co_return Next::Gone;
        co_return close ? Next::Close : Next::Again;
    }

    asio::awaitable<bool> write_continue() {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        error_code failed;
        co_await asio::async_write(stream_, asio::buffer(kContinue), asio::redirect_error(asio::use_awaitable, failed));
        co_return !failed;
    }

    asio::awaitable<bool> read_more() {
        const auto old = in_.size();
        in_.resize(old + kReadSize);
        error_code failed;
        const auto count = co_await stream_.async_read_some(asio::buffer(in_.data() + old, kReadSize),
                                                            asio::redirect_error(asio::use_awaitable, failed));
        in_.resize(old + (failed ? 0 : count));
        if (failed && Clock::now() >= registered_.watch().deadline) shared_.metrics.rejected(Rejection::Timeout);
        co_return !failed;
    }

    /// Ends our half and throws away what the peer is still sending: closing at once could destroy the answer on its
    /// way (RFC 9112 section 9.6).
    asio::awaitable<void> linger() {
        limit(shared_.draining ? kLingerDraining : kLinger);
        error_code failed;
        if constexpr (kTls) co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
        socket().shutdown(Socket::shutdown_send, failed);
        std::size_t total = 0;
        for (failed.clear(); !failed && total < kLingerBytes;) {
            in_.resize(kReadSize);
            total +=
                co_await socket().async_read_some(asio::buffer(in_), asio::redirect_error(asio::use_awaitable, failed));
        }
    }

    Shared& shared_;
    IoThread& home_;
    Admission admission_;  // these two before the stream: a session counts until its socket is closed
    Registered registered_;
    Stream stream_;
    std::string client_;
    std::string in_;     ///< bytes received and not yet understood
    bool last_ = false;  ///< the limit of requests on one connection is reached
};

template <typename Stream>
asio::awaitable<void> serve(Shared& shared, IoThread& home, Stream stream, Admission admission) {
    // clang-tidy 14 takes the move into the coroutine's frame for an earlier one.
    Session<Stream> session(shared, home, std::move(stream), std::move(admission));  // NOLINT(bugprone-use-after-move)
    co_await session.run();
}

}  // namespace

void start_session(Shared& shared, IoThread& home, Socket socket, Admission admission) {
    if (shared.tls) {
        asio::co_spawn(home.context,
                       serve(shared, home, TlsStream(std::move(socket), *shared.tls), std::move(admission)),
                       asio::detached);
    } else {
        asio::co_spawn(home.context, serve(shared, home, std::move(socket), std::move(admission)), asio::detached);
    }
}

}  // namespace blason::http
