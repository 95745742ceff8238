#include "wallet-server/service/oid4vci/offer_request.hpp"

#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/ascii.hpp"
#include "wallet-server/service/badge_request.hpp"
#include "wallet-server/service/oid4vci/formats.hpp"

namespace blason::service::oid4vci {
namespace {

namespace wire = vc::oid4vci;

constexpr std::array<std::string_view, 6> kOwn{"formats", "grants", "txCode", "needsApproval", "expiresIn", "wallet"};
constexpr std::uint64_t kUsualLength = 6;
constexpr std::uint64_t kLeastLength = 4;
constexpr std::uint64_t kMostLength = 32;
constexpr std::int64_t kMostSeconds = 30L * 24 * 3600;

Error wrong_type(std::string_view name, std::string_view what) {
    return malformed("wrong-type", "This is " + std::string(what) + ".", "/" + std::string(name));
}

Result<std::vector<std::string>> texts(const json::Object& body, std::string_view name) {
    std::vector<std::string> all;
    const auto* value = json::find(body, name);
    if (value == nullptr) return all;
    if (!value->is_array()) return wrong_type(name, "a list of texts");
    for (const auto& one : value->get_array()) {
        if (!one.is_string()) return wrong_type(name, "a list of texts");
        if (std::find(all.begin(), all.end(), json::view(one)) == all.end()) all.emplace_back(json::view(one));
    }
    return all;
}

Result<void> read_formats(const json::Object& body, NewOffer& offer) {
    auto formats = texts(body, "formats");
    if (!formats) return std::move(formats).error();
    for (std::size_t i = 0; i < formats->size(); ++i)
        if (find_format((*formats)[i]) == nullptr)
            return refused("format-unknown", "The formats are ldp_vc, jwt_vc_json, dc+sd-jwt and vc+sd-jwt.",
                           "/formats/" + std::to_string(i));
    offer.formats = std::move(*formats);
    if (offer.formats.empty())
        for (const auto& row : kFormats) offer.formats.emplace_back(row.name);
    return {};
}

Result<void> read_grants(const json::Object& body, NewOffer& offer) {
    const auto grants = texts(body, "grants");
    if (!grants) return grants.error();
    if (grants->empty()) return {};
    offer.pre_authorized = false;
    for (std::size_t i = 0; i < grants->size(); ++i) {
        const auto& name = (*grants)[i];
        if (name == wire::kAuthorizationCode) {
            offer.authorization_code = true;
        } else if (name == "pre-authorized_code" || name == wire::kPreAuthorizedCode) {
            offer.pre_authorized = true;
        } else {
            return refused("grant-unknown", "The grants are pre-authorized_code and authorization_code.",
                           "/grants/" + std::to_string(i));
        }
    }
    return {};
}

bool is_personal(const Recipient& recipient) {
    return !recipient.email.empty() || !recipient.name.empty() || !recipient.identities.empty() ||
           !recipient.identity_objects.empty();
}

Result<void> read_tx_code(const json::Object& body, NewOffer& offer) {
    const auto* value = json::find(body, "txCode");
    bool wanted = is_personal(offer.badge.recipient);
    if (value != nullptr && value->is_bool()) wanted = value->get_bool();
    if (value != nullptr && !value->is_bool() && !value->is_object())
        return wrong_type("txCode", "true, false or an object");
    if (value == nullptr || value->is_bool()) {
        if (wanted) offer.tx_code = wire::TxCode{"numeric", kUsualLength, {}};
    } else {
        wire::TxCode code{"numeric", kUsualLength, {}};
        for (const auto& [key, member] : value->get_object()) {
            const std::string_view name(key.data(), key.size());
            const auto place = "/txCode/" + std::string(name);
            if (name == "inputMode" && (member == "numeric" || member == "text")) {
                code.input_mode = std::string(json::view(member));
            } else if (name == "length" && member.is_int64() &&
                       member.get_int64() >= static_cast<std::int64_t>(kLeastLength) &&
                       member.get_int64() <= static_cast<std::int64_t>(kMostLength)) {
                code.length = static_cast<std::uint64_t>(member.get_int64());
            } else if (name == "description" && member.is_string() && member.get_string().size() <= 300) {
                code.description = std::string(json::view(member));
            } else {
                return refused("tx-code",
                               "A transaction code has inputMode (numeric, text), length (4 to 32) and description.",
                               place);
            }
        }
        offer.tx_code = std::move(code);
    }
    return {};
}

Result<void> read_rest(const json::Object& body, NewOffer& offer) {
    if (const auto* value = json::find(body, "needsApproval"); value != nullptr) {
        if (!value->is_bool()) return wrong_type("needsApproval", "true or false");
        offer.needs_approval = value->get_bool();
    }
    if (const auto* value = json::find(body, "expiresIn"); value != nullptr) {
        if (!value->is_int64() || value->get_int64() < 1 || value->get_int64() > kMostSeconds)
            return refused("expires-in", "An offer lasts 1 second to 30 days.", "/expiresIn");
        offer.lifetime = std::chrono::seconds(value->get_int64());
    }
    if (const auto* value = json::find(body, "wallet"); value != nullptr) {
        const auto address = value->is_string() ? json::view(*value) : std::string_view();
        // What browsers run or read where they are, instead of going to it.
        constexpr std::array<std::string_view, 6> kNotAWallet{"javascript", "vbscript", "data",
                                                              "file",       "blob",     "about"};
        const auto scheme = text::lower(address.substr(0, address.find(':')));
        const bool elsewhere = std::find(kNotAWallet.begin(), kNotAWallet.end(), scheme) == kNotAWallet.end();
        const bool plain = std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7f; });
        if (address.find("://") == std::string_view::npos || address.find('#') != std::string_view::npos || !plain ||
            address.size() > 2000 || !elsewhere)
            return refused("wallet-address", "This is the address of a wallet, or its scheme with ://.", "/wallet");
        offer.wallet = std::string(address);
    }
    return {};
}

