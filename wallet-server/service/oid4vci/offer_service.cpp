#include "wallet-server/service/oid4vci/offer_service.hpp"

#include "engine/crypto/seal.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/service/oid4vci/formats.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oid4vci {
namespace {

namespace wire = vc::oid4vci;

constexpr std::size_t kMostCode = 256;   // bytes of a pre-authorized code
constexpr std::size_t kMostTyped = 128;  // bytes of a transaction code
constexpr std::size_t kMostOffers = 1000;

Error invalid_grant() {
    // The same for every reason: whoever guesses learns nothing.
    return {"invalid_grant", "This code is not known, not any more, or the transaction code is not its own.", "",
            ErrorKind::Refused};
}

Error offer_not_found(Error error) {
    return renamed(std::move(error), "not-found", "offer-not-found", "There is no such offer here.");
}

Error wrong_state(std::string detail) {
    return {"offer-state", std::move(detail), "", ErrorKind::Conflict};
}

/// For trying out whether a badge can be issued: the recipient's own id comes with the proof.
constexpr const char* kAnybody = "urn:uuid:00000000-0000-4000-8000-000000000000";

}  // namespace

/// Made of the offer's id by a key of ours: it need not be stored to be shown, nor to be known again.
std::string OfferService::code_of(std::string_view org, std::string_view id) const {
    const auto start = std::string(org) + "." + std::string(id);
    return start + "." + text::base64url_encode(keys_.fingerprint("blason pre-authorized code", start));
}

std::string OfferService::hash_of_typed(std::string_view id, std::string_view typed) const {
    return to_hex(keys_.fingerprint("blason transaction code", std::string(id) + "." + std::string(typed)));
}

std::string OfferService::new_tx_code(const wire::TxCode& kind) {
    // Letters and digits that nobody takes for each other.
    const std::string_view alphabet = kind.input_mode == "text" ? "ABCDEFGHJKMNPQRSTUVWXYZ23456789" : "0123456789";
    const auto limit = 256 / alphabet.size() * alphabet.size();
    std::string code;
    while (code.size() < kind.length.value_or(6)) {
        const auto byte = random_.bytes(1).front();
        if (byte < limit) code += alphabet[byte % alphabet.size()];
    }
    return code;
}

Result<MadeOffer> OfferService::make(NewOffer request, const Actor& actor) {
    request.badge.org = request.org;
    const auto achievement =
        issuers_.achievement(request.org, issuers_.achievement_name(request.org, request.badge.achievement));
    if (!achievement) {
        auto error = achievement.error();
        error.pointer = "/achievement";
        return error;
    }
    auto trial = request.badge;
    if (trial.recipient.id.empty()) trial.recipient.id = kAnybody;
    if (auto tried = issuers_.try_badge(std::move(trial), actor); !tried) return std::move(tried).error();

    const auto now = clock_();
    storage::OfferRow row;
    row.org = request.org;
    row.id = request.id.empty() ? random_id(random_) : std::move(request.id);
    row.approval = request.needs_approval ? "wanted" : "none";
    row.created_ms = to_ms(now);
    row.expires_ms = row.created_ms + request.lifetime.count() * 1000;
    OfferDocument document;
    document.order = std::move(request.order);
    for (const auto& format : request.formats)
        document.configurations.push_back(Configuration{achievement->id, find_format(format)}.id());
    document.pre_authorized = request.pre_authorized;
    document.authorization_code = request.authorization_code;
    document.wallet = std::move(request.wallet);
    document.exchange = std::move(request.exchange);
    std::string typed;
    if (request.tx_code) {
        typed = new_tx_code(*request.tx_code);
        document.tx_hash = hash_of_typed(row.id, typed);
        document.tx_code = std::move(request.tx_code);
    }
    row.doc = to_text(document);
    auto added = store_.add_offer(row, audit(row.org, "offer.make", row.id, actor, now));
    if (!added) return issuer_not_found(std::move(added).error());
    auto offer = read(row);
    if (!offer) return std::move(offer).error();
    return MadeOffer{std::move(*offer), std::move(typed)};
}

