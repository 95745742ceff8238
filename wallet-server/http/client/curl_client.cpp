#include "wallet-server/http/client/curl_client.hpp"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wallet-server/http/client/url_rules.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::http {
namespace {

using std::chrono::milliseconds;

/// What the callbacks of one exchange see.
struct Exchange {
    const CurlOptions* options = nullptr;
    const net::FetchRequest* request = nullptr;
    const CheckedUrl* url = nullptr;
    net::FetchReply reply;
    std::size_t header_bytes = 0;
    bool address_refused = false;
    bool too_large = false;
};

bool may_connect(const Exchange& exchange, const IpAddress& address) {
    const auto& options = *exchange.options;
    const auto reach = reach_of(address);
    const auto& trusted = options.trusted_hosts;
    if (std::find(trusted.begin(), trusted.end(), exchange.url->host) != trusted.end()) return exchange.url->tls;
    if (reach == Reach::Loopback) return options.allow_loopback_http;
    return reach == Reach::Public && exchange.url->tls;
}

std::optional<IpAddress> address_of(const sockaddr& generic) {
    IpAddress out;
    if (generic.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &generic, sizeof v4);
        std::memcpy(out.bytes.data(), &v4.sin_addr, 4);
        return out;
    }
    if (generic.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &generic, sizeof v6);
        out.v6 = true;
        std::memcpy(out.bytes.data(), &v6.sin6_addr, 16);
        return out;
    }
    return std::nullopt;
}

/// libcurl asks here for the socket of each connection it is about to make, with the very address it will use.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* target) {
    auto& exchange = *static_cast<Exchange*>(user);
    const auto address = address_of(target->addr);
    if (!address || !may_connect(exchange, *address)) {
        exchange.address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    exchange.header_bytes += size;
    if (exchange.header_bytes > exchange.options->max_header) {
        exchange.too_large = true;
        return 0;
    }
    const std::string_view raw(data, size);
    const auto line = raw.substr(0, raw.find_first_of("\r\n"));
    if (line.starts_with("HTTP/")) {
        exchange.reply.headers.clear();  // an interim answer (1xx) came before
        return size;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return size;
    std::string name = text::lower(line.substr(0, colon));
    const auto value = trim_ows(line.substr(colon + 1));
    if (name == "content-type") exchange.reply.content_type = value;
    exchange.reply.headers.emplace_back(std::move(name), std::string(value));
    return size;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    if (size > exchange.request->max_bytes - exchange.reply.body.size()) {
        exchange.too_large = true;
        return 0;
    }
    exchange.reply.body.append(data, size);
    return size;
}

struct Deleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Deleter>;
using FieldList = std::unique_ptr<curl_slist, Deleter>;

/// The fields to send. An empty value after the colon takes one of libcurl's own away.
Result<FieldList> make_fields(const net::FetchRequest& request) {
    FieldList list;
    const auto add = [&](const std::string& line) {
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        static_cast<void>(list.release());
        list.reset(longer);
    };
    const auto add_field = [&](std::string_view name, std::string_view value) {
        if (!is_token(name) || !is_field_value(value)) return false;
        add(std::string(name) + ": " + std::string(value));
        return true;
    };
    add("Expect:");
    if (request.accept.empty()) add("Accept:");
    if (request.content_type.empty()) add("Content-Type:");
    bool good = true;
    if (!request.accept.empty()) good = good && add_field("Accept", request.accept);
    if (!request.content_type.empty()) good = good && add_field("Content-Type", request.content_type);
    for (const auto& [name, value] : request.headers) good = good && add_field(name, value);
    if (!good) return refused("fetch-refused", "a field of the request cannot be written as a header");
    return list;
}

void configure(CURL* curl, Exchange& exchange, curl_slist* fields, milliseconds left) {
    const auto& options = *exchange.options;
    const auto& request = *exchange.request;
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
    const auto time = static_cast<long>(std::max<std::int64_t>(left.count(), 1));

    set(CURLOPT_URL, exchange.url->url.c_str());
    set(CURLOPT_PROTOCOLS_STR, exchange.url->tls ? "https" : "http");
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_HTTP09_ALLOWED, 0L);
    set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
    set(CURLOPT_USERAGENT, "Blason");

    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());

    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a resolver that hangs is not waited for
    set(CURLOPT_TIMEOUT_MS, time);
    set(CURLOPT_CONNECTTIMEOUT_MS, std::min(time, static_cast<long>(options.connect_timeout.count())));
    set(CURLOPT_FRESH_CONNECT, 1L);
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.max_bytes));

    set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(CURLOPT_OPENSOCKETDATA, &exchange);
    set(CURLOPT_HEADERFUNCTION, on_header);
    set(CURLOPT_HEADERDATA, &exchange);
    set(CURLOPT_WRITEFUNCTION, on_body);
    set(CURLOPT_WRITEDATA, &exchange);
    set(CURLOPT_HTTPHEADER, fields);

    if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else if (request.method != "GET") {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.c_str());
        set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

