#include "wallet-server/api/oid4vp/ask_options.hpp"

#include <algorithm>
#include <array>

#include "engine/json/reader.hpp"
#include "vc/dcql/query.hpp"

namespace blason::api::oid4vp {
namespace {

using service::oid4vp::NewPresentationRequest;

constexpr std::array<std::string_view, 14> kMembers{
    "dcqlQuery",        "ask",      "responseMode",    "clientIdPrefix", "clientId", "verifierAttestation",
    "requestUriMethod", "byValue",  "transactionData", "verifierInfo",   "name",     "sameDevice",
    "returnTo",         "expiresIn"};
constexpr std::array<std::string_view, 4> kAsk{"achievement", "issuer", "skill", "withRecipient"};

template <std::size_t N>
Result<void> only(const json::Object& object, const std::array<std::string_view, N>& names, const json::Path& path) {
    for (const auto& member : object) {
        const std::string_view name = member.key();
        if (std::ranges::find(names, name) == names.end())
            return refused("member-unknown", "This member is not known here.", json::Path(&path, name).pointer());
    }
    return {};
}

Error unknown_value(std::string detail, const json::Reader& reader, std::string_view name) {
    return refused("value-unknown", std::move(detail), reader.pointer_to(name));
}

Result<void> take_text(const json::Reader& reader, std::string_view name, std::string& out) {
    const auto text = reader.optional_string(name);
    if (!text) return text.error();
    out = text->value_or("");
    return {};
}

Result<void> take_flag(const json::Reader& reader, std::string_view name, bool& out) {
    if (reader.find(name) == nullptr) return {};
    const auto flag = reader.boolean(name);
    if (!flag) return flag.error();
    out = *flag;
    return {};
}

Result<void> read_query(const json::Reader& reader, NewPresentationRequest& out) {
    const auto query = reader.optional_object("dcqlQuery");
    if (!query) return query.error();
    const auto simple = reader.optional_object("ask");
    if (!simple) return simple.error();
    if ((*query == nullptr) == (*simple == nullptr))
        return malformed("missing-member", "Say what is asked for: either dcqlQuery or ask.", reader.pointer_to("ask"));
    if (*query != nullptr) {
        if (const auto good = vc::dcql::parse_query(**query); !good) {
            auto error = good.error();
            error.pointer.insert(0, reader.pointer_to("dcqlQuery"));
            return error;
        }
        out.dcql_query = **query;
        return {};
    }
    const json::Path path(&reader.path(), "ask");
    const json::Reader inside(**simple, path);
    if (auto known = only(**simple, kAsk, path); !known) return std::move(known).error();
    service::oid4vp::Ask ask;
    for (const auto& [name, member] : {std::pair("achievement", &ask.achievement), std::pair("issuer", &ask.issuer),
                                       std::pair("skill", &ask.skill)}) {
        if (auto taken = take_text(inside, name, *member); !taken) return std::move(taken).error();
    }
    if (auto taken = take_flag(inside, "withRecipient", ask.with_recipient); !taken) return std::move(taken).error();
    out.badge = std::move(ask);
    return {};
}

Result<void> read_ways(const json::Reader& reader, NewPresentationRequest& out) {
    std::string mode, prefix, method;
    for (const auto& [name, text] : {std::pair("responseMode", &mode), std::pair("clientIdPrefix", &prefix),
                                     std::pair("requestUriMethod", &method)}) {
        if (auto taken = take_text(reader, name, *text); !taken) return taken;
    }
    if (!mode.empty()) {
        const auto known = vc::oid4vp::parse_response_mode(mode);
        if (!known || *known == vc::oid4vp::ResponseMode::Fragment)
            return unknown_value("Answers come with direct_post or direct_post.jwt.", reader, "responseMode");
        out.mode = *known;
    }
    if (!prefix.empty()) {
        const auto known = vc::oid4vp::parse_prefix(prefix);
        if (!known) return unknown_value("There is no such prefix of client identifiers.", reader, "clientIdPrefix");
        out.prefix = *known;
    }
    if (!method.empty()) {
        if (method != "get" && method != "post")
            return unknown_value("A request is fetched with get or post.", reader, "requestUriMethod");
        out.method = method == "post" ? vc::oid4vp::FetchMethod::Post : vc::oid4vp::FetchMethod::Get;
    }
    return {};
}

Result<void> read_lists(const json::Reader& reader, NewPresentationRequest& out) {
    if (reader.find("transactionData") != nullptr) {
        const auto list = reader.array("transactionData");
        if (!list) return list.error();
        if ((*list)->empty()) return unknown_value("There are no transactions in it.", reader, "transactionData");
        for (const auto& one : **list) {
            if (!one.is_object())
                return malformed("wrong-type", "Transaction data are objects.", reader.pointer_to("transactionData"));
            out.transaction_data.push_back(one.get_object());
        }
    }
    if (reader.find("verifierInfo") != nullptr) {
        const auto list = reader.array("verifierInfo");
        if (!list) return list.error();
        if ((*list)->empty()) return unknown_value("There are no attestations in it.", reader, "verifierInfo");
        out.verifier_info = **list;
    }
    if (const auto* seconds = reader.find("expiresIn")) {
        if (!seconds->is_int64()) return malformed("wrong-type", "This is a number of seconds.", "/expiresIn");
        out.lifetime = std::chrono::seconds(std::clamp<std::int64_t>(seconds->get_int64(), -1, 1'000'000));
    }
    return {};
}

}  // namespace

Result<NewPresentationRequest> read_ask(const json::Value& body) {
    const json::Path root;
    const json::Reader reader(body.get_object(), root);
    if (auto known = only(body.get_object(), kMembers, root); !known) return std::move(known).error();
    NewPresentationRequest out;
    if (auto query = read_query(reader, out); !query) return std::move(query).error();
    if (auto ways = read_ways(reader, out); !ways) return std::move(ways).error();
    if (auto lists = read_lists(reader, out); !lists) return std::move(lists).error();
    for (const auto& [name, text] :
         {std::pair("clientId", &out.client_id), std::pair("name", &out.name),
          std::pair("verifierAttestation", &out.attestation), std::pair("returnTo", &out.return_to)}) {
        if (auto taken = take_text(reader, name, *text); !taken) return std::move(taken).error();
    }
    for (const auto& [name, flag] : {std::pair("byValue", &out.by_value), std::pair("sameDevice", &out.same_device)}) {
        if (auto taken = take_flag(reader, name, *flag); !taken) return std::move(taken).error();
    }
    const bool web = out.return_to.starts_with("https://") || out.return_to.starts_with("http://");
    if (!out.return_to.empty() && (!web || !out.same_device || out.return_to.find('#') != std::string::npos))
        return unknown_value("The browser comes back to a web address, of a request for the same device.", reader,
                             "returnTo");
    return out;
}

}  // namespace blason::api::oid4vp
