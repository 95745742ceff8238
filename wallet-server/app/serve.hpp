// `blason serve`: what the command line hands over, and the function that runs until it is told to stop.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/result.hpp"

namespace blason::app {

class App;

/// What is absent here is taken from the configuration file, and then from the defaults of config::Config.
struct ServeOptions {
    std::optional<std::string> host;  ///< of --listen
    std::optional<std::uint16_t> port;
    std::optional<std::string> base_url;
    std::optional<std::string> data;       ///< folder; made when absent
    std::optional<std::string> config;     ///< file, JSON
    std::optional<std::string> documents;  ///< --documents DIR
    bool demo = false;
    bool offline = false;
    std::optional<std::string> tls_certificate;  ///< PEM file
    std::optional<std::string> tls_key;          ///< PEM file
    std::optional<std::string> key_file;         ///< master key: 64 hexadecimal characters, mode 0600
    std::optional<std::string> passphrase_file;  ///< or a passphrase in a file of mode 0600
};

/// The installation by itself, without a server: for commands that work on the data folder it has left. Errors of
/// App::open, "config-file", and "data-folder-empty" (Usage).
Result<std::unique_ptr<App>> open_installation(const ServeOptions& options);

/// Runs the server until SIGTERM or SIGINT, then drains and stops; a second signal stops at once. Prints where it
/// listens on standard output and errors on standard error. Exit status: 0 stopped as asked, 2 wrong options, 3 could
/// not start.
int serve(const ServeOptions& options);

}  // namespace blason::app
