#include "wallet-server/service/oauth/client.hpp"

#include <array>
#include <boost/url.hpp>

#include "engine/jose/jwk_set.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/utf8.hpp"
#include "vc/oid4vci/offer.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::size_t kMostText = 2048;
constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostItems = 10;

Error bad(std::string detail) {
    return refused("invalid_client_metadata", std::move(detail));
}
Error bad_redirect(std::string detail) {
    return refused("invalid_redirect_uri", std::move(detail));
}

/// Control characters, and those that turn the direction of the text around them: a name made of them could read as
/// something else on the consent page.
bool is_plain_text(std::string_view text) {
    if (text::first_invalid_utf8(text)) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7f) return false;
        const auto three = text.substr(i, 3);
        const bool turns = three.size() == 3 && ((three >= "\xE2\x80\xAA" && three <= "\xE2\x80\xAE") ||
                                                 (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9"));
        if (turns) return false;
    }
    return true;
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

/// A name with a dot in it that is no address: letters, digits, "-" and ".", and a letter in the last label.
bool is_public_name(std::string_view host) {
    const auto dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == host.size() || host.ends_with(".localhost"))
        return false;
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto last = host.substr(dot + 1);
    return std::any_of(last.begin(), last.end(), is_letter) && std::all_of(host.begin(), host.end(), [&](char c) {
               return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
           });
}

/// The host of an acceptable URL in lower case; empty for any other.
std::string host_of(std::string_view text, const MetadataRules& rules) {
    if (text.size() > kMostText) return {};
    const auto url = boost::urls::parse_uri({text.data(), text.size()});
    if (!url || url->has_userinfo()) return {};
    const auto written = url->encoded_host();
    std::string host = text::lower({written.data(), written.size()});
    const bool https = url->scheme_id() == boost::urls::scheme::https;
    const bool http = url->scheme_id() == boost::urls::scheme::http;
    if (rules.allow_loopback && (https || http) && is_loopback(host)) return host;
    return https && is_public_name(host) ? host : std::string();
}

Result<std::string> required_text(const json::Value& request, std::string_view name) {
    const auto* value = json::find(request, name);
    if (value == nullptr || !value->is_string()) return bad(std::string(name) + " is missing, or no text.");
    std::string text(json::view(*value));
    if (text.empty() || text.size() > kMostText || !is_plain_text(text))
        return bad(std::string(name) + " is empty, too long, or has control characters.");
    return text;
}

/// Nothing when the member is absent.
Result<std::optional<std::vector<std::string>>> texts(const json::Value& request, std::string_view name) {
    const auto* value = json::find(request, name);
    if (value == nullptr) return std::optional<std::vector<std::string>>();
    if (!value->is_array() || value->get_array().size() > kMostItems)
        return bad(std::string(name) + " is an array of at most 10 texts.");
    std::vector<std::string> list;
    for (const auto& item : value->get_array()) {
        if (!item.is_string() || item.get_string().size() > kMostText || !is_plain_text(json::view(item)))
            return bad(std::string(name) + " is an array of at most 10 texts.");
        list.emplace_back(json::view(item));
    }
    return std::optional(std::move(list));
}

/// Those we know, and those of credentials; others are left out. A wallet may say none: it asks with
/// authorization_details.
Result<Scopes> read_scopes(const json::Value& request, const MetadataRules& rules) {
    if (json::find(request, "scope") == nullptr) return Scopes();
    const auto text = required_text(request, "scope");
    if (!text) return text.error();
    auto scopes = parse_scopes(*text).value_or(Scopes{});
    std::erase_if(scopes, [&](const auto& scope) { return !is_known(scope) && !contains(rules.credentials, scope); });
    if (scopes.empty()) return bad("scope has none of the scopes known here.");
    return scopes;
}

/// All of one host, which is what people know the client by.
Result<void> check_urls(const json::Value& request, const ClientMetadata& metadata, const MetadataRules& rules) {
    const auto wrong = bad("All URLs are https URLs of the same host as client_uri.");
    const auto host = host_of(metadata.uri, rules);
    if (!metadata.uri.empty() && host.empty()) return bad("client_uri is an https URL of a public host.");
    const auto fits = [&](std::string_view uri) { return !host.empty() && host_of(uri, rules) == host; };
    for (const auto* uri : {&metadata.logo_uri, &metadata.tos_uri, &metadata.policy_uri})
        if (!uri->empty() && !fits(*uri)) return wrong;
    for (const auto* name : {"jwks_uri", "sector_identifier_uri"}) {
        const auto* uri = json::find(request, name);
        if (uri != nullptr && (!uri->is_string() || !fits(json::view(*uri)))) return wrong;
    }
    return {};
}

