#include "wallet-server/web/template.hpp"

#include <cassert>
#include <map>
#include <vector>

// The template library is header-only and heavy; this is the only file that sees it.
#include <kainjow/mustache.hpp>

#include "wallet-server/web/embedded.hpp"

namespace blason::web {

namespace {

namespace mustache = kainjow::mustache;

mustache::data to_data(const json::Value& value) {
    if (const auto* object = value.if_object()) {
        mustache::data data;
        for (const auto& [name, member] : *object) data[std::string(name)] = to_data(member);
        return data;
    }
    if (const auto* array = value.if_array()) {
        mustache::list list;
        list.reserve(array->size());
        for (const auto& item : *array) list.push_back(to_data(item));
        return {list};
    }
    if (const auto* text = value.if_string()) {
        // For Mustache an empty string is something; for our pages it is nothing, so that {{#x}} can ask for it.
        return text->empty() ? mustache::data(false) : mustache::data(std::string(json::view(*text)));
    }
    if (value.is_bool()) return {value.get_bool()};
    if (value.is_null()) return {false};
    return {boost::json::serialize(value)};
}

const mustache::data& text_data(Language language) {
    static const mustache::data french("t", to_data(Texts::of(Language::French).all()));
    static const mustache::data english("t", to_data(Texts::of(Language::English).all()));
    return language == Language::French ? french : english;
}

std::string source_of(std::string_view name) {
    std::string file = "templates/";
    file.append(name).append(".mustache");
    const std::string_view source = embedded(file);
    assert(!source.empty());
    return std::string(source);
}

/// The page's data above the language's texts; partials come from the embedded files.
class PageContext : public mustache::context<std::string> {
  public:
    PageContext(const mustache::data* page, const mustache::data* texts) {
        push(texts);
        push(page);
    }
    const mustache::data* get_partial(const std::string& name) const override {
        auto [place, added] = partials_.try_emplace(name);
        if (added) place->second = mustache::data(source_of(name));
        return &place->second;
    }

  private:
    mutable std::map<std::string, mustache::data> partials_;
};

}  // namespace

std::string render(std::string_view name, const json::Object& data, Language language) {
    // Rendering changes the parsed template's own state, so each thread keeps its own.
    thread_local std::map<std::string, mustache::mustache, std::less<>> parsed;
    auto place = parsed.find(name);
    if (place == parsed.end()) place = parsed.emplace(std::string(name), mustache::mustache(source_of(name))).first;
    assert(place->second.is_valid());

    const mustache::data page = to_data(json::Value(data));
    PageContext context(&page, &text_data(language));
    return place->second.render(context);
}

}  // namespace blason::web