json::Array list(const std::vector<std::string>& all) {
    json::Array out;
    for (const auto& one : all) out.emplace_back(json::key(one));
    return out;
}

}  // namespace

Result<NewOffer> read_new_offer(const json::Object& body) {
    NewOffer offer;
    for (const auto& [key, value] : body) {
        const std::string_view name(key.data(), key.size());
        if (std::find(kOwn.begin(), kOwn.end(), name) == kOwn.end()) offer.order[key] = value;
    }
    auto badge = read_badge_request(offer.order);
    if (!badge) return std::move(badge).error();
    offer.badge = std::move(*badge);
    for (auto* read : {read_formats, read_grants, read_tx_code, read_rest})
        if (auto done = read(body, offer); !done) return std::move(done).error();
    return offer;
}

std::string to_text(const OfferDocument& document) {
    json::Object out;
    out["order"] = document.order;
    out["configurations"] = list(document.configurations);
    out["preAuthorized"] = document.pre_authorized;
    out["authorizationCode"] = document.authorization_code;
    if (document.tx_code) {
        json::Object code;
        code["inputMode"] = document.tx_code->input_mode;
        if (document.tx_code->length) code["length"] = *document.tx_code->length;
        code["description"] = document.tx_code->description;
        out["txCode"] = std::move(code);
    }
    out["txHash"] = document.tx_hash;
    out["wallet"] = document.wallet;
    if (document.exchange) out["exchange"] = to_json(*document.exchange);
    return json::serialize(out);
}

Result<OfferDocument> read_offer_document(std::string_view text) {
    const auto parsed = json::parse(text);
    const Error corrupt{"store-corrupt", "An offer in the store cannot be read.", "", ErrorKind::Internal};
    if (!parsed || !parsed->is_object()) return corrupt;
    const auto& object = parsed->get_object();
    const auto flag_of = [&](std::string_view name) {
        const auto* value = json::find(object, name);
        return value != nullptr && value->is_bool() && value->get_bool();
    };
    OfferDocument document;
    const auto* order = json::find(object, "order");
    auto configurations = texts(object, "configurations");
    if (order == nullptr || !order->is_object() || !configurations) return corrupt;
    document.order = order->get_object();
    document.configurations = std::move(*configurations);
    document.pre_authorized = flag_of("preAuthorized");
    document.authorization_code = flag_of("authorizationCode");
    document.tx_hash = json::text_of(object, "txHash");
    document.wallet = json::text_of(object, "wallet");
    document.exchange = exchange_tie_from(json::find(object, "exchange"));
    if (const auto* code = json::find(object, "txCode"); code != nullptr && code->is_object()) {
        wire::TxCode read;
        read.input_mode = json::text_of(code->get_object(), "inputMode");
        read.description = json::text_of(code->get_object(), "description");
        if (const auto* length = json::find(*code, "length"); length != nullptr && length->is_number())
            read.length = length->to_number<std::uint64_t>();
        document.tx_code = std::move(read);
    }
    return document;
}

}  // namespace blason::service::oid4vci