Result<Offer> OfferService::read(const storage::OfferRow& row) const {
    auto document = read_offer_document(row.doc);
    if (!document) return std::move(document).error();
    Offer offer{row.org,
                row.id,
                row.state,
                row.approval,
                row.reason,
                from_ms(row.created_ms),
                from_ms(row.expires_ms),
                std::move(*document)};
    if (row.state == "offered" && row.expires_ms <= to_ms(clock_())) offer.state = "expired";
    if (row.state == "taken" && row.approval == "wanted") offer.state = "waiting";
    return offer;
}

Result<Offer> OfferService::offer(std::string_view org, std::string_view id) {
    auto row = store_.offer(org, id);
    if (!row) return offer_not_found(std::move(row).error());
    return read(*row);
}

Result<std::vector<Offer>> OfferService::offers(std::string_view org, std::size_t limit) {
    auto rows = store_.offers(org, std::clamp<std::size_t>(limit, 1, kMostOffers));
    if (!rows) return std::move(rows).error();
    std::vector<Offer> all;
    for (const auto& row : *rows) {
        auto one = read(row);
        if (!one) return std::move(one).error();
        all.push_back(std::move(*one));
    }
    return all;
}

wire::CredentialOffer OfferService::wire_form(const Offer& offer) const {
    wire::CredentialOffer out;
    out.credential_issuer = urls_.issuer(offer.org);
    out.configurations = offer.document.configurations;
    if (offer.document.authorization_code) out.authorization_code = wire::AuthorizationCodeGrant{offer.id, {}};
    if (offer.document.pre_authorized)
        out.pre_authorized = wire::PreAuthorizedGrant{code_of(offer.org, offer.id), offer.document.tx_code, {}};
    return out;
}

std::string OfferService::address(const Offer& offer) const {
    return urls_.issuer(offer.org) + "/credential-offers/" + offer.id + "/offer";
}

/// A try is counted before it is looked at, so that no number of tries at the same time is more than five.
Result<void> OfferService::check_tx_code(const Offer& offer, std::string_view typed, const Actor& actor) {
    const auto now = clock_();
    const auto counted = store_.count_try(offer.org, offer.id, kMostTries, to_ms(now));
    if (!counted) return counted.error();
    if (!*counted) return invalid_grant();
    const auto hash = hash_of_typed(offer.id, typed.substr(0, kMostTyped));
    if (crypto::constant_time_equal(as_bytes(hash), as_bytes(offer.document.tx_hash))) return {};
    const auto row = store_.offer(offer.org, offer.id);
    if (row && row->tries >= kMostTries) {
        auto failed = store_.move_offer(offer.org, offer.id, "offered", "failed", "transaction-code",
                                        audit(offer.org, "offer.tx-code-guessed", offer.id, actor, now));
        if (!failed) return failed.error();
    }
    return invalid_grant();
}

