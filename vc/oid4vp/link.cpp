#include "vc/oid4vp/link.hpp"

#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/form_urlencoded.hpp"

namespace blason::vc::oid4vp {
namespace {

/// Section 5.1: in a query these are JSON texts.
constexpr std::array<std::string_view, 5> kJson{"dcql_query", "client_metadata", "transaction_data", "verifier_info",
                                                "presentation_definition"};

Error invalid(std::string detail, std::string_view parameter = {}) {
    return refused("invalid_request", std::move(detail), parameter.empty() ? "" : "/" + std::string(parameter));
}

Result<json::Value> value_of(const std::string& name, const std::string& text) {
    if (std::ranges::find(kJson, name) == kJson.end()) return json::Value(json::key(text));
    auto value = json::parse(text, {}, {.max_depth = 32, .allow_nul = false});
    if (!value) return invalid("This parameter is a JSON text.", name);
    return value;
}

}  // namespace

Result<Link> read_link(std::string_view text) {
    if (text.size() > kMaxLinkBytes) return Error{"invalid_request", "The link is too long.", "", ErrorKind::TooLarge};
    const auto mark = text.find('?');
    if (mark == std::string_view::npos) return invalid("This link brings no request.");
    auto query = text.substr(mark + 1);
    query = query.substr(0, query.find('#'));
    const auto fields = text::form_decode(query);
    if (!fields) return invalid("The query of the link cannot be read.");
    Link out;
    for (const auto& [name, value] : *fields) {
        auto read = value_of(name, value);
        if (!read) return std::move(read).error();
        if (!out.parameters.emplace(json::key(name), std::move(*read)).second)
            return invalid("A parameter is there more than once.", name);
    }
    out.client_id = json::text_of(out.parameters, "client_id");
    out.client_id_scheme = json::text_of(out.parameters, "client_id_scheme");
    out.request = json::text_of(out.parameters, "request");
    out.request_uri = json::text_of(out.parameters, "request_uri");
    const bool object = !out.request.empty() || !out.request_uri.empty();
    if (!out.request.empty() && !out.request_uri.empty())
        return invalid("A request is there by value and by reference.", "request_uri");
    if (object && out.client_id.empty()) return invalid("The link does not say who asks.", "client_id");
    if (const json::Value* method = json::find(out.parameters, "request_uri_method")) {
        const auto name = json::view(*method);
        if (out.request_uri.empty()) return invalid("There is nothing to fetch.", "request_uri_method");
        if (name != "get" && name != "post")
            return refused("invalid_request_uri_method", "A request is fetched with get or post.",
                           "/request_uri_method");
        out.method = name == "post" ? FetchMethod::Post : FetchMethod::Get;
    }
    return out;
}

std::string write_link(std::string_view where, const json::Object& parameters) {
    text::FormFields fields;
    for (const auto& member : parameters) {
        const json::Value& value = member.value();
        fields.emplace_back(std::string(member.key()),
                            value.is_string() ? std::string(json::view(value)) : json::serialize(value));
    }
    return std::string(where) + (where.find('?') == std::string_view::npos ? "?" : "&") + text::form_encode(fields);
}

}  // namespace blason::vc::oid4vp
