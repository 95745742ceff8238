#include "engine/jsonld/html_document.hpp"

#include <algorithm>
#include <string>

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "engine/jsonld/html_scripts.hpp"
#include "engine/jsonld/media_type.hpp"
#include "engine/text/percent.hpp"

namespace blason::jsonld {
namespace {

// HTML, "document base URL": a base element that gives no usable URL counts for nothing.
std::string document_base(const std::optional<std::string>& href, std::string_view base) {
    if (!href) return std::string(base);
    auto resolved = iri::resolve(base, trimmed(*href));
    return iri::is_well_formed(resolved) ? resolved : std::string(base);
}

// Section 6, Extract Script Content.
Result<json::Value> script_content(const HtmlScript& script, const std::string& url) {
    auto parsed = json::parse(script.text);
    if (parsed) return parsed;
    return Error{"invalid script element",
                 "A script element of " + url + " is no JSON: " + parsed.error().detail,
                 {},
                 parsed.error().kind};
}

Result<json::Value> all_contents(const std::vector<HtmlScript>& scripts, const std::string& url) {
    json::Array all;
    for (const auto& script : scripts) {
        auto content = script_content(script, url);
        if (!content) return content;
        if (!content->is_array()) {
            all.push_back(std::move(*content));
            continue;
        }
        for (auto& item : content->get_array()) all.push_back(std::move(item));
    }
    return json::Value(std::move(all));
}

// The first script of the wanted profile (step 6.3), or else the first (step 6.4).
const HtmlScript& preferred(const std::vector<HtmlScript>& scripts, std::string_view profile) {
    const auto found = std::find_if(scripts.begin(), scripts.end(), [&](const HtmlScript& script) {
        return !profile.empty() && has_word(media_type_parameter(script.type, "profile"), profile);
    });
    return found == scripts.end() ? scripts.front() : *found;
}

}  // namespace

bool is_html_type(std::string_view type) {
    return type == "text/html" || type == "application/xhtml+xml";
}

Result<Document> read_html_document(const RemoteDocument& page, std::optional<std::string_view> fragment,
                                    std::string_view base, const LoadOptions& options) {
    const auto& url = page.document_url;
    std::optional<std::string> id;
    if (fragment) id = text::percent_decode_leniently(*fragment);
    const auto found = find_html_scripts(page.text, id);
    if (!found) return Error{found.error().code, url + ": " + found.error().detail, {}, found.error().kind};
    const auto& scripts = found->scripts;
    const bool all = options.extract_all_scripts && !id;
    if (scripts.empty() && !all)
        return refused(
            "loading document failed",
            url + (id ? " has no JSON-LD script element with the id " + *id : " has no JSON-LD script element") + ".");
    auto content = all ? all_contents(scripts, url) : script_content(preferred(scripts, options.request_profile), url);
    if (!content) return content.error();
    Document document;
    document.value = std::move(*content);
    document.url = url;
    document.base = document_base(found->base_href, base);
    return document;
}

}  // namespace blason::jsonld
