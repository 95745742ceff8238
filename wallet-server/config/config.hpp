// The settings of an installation: a JSON file, with the command line over it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/jose/jwk_set.hpp"

namespace blason::config {

/// How the id of a new issuer is chosen. Auto: did:web where the base URL is https, else did:key.
enum class IssuerIdentity { Auto, DidKey, DidWeb, DidWebvh };

struct Config {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string base_url;  ///< public address without a slash at the end; empty: made from host and port
    std::string data = "data";
    std::string documents;  ///< folder with index.json, asked before the network; may be empty
    bool demo = false;
    bool offline = false;
    std::string tls_certificate;  ///< PEM file; empty: plain
    std::string tls_key;
    std::string key_file;         ///< master key: 64 hexadecimal characters
    std::string passphrase_file;  ///< or a passphrase
    IssuerIdentity issuer_identity = IssuerIdentity::Auto;
    /// JSON-LD contexts that may be fetched: https URL -> SHA-256 of what it answers.
    std::map<std::string, Bytes, std::less<>> allowed_contexts;
    std::string resolver;              ///< another DID resolver, for methods not known here; empty: nobody is asked
    bool vocabulary_contexts = false;  ///< also embedded contexts that define every term (W3C examples)
    std::int64_t status_list_entries = 131'072;  ///< of a new status list
    /// Who may vouch for wallets as OAuth clients: the `iss` of their attestations -> their public keys.
    std::map<std::string, jose::JwkSet, std::less<>> wallet_providers;
    bool dpop = true;  ///< clients are told that tokens can be bound to their keys
    std::string
        presentation_certificate;    ///< PEM chain of the verifier, the leaf first; empty: its keys sign their own
    std::string presentation_key;    ///< private JWK of the leaf
    std::string presentation_trust;  ///< whom the wallets believe (docs/oid4vp.md); empty: nobody
    std::size_t workers = 2;
    std::uint32_t drain_delay_seconds = 0;  ///< between "not ready" and the end of accepting, for load balancers
};

/// Reads a configuration file. Members: "listen" (HOST:PORT), "baseUrl", "data", "documents", "offline",
/// "tls": {"certificate", "key"}, "masterKey": {"file" | "passphraseFile"}, "issuerIdentity" ("auto", "did:key",
/// "did:web", "did:webvh"), "allowedContexts", "resolver", "vocabularyContexts", "statusListEntries", "presentations":
/// {"certificate", "key", "trust"}, "walletProviders", "dpop", "workers", "drainDelaySeconds". Errors of the JSON
/// reader, "config-unknown" for a member that is not one of these, "config-value"; with pointers into the file.
Result<Config> parse(std::string_view text);

/// "HOST:PORT" or "[IPv6]:PORT". Error "listen-syntax".
Result<void> read_listen(std::string_view text, Config& config);

/// Checks that the settings fit together and fills in `base_url` and `issuer_identity`. Errors, kind Usage:
/// "demo-needs-loopback", "base-url-missing", "base-url-syntax", "tls-incomplete", "presentations-incomplete",
/// "tls-required" (plain HTTP to the world), "did-web-needs-https", "master-key-source" (both or, outside the demo,
/// neither given).
Result<Config> checked(Config config);

/// What a server says once it listens: the address that is bound, at `port`, and the public one where it is another.
std::string listens_on(const Config& config, std::uint16_t port);

/// 127.0.0.0/8, ::1 and "localhost".
bool is_loopback(std::string_view host);

}  // namespace blason::config
