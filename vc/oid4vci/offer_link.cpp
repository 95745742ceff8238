// Offers as links: what stands in a QR code.
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/percent.hpp"
#include "vc/oid4vci/offer.hpp"

namespace blason::vc::oid4vci {
namespace {

constexpr std::size_t kMaxLink = 64U << 10U;

Error unreadable(std::string detail) {
    return refused("invalid-offer", std::move(detail));
}

std::string with_parameter(std::string_view endpoint, std::string_view name, std::string_view value) {
    std::string out(endpoint);
    out += endpoint.find('?') == std::string_view::npos ? '?' : '&';
    return out.append(name).append("=").append(text::percent_encode(value));
}

}  // namespace

Result<OfferLink> parse_offer_link(std::string_view link) {
    if (link.size() > kMaxLink) return Error{"invalid-offer", "This link is too long.", "", ErrorKind::TooLarge};
    link = link.substr(0, link.find('#'));
    const auto mark = link.find('?');
    if (mark == std::string_view::npos || link.substr(0, mark).find(':') == std::string_view::npos)
        return unreadable("A link to an offer has credential_offer or credential_offer_uri.");
    auto query = link.substr(mark + 1);
    std::optional<std::string> value;
    std::optional<std::string> reference;
    while (!query.empty()) {
        const auto one = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(one.size() + 1, query.size()));
        const auto equals = one.find('=');
        const auto name = one.substr(0, equals);
        auto* target = name == "credential_offer" ? &value : name == "credential_offer_uri" ? &reference : nullptr;
        if (target == nullptr) continue;
        if (*target) return unreadable("This link has two offers.");
        *target = text::percent_decode(equals == std::string_view::npos ? std::string_view() : one.substr(equals + 1),
                                       text::Plus::Space);
        if (!*target) return unreadable("This link is not encoded as links are.");
    }
    if (value.has_value() == reference.has_value())
        return unreadable("A link has either credential_offer or credential_offer_uri.");
    if (reference) {
        const bool web = reference->starts_with("https://") || reference->starts_with("http://");
        if (!web) return unreadable("credential_offer_uri is an https address.");
        return OfferLink{std::nullopt, std::move(*reference)};
    }
    const auto document = json::parse(*value);
    if (!document) return document.error();
    auto offer = parse_offer(*document);
    if (!offer) return std::move(offer).error();
    return OfferLink{std::move(*offer), {}};
}

std::string offer_link(const CredentialOffer& offer, std::string_view endpoint) {
    return with_parameter(endpoint, "credential_offer", json::serialize(to_json(offer)));
}

std::string offer_link_by_reference(std::string_view uri, std::string_view endpoint) {
    return with_parameter(endpoint, "credential_offer_uri", uri);
}

}  // namespace blason::vc::oid4vci