/// Where codes are sent. Compared letter by letter later, so it is kept as it is.
Result<std::vector<std::string>> redirect_uris(const json::Value& request, const ClientMetadata& metadata,
                                               const MetadataRules& rules) {
    auto uris = texts(request, "redirect_uris");
    if (!uris) return bad_redirect(uris.error().detail);
    const bool needed = contains(metadata.grant_types, kAuthorizationCode);
    if (!*uris && !needed) return std::vector<std::string>();
    if (!*uris || (*uris)->empty()) return bad_redirect("redirect_uris is missing or empty.");
    const auto host = host_of(metadata.uri, rules);
    for (const auto& uri : **uris) {
        if (!is_redirect_uri(uri, rules))
            return bad_redirect("A redirect_uri is an https URL without fragment, or has a scheme of its own.");
        if (!host.empty() && host_of(uri, rules) != host)
            return bad_redirect("A redirect_uri is an https URL without fragment, of the same host as client_uri.");
    }
    return std::move(**uris);
}

/// The grant types; a client that may ask for offline_access and says nothing means refresh tokens, too.
Result<std::vector<std::string>> grant_types(const json::Value& request, const Scopes& scopes) {
    auto types = texts(request, "grant_types");
    if (!types) return std::move(types).error();
    if (!*types) {
        std::vector<std::string> usual{std::string(kAuthorizationCode)};
        if (contains(scopes, kOfflineAccess)) usual.emplace_back(kRefreshToken);
        return usual;
    }
    const bool known = std::all_of((*types)->begin(), (*types)->end(), [](const auto& type) {
        return type == kAuthorizationCode || type == kRefreshToken || type == vc::oid4vci::kPreAuthorizedCode;
    });
    const bool begins = contains(**types, kAuthorizationCode) || contains(**types, vc::oid4vci::kPreAuthorizedCode);
    if (!known || !begins)
        return bad("grant_types are authorization_code, that of pre-authorized codes and, if wanted, refresh_token.");
    return std::move(**types);
}

/// The members that allow one value only.
Result<void> check_fixed(const json::Value& request) {
    if (json::find(request, "software_statement") != nullptr)
        return refused("invalid_software_statement", "Software statements are not taken.");
    auto types = texts(request, "response_types");
    if (!types) return std::move(types).error();
    if (*types && **types != std::vector<std::string>{"code"}) return bad("response_types is [\"code\"].");
    return {};
}

constexpr std::array kMethods{std::pair(AuthMethod::SecretBasic, std::string_view("client_secret_basic")),
                              std::pair(AuthMethod::PrivateKeyJwt, std::string_view("private_key_jwt")),
                              std::pair(AuthMethod::Attestation, std::string_view("attest_jwt_client_auth")),
                              std::pair(AuthMethod::None, std::string_view("none"))};

AuthMethod method_named(std::string_view name) {
    for (const auto& [method, text] : kMethods)
        if (text == name) return method;
    return AuthMethod::SecretBasic;
}

/// How the client will authenticate, and its keys where that needs some. They stand in the registration itself:
/// nothing is fetched.
Result<void> read_authentication(const json::Value& request, ClientMetadata& metadata) {
    if (const auto* method = json::find(request, "token_endpoint_auth_method"); method != nullptr) {
        const auto name = method->is_string() ? json::view(*method) : std::string_view();
        metadata.auth_method = method_named(name);
        if (name != name_of(metadata.auth_method) || metadata.auth_method == AuthMethod::Attestation)
            return bad("token_endpoint_auth_method is client_secret_basic, private_key_jwt or none.");
    }
    const auto* jwks = json::find(request, "jwks");
    if (metadata.auth_method != AuthMethod::PrivateKeyJwt) return {};
    if (jwks == nullptr) return bad("A client of private_key_jwt registers its public keys as jwks.");
    const auto set = jose::JwkSet::from_json(*jwks);
    if (!set || set->keys().empty() || set->keys().size() > kMostItems)
        return bad("jwks is a JWK Set of 1 to 10 public keys.");
    metadata.jwks = *jwks;
    return {};
}

std::vector<std::string> texts_of(const json::Value& stored, std::string_view name) {
    std::vector<std::string> list;
    const auto* value = json::find(stored, name);
    if (value == nullptr || !value->is_array()) return list;
    for (const auto& item : value->get_array())
        if (item.is_string()) list.emplace_back(json::view(item));
    return list;
}

}  // namespace

std::string ClientMetadata::host() const {
    return host_of(uri, {.allow_loopback = true});
}

std::string_view name_of(AuthMethod method) {
    for (const auto& [value, text] : kMethods)
        if (value == method) return text;
    return {};
}