Result<oauth::Tokens> OfferService::exchange(const PreAuthorizedExchange& request, const Actor& actor) {
    const std::string_view code = request.code;
    const auto first = code.find('.');
    const auto second = code.rfind('.');
    if (code.size() > kMostCode || first == std::string_view::npos || first == second) return invalid_grant();
    const auto org = code.substr(0, first);
    const auto id = code.substr(first + 1, second - first - 1);
    if (!crypto::constant_time_equal(as_bytes(code_of(org, id)), as_bytes(code))) return invalid_grant();
    // Its own authorization server takes it, and no other: who mixes issuers up gets nothing.
    if (org != request.org) return invalid_grant();
    const auto offer = this->offer(org, id);
    if (!offer) return offer.error().code == "offer-not-found" ? invalid_grant() : offer.error();
    // OpenID4VCI 1.0 section 6.3.
    const bool typed = !request.tx_code.empty();
    if (typed != !offer->document.tx_hash.empty())
        return refused("invalid_request", typed ? "No tx_code is expected here." : "tx_code is missing.");
    if (!offer->is_open() || !offer->document.pre_authorized) return invalid_grant();

    oauth::Offered granted{std::string(org), request.client, request.registered, {}, {},
                           std::string(id),  request.jkt,    request.instance};
    granted.scopes = offer->document.configurations;
    // The credential may come after the access token has ended: then a new one is needed (section 9).
    granted.refreshable = request.may_refresh && offer->approval == "wanted";
    if (!request.details.empty()) {
        granted.scopes.clear();
        for (auto detail : request.details) {
            const auto& all = offer->document.configurations;
            if (std::find(all.begin(), all.end(), detail.configuration) == all.end())
                return refused("invalid_request", "authorization_details ask for what is not offered.");
            detail.identifiers = {detail.configuration + "." + std::string(id)};
            granted.details.push_back(std::move(detail));
        }
    }
    if (typed) {
        if (auto right = check_tx_code(*offer, request.tx_code, actor); !right) return std::move(right).error();
    }
    auto made = grants_.offered(granted);
    const auto taken = store_.take_offer(org, id, made.row, made.refresh ? &*made.refresh : nullptr,
                                         audit(org, "offer.take", id, actor, clock_()));
    if (!taken) return taken.error();
    if (!*taken) return invalid_grant();
    return std::move(made.tokens);
}

Result<bool> OfferService::comes_later(std::string_view org, std::string_view issuer_state) {
    const auto known = offer(org, issuer_state);
    if (!known) return known.error().code == "offer-not-found" ? Result(false) : known.error();
    return known->approval == "wanted";
}

Result<std::optional<wire::TxCode>> OfferService::asks_to_type(std::string_view org, std::string_view issuer_state) {
    const auto known = offer(org, issuer_state);
    if (!known && known.error().code != "offer-not-found") return known.error();
    return known ? known->document.tx_code : std::nullopt;
}

Result<void> OfferService::check_typed(std::string_view org, std::string_view issuer_state, std::string_view typed,
                                       const Actor& actor) {
    const auto known = offer(org, issuer_state);
    // For what is no offer, nothing is issued either.
    if (!known) return known.error().code == "offer-not-found" ? Result<void>() : known.error();
    if (!known->document.tx_code) return {};
    const auto wrong =
        refused("tx-code", "This is not the code of the offer, or it was tried too often, or the offer is over.");
    if (typed.empty() || !known->is_open()) return wrong;
    auto right = check_tx_code(*known, typed, actor);
    if (!right) return right.error().code == "invalid_grant" ? wrong : std::move(right).error();
    return {};
}

Result<void> OfferService::decide(std::string_view org, std::string_view id, bool granted, const Actor& actor) {
    const auto known = offer(org, id);
    if (!known) return known.error();
    const auto nothing = wrong_state("Nothing waits for a decision here.");
    if (!known->is_open() && !known->waits()) return nothing;
    const char* act = granted ? "offer.approve" : "offer.deny";
    const auto decided =
        store_.decide_offer(org, id, granted ? "granted" : "denied", audit(org, act, id, actor, clock_()));
    if (!decided) return decided.error();
    if (!*decided) return nothing;
    if (granted) return {};
    const auto failed =
        store_.move_offer(org, id, "offered taken", "failed", "denied", audit(org, "offer.fail", id, actor, clock_()));
    if (!failed) return failed.error();
    return {};
}

Result<void> OfferService::withdraw(std::string_view org, std::string_view id, const Actor& actor) {
    const auto moved =
        store_.move_offer(org, id, "offered taken", "withdrawn", {}, audit(org, "offer.withdraw", id, actor, clock_()));
    if (!moved) return offer_not_found(moved.error());
    if (!*moved) return wrong_state("This offer cannot be withdrawn any more.");
    return {};
}

}  // namespace blason::service::oid4vci
