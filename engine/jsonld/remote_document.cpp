#include "engine/jsonld/remote_document.hpp"

#include <algorithm>

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "engine/jsonld/language_text.hpp"

namespace blason::jsonld {
namespace {

constexpr std::string_view kContextRelation = "http://www.w3.org/ns/json-ld#context";
constexpr int kMaxAlternates = 5;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Without parameters, in lower case.
std::string media_type(std::string_view content_type) {
    return lower_case(trimmed(content_type.substr(0, content_type.find(';'))));
}

bool is_json_type(std::string_view type) {
    return type == "application/json" || type.ends_with("+json");
}

// Reads `text` up to one of `ends` outside quotes, and takes it off.
std::string_view take_until(std::string_view& text, std::string_view ends) {
    bool quoted = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '\\' && quoted) {
            ++at;
        } else if (text[at] == '"') {
            quoted = !quoted;
        } else if (!quoted && ends.find(text[at]) != std::string_view::npos) {
            break;
        }
    }
    const auto taken = text.substr(0, std::min(at, text.size()));
    text.remove_prefix(taken.size());
    return taken;
}

std::string unquoted(std::string_view value) {
    value = trimmed(value);
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
    std::string text;
    for (std::size_t i = 1; i + 1 < value.size(); ++i) {
        if (value[i] == '\\' && i + 2 < value.size()) ++i;
        text.push_back(value[i]);
    }
    return text;
}

// A relation attribute holds several relations, separated by spaces.
bool has_relation(const Link& link, std::string_view wanted) {
    std::string_view rest = link.relation;
    while (!rest.empty()) {
        const auto end = rest.find(' ');
        if (rest.substr(0, end) == wanted) return true;
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return false;
}

std::vector<Link> all_links(const RemoteDocument& document) {
    std::vector<Link> links;
    for (const auto& header : document.link_headers)
        for (auto& link : parse_link_header(header)) links.push_back(std::move(link));
    return links;
}

}  // namespace

std::vector<Link> parse_link_header(std::string_view header) {
    std::vector<Link> links;
    while (true) {
        header = trimmed(header);
        const auto close = header.find('>');
        if (!header.starts_with('<') || close == std::string_view::npos) return links;
        Link link;
        link.target = std::string(header.substr(1, close - 1));
        header.remove_prefix(close + 1);
        auto parameters = take_until(header, ",");
        while (!parameters.empty()) {
            parameters.remove_prefix(1);  // ";", or a space before it
            const auto parameter = take_until(parameters, ";");
            const auto equals = parameter.find('=');
            if (equals == std::string_view::npos) continue;
            const auto name = lower_case(trimmed(parameter.substr(0, equals)));
            if (name == "rel" && link.relation.empty()) link.relation = unquoted(parameter.substr(equals + 1));
            if (name == "type" && link.type.empty()) link.type = media_type(unquoted(parameter.substr(equals + 1)));
        }
        links.push_back(std::move(link));
        if (header.empty()) return links;
        header.remove_prefix(1);  // ","
    }
}

Result<Document> load_document(DocumentLoader& loader, std::string_view url, const LoadOptions& options) {
    std::string location(url);
    for (int round = 0; round <= kMaxAlternates; ++round) {
        const auto loaded = loader.load(location, options);
        if (!loaded) return loaded.error();
        const std::string type = media_type(loaded->content_type);
        const bool is_json = type.empty() || is_json_type(type);
        const auto links = all_links(*loaded);
        if (!is_json) {  // step 4
            const auto alternate = std::find_if(links.begin(), links.end(), [](const Link& link) {
                return has_relation(link, "alternate") && link.type == "application/ld+json";
            });
            if (alternate == links.end())
                return refused("loading document failed", location + " is " + type + ", and that is no JSON.");
            location = iri::resolve(loaded->document_url, alternate->target);
            continue;
        }
        Document document;
        document.url = loaded->document_url;
        if (type != "application/ld+json") {  // step 5
            for (const auto& link : links) {
                if (!has_relation(link, kContextRelation)) continue;
                if (!document.context_url.empty())
                    return refused("multiple context link headers", location + " names more than one context.");
                document.context_url = iri::resolve(document.url, link.target);
            }
        }
        auto parsed = json::parse(loaded->text);
        if (!parsed)
            return Error{
                "loading document failed", location + " is no JSON: " + parsed.error().detail, {}, parsed.error().kind};
        document.value = std::move(*parsed);
        return document;
    }
    return refused("loading document failed", std::string(url) + " leads from alternate to alternate.");
}

}  // namespace blason::jsonld