bool is_redirect_uri(std::string_view uri, const MetadataRules& rules) {
    if (uri.size() > kMostText || uri.find('#') != std::string_view::npos || !is_plain_text(uri)) return false;
    if (!host_of(uri, rules).empty()) return true;
    const auto scheme = uri.substr(0, uri.find(':'));
    const bool is_own = scheme.size() < uri.size() && scheme.find('.') != std::string_view::npos &&
                        std::all_of(scheme.begin(), scheme.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
                        });
    return is_own && boost::urls::parse_uri({uri.data(), uri.size()}).has_value();
}

Result<ClientMetadata> read_client_metadata(const json::Value& request, const MetadataRules& rules) {
    if (!request.is_object()) return bad("A registration is a JSON object.");
    if (auto fixed = check_fixed(request); !fixed) return std::move(fixed).error();
    ClientMetadata metadata;
    auto scopes = read_scopes(request, rules);
    if (!scopes) return std::move(scopes).error();
    metadata.scopes = std::move(*scopes);
    const bool wants_badges = std::any_of(metadata.scopes.begin(), metadata.scopes.end(),
                                          [](const auto& scope) { return is_known(scope) && scope != kOfflineAccess; });
    for (const auto& [name, target] :
         {std::pair("client_name", &metadata.name), std::pair("client_uri", &metadata.uri),
          std::pair("logo_uri", &metadata.logo_uri), std::pair("tos_uri", &metadata.tos_uri),
          std::pair("policy_uri", &metadata.policy_uri), std::pair("software_id", &metadata.software_id),
          std::pair("software_version", &metadata.software_version)}) {
        if (!wants_badges && json::find(request, name) == nullptr) continue;
        auto text = required_text(request, name);
        if (!text) return std::move(text).error();
        *target = std::move(*text);
    }
    if (metadata.name.size() > kMostName) return bad("client_name has at most 200 bytes.");
    if (auto good = check_urls(request, metadata, rules); !good) return std::move(good).error();
    if (auto read = read_authentication(request, metadata); !read) return std::move(read).error();
    auto types = grant_types(request, metadata.scopes);
    if (!types) return std::move(types).error();
    metadata.grant_types = std::move(*types);
    auto redirects = redirect_uris(request, metadata, rules);
    if (!redirects) return std::move(redirects).error();
    metadata.redirect_uris = std::move(*redirects);
    auto contacts = texts(request, "contacts");
    if (!contacts) return std::move(contacts).error();
    metadata.contacts = contacts->value_or(std::vector<std::string>{});
    return metadata;
}

json::Object to_json(const ClientMetadata& metadata) {
    const auto list = [](const std::vector<std::string>& texts) {
        json::Array array;
        for (const auto& text : texts) array.emplace_back(json::key(text));
        return array;
    };
    json::Object out;
    for (const auto& [name, text] :
         {std::pair("client_name", &metadata.name), std::pair("client_uri", &metadata.uri),
          std::pair("logo_uri", &metadata.logo_uri), std::pair("tos_uri", &metadata.tos_uri),
          std::pair("policy_uri", &metadata.policy_uri), std::pair("software_id", &metadata.software_id),
          std::pair("software_version", &metadata.software_version)})
        if (!text->empty()) out[name] = json::key(*text);
    out["redirect_uris"] = list(metadata.redirect_uris);
    out["token_endpoint_auth_method"] = json::key(name_of(metadata.auth_method));
    if (!metadata.jwks.is_null()) out["jwks"] = metadata.jwks;
    out["grant_types"] = list(metadata.grant_types);
    out["response_types"] = list({"code"});
    if (!metadata.scopes.empty()) out["scope"] = json::key(to_text(metadata.scopes));
    if (!metadata.contacts.empty()) out["contacts"] = list(metadata.contacts);
    return out;
}

ClientMetadata from_json(const json::Value& stored) {
    const auto* jwks = json::find(stored, "jwks");
    return {json::text_of(stored, "client_name"),
            json::text_of(stored, "client_uri"),
            json::text_of(stored, "logo_uri"),
            json::text_of(stored, "tos_uri"),
            json::text_of(stored, "policy_uri"),
            json::text_of(stored, "software_id"),
            json::text_of(stored, "software_version"),
            texts_of(stored, "redirect_uris"),
            parse_scopes(json::text_of(stored, "scope")).value_or(Scopes{}),
            texts_of(stored, "grant_types"),
            texts_of(stored, "contacts"),
            method_named(json::text_of(stored, "token_endpoint_auth_method")),
            jwks != nullptr ? *jwks : json::Value(nullptr)};
}

}  // namespace blason::service::oauth