Error explain(CURLcode code, const Exchange& exchange) {
    const auto& url = exchange.request->url;
    if (exchange.too_large || code == CURLE_FILESIZE_EXCEEDED) {
        return unavailable("fetch-too-large", "the answer is too large: " + url);
    }
    if (code == CURLE_OPERATION_TIMEDOUT) return unavailable("fetch-timeout", "no complete answer in time: " + url);
    if (exchange.address_refused) {
        return refused("fetch-refused", "the address of the host may not be reached from here: " + url);
    }
    return unavailable("fetch-failed", std::string(curl_easy_strerror(code)) + ": " + url);
}

bool has_content_coding(const net::FetchReply& reply) {
    return std::any_of(reply.headers.begin(), reply.headers.end(), [](const auto& field) {
        return field.first == "content-encoding" && !text::equal_without_case(field.second, "identity");
    });
}

/// A place among the running exchanges, given back at the end.
class Place {
  public:
    Place(Slots& slots, std::string host, Slots::Clock::time_point deadline)
        : slots_(slots), host_(std::move(host)), held_(slots.acquire(host_, deadline)) {}
    ~Place() {
        if (held_) slots_.release(host_);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    [[nodiscard]] bool held() const { return held_; }

  private:
    Slots& slots_;
    std::string host_;
    bool held_;
};

}  // namespace

CurlClient::CurlClient(CurlOptions options)
    : options_(std::move(options)), slots_(options_.max_in_flight, options_.max_per_host) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Result<net::FetchReply> CurlClient::fetch(const net::FetchRequest& request) {
    const auto deadline = Slots::Clock::now() + request.timeout;
    const auto url = check_url(request.url, options_.allow_loopback_http);
    if (!url) return url.error();
    if (!is_token(request.method)) return refused("fetch-refused", "the method of the request is not a token");
    auto fields = make_fields(request);
    if (!fields) return fields.error();

    Exchange exchange;
    exchange.options = &options_;
    exchange.request = &request;
    exchange.url = &*url;
    if (url->address && !may_connect(exchange, *url->address)) {
        exchange.address_refused = true;
        return explain(CURLE_COULDNT_CONNECT, exchange);
    }
    const Place place(slots_, url->host, deadline);
    if (!place.held()) return explain(CURLE_OPERATION_TIMEDOUT, exchange);

    const Handle curl(curl_easy_init());
    if (!curl) return unavailable("fetch-failed", "libcurl gives no handle");
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Slots::Clock::now());
    configure(curl.get(), exchange, fields->get(), left);
    if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK) return explain(code, exchange);
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.reply.status = static_cast<int>(status);
    if (has_content_coding(exchange.reply)) {
        return unavailable("fetch-failed", "the answer uses a content coding that was not asked for: " + request.url);
    }
    return std::move(exchange.reply);
}

}  // namespace blason::http
