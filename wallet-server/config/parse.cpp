#include <limits>

#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "wallet-server/config/config.hpp"

namespace blason::config {
namespace {

/// Where in the file we are, and the value there.
struct Entry {
    const json::Path& path;
    const json::Value& value;
};

Error bad_value(const Entry& entry, const std::string& expected) {
    return {"config-value", "This setting is " + expected + ".", entry.path.pointer(), ErrorKind::Usage};
}

Result<void> take(const Entry& entry, std::string& target) {
    if (!entry.value.is_string()) return bad_value(entry, "a text");
    target = std::string(json::view(entry.value));
    return {};
}

Result<void> take(const Entry& entry, bool& target) {
    if (!entry.value.is_bool()) return bad_value(entry, "true or false");
    target = entry.value.get_bool();
    return {};
}

template <typename Number>
Result<void> take_number(const Entry& entry, std::int64_t least, std::int64_t most, Number& target) {
    if (!entry.value.is_int64() || entry.value.get_int64() < least || entry.value.get_int64() > most)
        return bad_value(entry, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    target = static_cast<Number>(entry.value.get_int64());
    return {};
}

Result<void> take_identity(const Entry& entry, IssuerIdentity& target) {
    const auto text = entry.value.is_string() ? json::view(entry.value) : std::string_view();
    if (text == "auto") {
        target = IssuerIdentity::Auto;
    } else if (text == "did:key") {
        target = IssuerIdentity::DidKey;
    } else if (text == "did:web") {
        target = IssuerIdentity::DidWeb;
    } else if (text == "did:webvh") {
        target = IssuerIdentity::DidWebvh;
    } else {
        return bad_value(entry, "\"auto\", \"did:key\", \"did:web\" or \"did:webvh\"");
    }
    return {};
}

/// Calls `read(name, entry)` for every member of an object.
template <typename Read>
Result<void> each_member(const Entry& object, Read&& read) {
    if (!object.value.is_object()) return bad_value(object, "an object");
    for (const auto& [key, value] : object.value.get_object()) {
        const std::string_view name(key.data(), key.size());
        const json::Path path(&object.path, name);
        Result<void> done = read(name, Entry{path, value});
        if (!done) return done;
    }
    return {};
}

Error unknown(const Entry& entry) {
    return {"config-unknown", "There is no such setting.", entry.path.pointer(), ErrorKind::Usage};
}

Result<void> take_tls(const Entry& entry, Config& config) {
    return each_member(entry, [&](std::string_view name, const Entry& member) -> Result<void> {
        if (name == "certificate") return take(member, config.tls_certificate);
        if (name == "key") return take(member, config.tls_key);
        return unknown(member);
    });
}

Result<void> take_master_key(const Entry& entry, Config& config) {
    return each_member(entry, [&](std::string_view name, const Entry& member) -> Result<void> {
        if (name == "file") return take(member, config.key_file);
        if (name == "passphraseFile") return take(member, config.passphrase_file);
        return unknown(member);
    });
}

Result<void> take_presentations(const Entry& entry, Config& config) {
    return each_member(entry, [&](std::string_view name, const Entry& member) -> Result<void> {
        if (name == "certificate") return take(member, config.presentation_certificate);
        if (name == "key") return take(member, config.presentation_key);
        if (name == "trust") return take(member, config.presentation_trust);
        return unknown(member);
    });
}

Result<void> take_listen(const Entry& entry, Config& config) {
    std::string text;
    if (auto done = take(entry, text); !done) return done;
    if (!read_listen(text, config)) return bad_value(entry, "HOST:PORT");
    return {};
}

/// {"https://...": "SHA-256"}: a context decides what a signature means, so its text is agreed on, not only its place.
Result<void> take_contexts(const Entry& entry, Config& config) {
    return each_member(entry, [&](std::string_view url, const Entry& member) -> Result<void> {
        const auto digest = member.value.is_string() ? from_hex(json::view(member.value)) : std::nullopt;
        if (!url.starts_with("https://") || !digest || digest->size() != 32)
            return bad_value(member, "an https URL with the SHA-256 of the context, 64 hexadecimal digits");
        config.allowed_contexts.insert_or_assign(std::string(url), *digest);
        return {};
    });
}

/// {"https://provider.example": JWK Set}: their keys stand here, because nobody else could say whose they are.
Result<void> take_wallet_providers(const Entry& entry, Config& config) {
    return each_member(entry, [&](std::string_view name, const Entry& member) -> Result<void> {
        auto keys = jose::JwkSet::from_json(member.value);
        if (!keys || keys->keys().empty()) return bad_value(member, "a JWK Set with public keys");
        config.wallet_providers.insert_or_assign(std::string(name), std::move(*keys));
        return {};
    });
}

Result<void> take_setting(std::string_view name, const Entry& entry, Config& config) {
    if (name == "listen") return take_listen(entry, config);
    if (name == "baseUrl") return take(entry, config.base_url);
    if (name == "data") return take(entry, config.data);
    if (name == "documents") return take(entry, config.documents);
    if (name == "offline") return take(entry, config.offline);
    if (name == "tls") return take_tls(entry, config);
    if (name == "masterKey") return take_master_key(entry, config);
    if (name == "issuerIdentity") return take_identity(entry, config.issuer_identity);
    if (name == "resolver") return take(entry, config.resolver);
    if (name == "allowedContexts") return take_contexts(entry, config);
    if (name == "vocabularyContexts") return take(entry, config.vocabulary_contexts);
    if (name == "statusListEntries") return take_number(entry, 131'072, 16'777'216, config.status_list_entries);
    if (name == "walletProviders") return take_wallet_providers(entry, config);
    if (name == "dpop") return take(entry, config.dpop);
    if (name == "presentations") return take_presentations(entry, config);
    if (name == "workers") return take_number(entry, 1, 256, config.workers);
    if (name == "drainDelaySeconds") return take_number(entry, 0, 300, config.drain_delay_seconds);
    return unknown(entry);
}

}  // namespace

Result<Config> parse(std::string_view text) {
    const auto file = json::parse(text);
    if (!file) return file.error();
    Config config;
    const json::Path root;
    auto read = each_member(Entry{root, *file}, [&](std::string_view name, const Entry& entry) {
        return take_setting(name, entry, config);
    });
    if (!read) return std::move(read).error();
    return config;
}

Result<void> read_listen(std::string_view text, Config& config) {
    const Error syntax{"listen-syntax", "The address to listen on reads HOST:PORT.", "", ErrorKind::Usage};
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return syntax;
    auto host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return syntax;
    }
    const auto digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (failed != std::errc() || end != digits.data() + digits.size()) return syntax;
    config.host = std::string(host);
    config.port = port;
    return {};
}

}  // namespace blason::config
