#include "engine/jsonld/remote_document.hpp"

#include <algorithm>
#include <optional>

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "engine/jsonld/html_document.hpp"
#include "engine/jsonld/language_text.hpp"
#include "engine/jsonld/media_type.hpp"
#include "engine/text/ascii.hpp"

namespace blason::jsonld {
namespace {

constexpr std::string_view kContextRelation = "http://www.w3.org/ns/json-ld#context";
constexpr int kMaxAlternates = 5;

std::string_view without_fragment(std::string_view url) {
    return url.substr(0, url.find('#'));
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
            const auto name = text::lower(trimmed(parameter.substr(0, equals)));
            if (name == "rel" && link.relation.empty()) link.relation = unquoted(parameter.substr(equals + 1));
            if (name == "type" && link.type.empty()) link.type = media_type(unquoted(parameter.substr(equals + 1)));
        }
        links.push_back(std::move(link));
        if (header.empty()) return links;
        header.remove_prefix(1);  // ","
    }
}

Result<Document> load_document(DocumentLoader& loader, std::string_view url, const LoadOptions& options,
                               const std::optional<std::string>& base) {
    const bool read_html = options.html_pages == HtmlPages::Read;
    std::string location(url);
    for (int round = 0; round <= kMaxAlternates; ++round) {
        // Only a page has parts to choose from; anything else is asked for by its whole URL.
        const auto loaded = loader.load(read_html ? without_fragment(location) : std::string_view(location), options);
        if (!loaded) return loaded.error();
        const std::string type = media_type(loaded->content_type);
        const bool is_json = type.empty() || is_json_type(type);
        const auto links = all_links(*loaded);
        if (!is_json) {  // step 4
            const auto alternate = std::find_if(links.begin(), links.end(), [](const Link& link) {
                return has_word(link.relation, "alternate") && link.type == "application/ld+json";
            });
            if (alternate == links.end() && read_html && is_html_type(type)) {  // step 6
                const auto parts = iri::split(location);
                const auto fragment = parts.has_fragment ? std::optional(parts.fragment) : std::nullopt;
                return read_html_document(*loaded, fragment, base ? *base : loaded->document_url, options);
            }
            if (alternate == links.end())
                return refused("loading document failed", location + " is " + type + ", and that is no JSON.");
            location = iri::resolve(loaded->document_url, alternate->target);
            continue;
        }
        Document document;
        document.url = loaded->document_url;
        document.base = base ? *base : document.url;
        if (type != "application/ld+json") {  // step 5
            for (const auto& link : links) {
                if (!has_word(link.relation, kContextRelation)) continue;
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
