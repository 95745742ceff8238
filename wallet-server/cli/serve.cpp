// blason serve
#include "wallet-server/app/serve.hpp"

#include <charconv>
#include <memory>

#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/progress.hpp"

namespace blason::cli {
namespace {

/// HOST:PORT, [IPv6]:PORT, HOST or :PORT.
Result<void> read_listen(std::string_view text, app::ServeOptions& options) {
    const Error wrong{"usage", "--listen takes HOST:PORT, like 127.0.0.1:8080.", {}, ErrorKind::Usage};
    const bool bracketed = text.starts_with('[');
    const auto end_of_host = bracketed ? text.find(']') : text.rfind(':');
    std::string_view host = text.substr(0, end_of_host);
    std::string_view rest = end_of_host == std::string_view::npos ? std::string_view() : text.substr(end_of_host);
    if (bracketed) {
        if (rest.empty()) return wrong;
        host.remove_prefix(1);
        rest.remove_prefix(1);
    }
    if (!bracketed && host.find(':') != std::string_view::npos) return wrong;  // IPv6 needs its brackets
    if (!host.empty()) options.host = host;
    if (rest.empty()) return {};
    if (rest.front() != ':') return wrong;
    rest.remove_prefix(1);
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), port);
    if (problem != std::errc() || end != rest.data() + rest.size()) return wrong;
    options.port = port;
    return {};
}

}  // namespace

void add_serve(CLI::App& app, Invocation& invocation) {
    struct Arguments {
        std::string listen;
        app::ServeOptions options;
    };
    const auto arguments = std::make_shared<Arguments>();
    app::ServeOptions& options = arguments->options;
    auto* command = add_command(app, "serve", "Serve the pages and the HTTP interfaces", invocation);
    command->add_option("--listen", arguments->listen, "address; 127.0.0.1:8080 when absent")->type_name("HOST:PORT");
    command->add_option("--base-url", options.base_url, "how the world reaches this server")->type_name("URL");
    command->add_option("--data", options.data, "folder for everything that is kept; made when absent")
        ->type_name("DIR");
    command->add_option("--config", options.config, "settings, JSON")->type_name("FILE");
    command->add_flag("--demo", options.demo, "an example university, without accounts; on loopback addresses only");
    command->add_option("--tls-certificate", options.tls_certificate, "certificate chain, PEM")->type_name("FILE");
    command->add_option("--tls-key", options.tls_key, "its private key, PEM")->type_name("FILE");
    command->add_option("--key-file", options.key_file, "master key, 64 hexadecimal characters, mode 0600")
        ->type_name("FILE");
    command->add_option("--passphrase-file", options.passphrase_file, "or a passphrase instead, mode 0600")
        ->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) -> Result<Status> {
            progress.stop();  // a server is not work that ends
            app::ServeOptions serve = arguments->options;
            if (!arguments->listen.empty()) {
                if (auto read = read_listen(arguments->listen, serve); !read) return std::move(read).error();
            }
            serve.offline = invocation.common.offline;
            if (!invocation.common.documents.empty()) serve.documents = invocation.common.documents;
            return static_cast<Status>(app::serve(serve));
        };
    });
}

}  // namespace blason::cli
