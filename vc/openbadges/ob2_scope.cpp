#include "vc/openbadges/ob2_scope.hpp"

#include <algorithm>
#include <string>

#include "engine/iri/iri.hpp"
#include "engine/text/ascii.hpp"
#include "vc/model/values.hpp"

namespace blason::openbadges {

namespace {

/// Host and port, the port left out where it is that of the scheme; empty where the URL has a user name or no host.
std::string host_of(std::string_view url) {
    const iri::Parts parts = iri::split(url);
    std::string host = text::lower(parts.authority);
    if (host.find('@') != std::string::npos) return {};
    const std::string_view standard = text::lower(parts.scheme) == "https" ? ":443" : ":80";
    if (host.ends_with(standard)) host.resize(host.size() - standard.size());
    return host;
}

std::string without_port(std::string host) {
    const std::size_t colon = host.rfind(':');
    const bool port = colon != std::string::npos && host.find(']', colon) == std::string::npos;
    if (port) host.resize(colon);
    return host;
}

/// "/a/../b" and its escaped forms would be another place than the text says.
bool has_dot_segments(std::string_view url) {
    const std::string path = text::lower(iri::split(url).path) + "/";
    for (const std::string_view dots : {"/./", "/../", "%2e", "\\"})
        if (path.find(dots) != std::string::npos) return true;
    return false;
}

bool starts_with(std::string_view id, std::string_view prefix) {
    if (!is_web_address(prefix) || !id.starts_with(prefix)) return false;
    return host_of(id) == host_of(prefix);
}

/// A host name, as the standard has it; in use are origins too.
bool is_allowed(std::string_view id, std::string_view origin) {
    const std::string host = host_of(id);
    if (is_web_address(origin))
        return host == host_of(origin) && text::lower(iri::split(id).scheme) == text::lower(iri::split(origin).scheme);
    return host == text::lower(origin) || without_port(host) == text::lower(origin);
}

template <typename Test>
bool any_of(const json::Value& list, const Test& test) {
    bool found = false;
    vc::model::for_each_value(list, [&](const json::Value& one, std::optional<std::size_t>) {
        found = found || (one.is_string() && test(json::view(one)));
    });
    return found;
}

const json::Value* declared(const json::Value& issuer, std::string_view member) {
    const json::Value* verification = json::find(issuer, "verification");
    return verification == nullptr ? nullptr : json::find(*verification, member);
}

}  // namespace

bool is_web_address(std::string_view url) {
    const std::string scheme = text::lower(iri::split(url).scheme);
    return (scheme == "https" || scheme == "http") && !host_of(url).empty();
}

bool is_on_same_host(std::string_view url, std::string_view other) {
    return is_web_address(url) && host_of(url) == host_of(other);
}

bool has_default_scope(const json::Value& issuer) {
    return declared(issuer, "startsWith") == nullptr && declared(issuer, "allowedOrigins") == nullptr;
}

bool is_in_scope(std::string_view id, const json::Value& issuer) {
    if (!is_web_address(id) || has_dot_segments(id)) return false;
    if (has_default_scope(issuer)) {
        const auto own = vc::model::id_of(issuer);
        return own && is_on_same_host(id, *own);
    }
    const json::Value* prefixes = declared(issuer, "startsWith");
    const json::Value* origins = declared(issuer, "allowedOrigins");
    if (prefixes != nullptr && !any_of(*prefixes, [&](std::string_view one) { return starts_with(id, one); }))
        return false;
    return origins == nullptr || any_of(*origins, [&](std::string_view one) { return is_allowed(id, one); });
}

}  // namespace blason::openbadges
