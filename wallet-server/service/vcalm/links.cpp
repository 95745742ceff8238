#include "wallet-server/service/vcalm/links.hpp"

#include <optional>
#include <vector>

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/percent.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::service::vcalm {
namespace {

constexpr std::size_t kLongest = 16U << 10U;
constexpr std::size_t kMostProtocols = 32;

Error bad_link(std::string detail) {
    return malformed("link-syntax", std::move(detail));
}

bool is_web(std::string_view url) {
    const auto parts = iri::split(url);
    return (parts.scheme == "https" || parts.scheme == "http") && !parts.authority.empty() && iri::is_well_formed(url);
}

struct Parameters {
    std::vector<http::FormField> fields;

    [[nodiscard]] const std::string* find(std::string_view name) const {
        for (const auto& field : fields)
            if (field.name == name) return &field.value;
        return nullptr;
    }
};

Result<Link> read_dcc_request(const Parameters& parameters) {
    const auto* url = parameters.find("vc_request_url");
    if (url == nullptr || !is_web(*url)) return bad_link("The request names no vc_request_url.");
    const auto* kind = parameters.find("auth_type");
    if (kind == nullptr || *kind != "bearer")
        return refused("link-auth-type", "Only requests of auth_type bearer can be answered.");
    const auto* issuer = parameters.find("issuer");
    const auto* challenge = parameters.find("challenge");
    return Link(DccRequestLink{issuer == nullptr ? "" : *issuer, *url, challenge == nullptr ? "" : *challenge});
}

Result<Link> read_request(const std::string& text) {
    const auto request = json::parse(text, {}, {.max_bytes = kLongest, .max_depth = 8, .allow_nul = false});
    if (!request) return bad_link("The request in this address is no JSON.");
    auto protocols = read_protocols(*request);
    if (!protocols) return std::move(protocols).error();
    ProtocolsLink link;
    link.protocols = std::move(*protocols);
    const auto* origin = json::find(*request, "credentialRequestOrigin");
    if (origin != nullptr && origin->is_string()) link.origin = std::string(json::view(*origin));
    return Link(std::move(link));
}

/// After "interaction:" stands the URL itself; some encode it.
std::optional<std::string> interaction_target(std::string_view text) {
    for (const std::string_view scheme : {"web+interaction:", "interaction:"}) {
        if (!text.starts_with(scheme)) continue;
        text.remove_prefix(scheme.size());
        if (text.find("://") != std::string_view::npos) return std::string(text);
        return text::percent_decode(text).value_or("");
    }
    return std::nullopt;
}

}  // namespace

Result<Link> read_link(std::string_view text) {
    if (text.size() > kLongest) return Error{"link-too-long", "This address is too long.", "", ErrorKind::TooLarge};
    const auto inner = interaction_target(text);
    const std::string url = inner ? *inner : std::string(text);
    const auto parts = iri::split(url);
    if (!parts.has_scheme) return bad_link("This is no address.");
    Parameters parameters;
    if (parts.has_query) {
        auto fields = http::parse_urlencoded(parts.query);
        if (!fields) return bad_link("The parameters of this address cannot be read.");
        parameters.fields = std::move(*fields);
    }
    if (parameters.find("vc_request_url") != nullptr) return read_dcc_request(parameters);
    if (const auto* request = parameters.find("request")) return read_request(*request);
    if (!is_web(url)) return bad_link("This is no address of an exchange.");
    const auto* version = parameters.find("iuv");
    if (version == nullptr) {
        if (inner) return bad_link("An interaction URL has the parameter iuv.");
        return Link(ExchangeLink{url});
    }
    if (*version != "1") return refused("link-version", "This is an interaction URL of an unknown version.");
    return Link(InteractionLink{url});
}

Result<std::map<std::string, std::string>> read_protocols(const json::Value& body) {
    const auto* protocols = json::find(body, "protocols");
    if (protocols == nullptr) return malformed("missing-member", "There are no protocols here.", "/protocols");
    if (!protocols->is_object() || protocols->get_object().size() > kMostProtocols)
        return malformed("wrong-type", "The protocols are an object of names and addresses.", "/protocols");
    std::map<std::string, std::string> all;
    for (const auto& [key, value] : protocols->get_object())
        if (value.is_string()) all.emplace(std::string(key.data(), key.size()), std::string(json::view(value)));
    return all;
}

std::string dcc_request_url(const DccRequestLink& link) {
    return "dccrequest://request?issuer=" + text::percent_encode(link.issuer) +
           "&vc_request_url=" + text::percent_encode(link.url) + "&challenge=" + text::percent_encode(link.challenge) +
           "&auth_type=bearer";
}

std::string wallet_request_url(std::string_view wallet, std::string_view origin, const json::Object& protocols) {
    json::Object request;
    request["credentialRequestOrigin"] = json::key(origin);
    request["protocols"] = protocols;
    return std::string(wallet) + (wallet.find('?') == std::string_view::npos ? "?" : "&") +
           "request=" + text::percent_encode(json::serialize(request));
}

std::string origin_of(std::string_view url) {
    const auto parts = iri::split(url);
    if (!parts.has_authority || parts.authority.empty()) return {};
    return std::string(parts.scheme) + "://" + std::string(parts.authority);
}

}  // namespace blason::service::vcalm
