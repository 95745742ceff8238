// Forms: application/x-www-form-urlencoded (WHATWG URL section 5) and multipart/form-data (RFC 7578).
#include "engine/text/percent.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::http {
namespace {

constexpr std::size_t kMaxFields = 256;
constexpr std::size_t kMaxPartHeader = 2048;  // bytes

using Form = std::optional<std::vector<FormField>>;

/// The value of a parameter of a field such as Content-Type or Content-Disposition: name=token or name="quoted".
std::optional<std::string> parameter(std::string_view field, std::string_view name) {
    auto rest = field.substr(std::min(field.find(';'), field.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);  // ';'
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const auto key = trim_ows(rest.substr(0, equals));
        rest.remove_prefix(equals + 1);
        std::string value;
        if (rest.starts_with('"')) {
            std::size_t i = 1;
            for (; i < rest.size() && rest[i] != '"'; ++i) {
                if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\')) ++i;
                value += rest[i];
            }
            if (i >= rest.size()) return std::nullopt;
            rest.remove_prefix(i + 1);
            rest = trim_ows(rest);
            if (!rest.empty() && rest.front() != ';') return std::nullopt;
        } else {
            const auto end = std::min(rest.find(';'), rest.size());
            value = trim_ows(rest.substr(0, end));
            rest.remove_prefix(end);
        }
        if (text::equal_without_case(key, name)) return value;
    }
    return std::nullopt;
}

/// The fields of one part: exactly one Content-Disposition: form-data with a name (RFC 7578 section 4.2).
std::optional<FormField> part_head(std::string_view block) {
    std::optional<FormField> field;
    while (!block.empty()) {
        const auto line = block.substr(0, block.find("\r\n"));
        block.remove_prefix(std::min(line.size() + 2, block.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
        if (!text::equal_without_case(line.substr(0, colon), "Content-Disposition")) continue;
        const auto value = trim_ows(line.substr(colon + 1));
        if (field || !text::equal_without_case(trim_ows(value.substr(0, value.find(';'))), "form-data"))
            return std::nullopt;
        auto name = parameter(value, "name");
        if (!name) return std::nullopt;
        field = FormField{std::move(*name), {}, parameter(value, "filename").value_or("")};
    }
    return field;
}

Form parse_multipart(std::string_view body, std::string_view boundary) {
    if (boundary.empty() || boundary.size() > 70) return std::nullopt;
    const std::string delimiter = "\r\n--" + std::string(boundary);
    if (!body.starts_with(std::string_view(delimiter).substr(2))) return std::nullopt;
    body.remove_prefix(delimiter.size() - 2);
    std::vector<FormField> out;
    while (!body.starts_with("--")) {
        if (!body.starts_with("\r\n") || out.size() == kMaxFields) return std::nullopt;
        body.remove_prefix(2);
        const auto head_end = body.substr(0, kMaxPartHeader).find("\r\n\r\n");
        if (head_end == std::string_view::npos) return std::nullopt;
        auto field = part_head(body.substr(0, head_end));
        // The search begins two bytes early: an empty part's delimiter shares its CR LF with the end of the head.
        const auto end = body.find(delimiter, head_end + 2);
        if (!field || end == std::string_view::npos) return std::nullopt;
        field->value = end < head_end + 4 ? std::string() : std::string(body.substr(head_end + 4, end - head_end - 4));
        out.push_back(std::move(*field));
        body.remove_prefix(end + delimiter.size());
    }
    return out;
}

}  // namespace

Form parse_urlencoded(std::string_view body) {
    std::vector<FormField> out;
    while (!body.empty()) {
        const auto pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(pair.size() + 1, body.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = text::percent_decode(pair.substr(0, equals), text::Plus::Space);
        auto value = text::percent_decode(pair.substr(std::min(equals + 1, pair.size())), text::Plus::Space);
        if (!name || !value || out.size() == kMaxFields) return std::nullopt;
        out.push_back({std::move(*name), std::move(*value), {}});
    }
    return out;
}

Form parse_form(const Request& request) {
    const auto type = request.fields.find("Content-Type").value_or("");
    const auto media = trim_ows(type.substr(0, type.find(';')));
    if (text::equal_without_case(media, "application/x-www-form-urlencoded")) return parse_urlencoded(request.body);
    if (text::equal_without_case(media, "multipart/form-data")) {
        return parse_multipart(request.body, parameter(type, "boundary").value_or(""));
    }
    return std::nullopt;
}

}  // namespace blason::http
