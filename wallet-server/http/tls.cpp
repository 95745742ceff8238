#include "wallet-server/http/tls.hpp"

#include <openssl/ssl.h>

namespace blason::http {
namespace {

Error bad_tls(std::string detail) {
    return {"tls-configuration", std::move(detail), {}, ErrorKind::Usage};
}

/// RFC 7301: the one protocol spoken here; a client that offers only others goes on without ALPN.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in,
                    unsigned in_length, void*) {
    static constexpr std::array<unsigned char, 9> kOurs{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, out_length, kOurs.data(), kOurs.size(), in, in_length) !=
        OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(const std::string& certificate_file,
                                                                    const std::string& key_file) {
    auto context = std::make_shared<boost::asio::ssl::context>(boost::asio::ssl::context::tls_server);
    SSL_CTX* raw = context->native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_max_early_data(raw, 0);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
    if (SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1)
        return bad_tls("no TLS 1.2 cipher is available");

    boost::system::error_code failed;
    context->use_certificate_chain_file(certificate_file, failed);
    if (failed) return bad_tls("the TLS certificate file cannot be read: " + failed.message());
    context->use_private_key_file(key_file, boost::asio::ssl::context::pem, failed);
    if (failed) return bad_tls("the TLS key file cannot be read: " + failed.message());
    if (SSL_CTX_check_private_key(raw) != 1) return bad_tls("the TLS key does not belong to the certificate");
    return context;
}

}  // namespace blason::http
