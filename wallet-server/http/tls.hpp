// The server's TLS configuration: with engine/crypto the only place where OpenSSL is touched.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "engine/base/result.hpp"

namespace blason::http {

/// TLS 1.2 and later with forward secrecy and authenticated encryption only, no compression, no renegotiation, no early
/// data, ALPN "http/1.1". Files are PEM; the certificate file holds the chain. Error "tls-configuration" (Usage).
Result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(const std::string& certificate_file,
                                                                    const std::string& key_file);

}  // namespace blason::http
