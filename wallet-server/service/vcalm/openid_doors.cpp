#include "wallet-server/service/vcalm/openid_doors.hpp"

#include <algorithm>

#include "wallet-server/service/badge_request.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::vcalm {
namespace {

constexpr std::size_t kIdCharacters = 32;
/// Wallets that decline, and are asked again within one lifetime.
constexpr int kMostRequests = 16;

std::string step_name(const std::string& org, const ExchangeTie& tie) {
    return org + "|" + tie.exchange + "|" + std::to_string(tie.sequence);
}

Error no_offer() {
    return {"offer-not-found", "Nothing is offered here now.", "", ErrorKind::NotFound};
}

}  // namespace

/// Whoever knows the step and not the key of ours cannot tell it.
std::string OpenIdDoors::id_of(std::string_view purpose, const std::string& what) const {
    return to_hex(keys_.fingerprint(purpose, what)).substr(0, kIdCharacters);
}

Result<vc::oid4vci::CredentialOffer> OpenIdDoors::offer(const ExchangePlace& place, const Actor& actor) {
    auto step = exchanges_.offered(place);
    if (!step) return std::move(step).error();
    if (!*step) return no_offer();
    oid4vci::NewOffer request;
    request.org = place.org;
    request.id = id_of("blason offer of an exchange", step_name(place.org, (*step)->tie));
    auto known = offers_.offer(place.org, request.id);
    if (!known && known.error().code == "offer-not-found") {
        auto badge = read_badge_request((*step)->order);
        if (!badge) return std::move(badge).error();
        request.badge = std::move(*badge);
        request.badge.cryptosuite = std::move((*step)->cryptosuite);
        request.order = std::move((*step)->order);
        request.formats = std::move((*step)->formats);
        request.lifetime = std::chrono::seconds(std::max<std::int64_t>(1, (*step)->expires.seconds - clock_().seconds));
        request.exchange = std::move((*step)->tie);
        const auto id = request.id;
        auto made = offers_.make(std::move(request), actor);
        if (made) return offers_.wire_form(made->offer);
        if (made.error().code != "exists") return std::move(made).error();
        known = offers_.offer(place.org, id);  // another wallet came at the same time
    }
    if (!known) return std::move(known).error();
    if (!known->is_open()) return no_offer();
    return offers_.wire_form(*known);
}

Result<std::string> OpenIdDoors::request_object(const ExchangePlace& place, const Actor& actor) {
    const auto step = exchanges_.asked(place);
    if (!step) return step.error();
    if (!*step) return Error{"request-unknown", "Nothing is asked here now.", "", ErrorKind::NotFound};
    const auto now = clock_().seconds;
    const auto name = step_name(place.org, (*step)->tie) + "|" + std::to_string(now / kRequestLifetime) + "|";
    Error last;
    for (int i = 0; i < kMostRequests; ++i) {
        const auto id = id_of("blason request of an exchange", name + std::to_string(i));
        auto object = verifier_.object_of(place.org, id);
        if (!object && object.error().code == "request-not-found") {
            oid4vp::NewPresentationRequest request;
            request.org = place.org;
            request.id = id;
            request.dcql_query = (*step)->dcql_query;
            request.lifetime =
                std::chrono::seconds(std::clamp<std::int64_t>((*step)->expires.seconds - now, 1, kRequestLifetime));
            request.exchange = (*step)->tie;
            const auto made = verifier_.ask(request, actor);
            // "exists": another wallet came at the same time.
            if (!made && made.error().code != "exists") return made.error();
            object = verifier_.object_of(place.org, id);
        }
        if (object || object.error().code != "request-unknown") return object;
        last = object.error();
    }
    return last;
}

}  // namespace blason::service::vcalm
