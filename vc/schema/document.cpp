#include "vc/schema/document.hpp"

#include <array>
#include <optional>

#include "engine/iri/iri.hpp"

namespace blason::vc::schema {

namespace {

// Keywords whose values are schemas, in the three ways they can hold them.
constexpr std::array<std::string_view, 12> kOne{
    "additionalProperties", "propertyNames",         "items",           "contains",     "not", "if", "then", "else",
    "unevaluatedItems",     "unevaluatedProperties", "additionalItems", "contentSchema"};
constexpr std::array<std::string_view, 5> kList{"allOf", "anyOf", "oneOf", "prefixItems", "items"};
constexpr std::array<std::string_view, 6> kMap{"properties", "patternProperties", "dependentSchemas",
                                               "$defs",      "definitions",       "dependencies"};

std::string_view without_fragment(std::string_view url) {
    return url.substr(0, url.find('#'));
}

/// Core section 8.1.1. The published schemas of Open Badges end the name in "#", which means the same.
std::optional<Dialect> dialect_of(std::string_view name) {
    name = without_fragment(name);
    if (name == "http://json-schema.org/draft-07/schema" || name == "https://json-schema.org/draft-07/schema")
        return Dialect::Draft7;
    if (name == "https://json-schema.org/draft/2019-09/schema") return Dialect::Draft2019;
    if (name == "https://json-schema.org/draft/2020-12/schema") return Dialect::Draft2020;
    return std::nullopt;
}

Error malformed_schema(std::string detail) {
    return malformed("schema-malformed", "The schema is not well formed: " + std::move(detail) + ".");
}

}  // namespace

Document::Document(std::string url, json::Value value, Dialect unnamed)
    : url_(std::move(url)), value_(std::move(value)) {
    resources_.push_back({std::string(without_fragment(url_)), &value_, unnamed, false, {}, {}});
}

Result<std::shared_ptr<const Document>> Document::read(std::string url, json::Value value, Dialect unnamed,
                                                       model::ResourceDigests digests) {
    if (!value.is_object() && !value.is_bool()) return malformed_schema("it is neither an object nor a boolean");
    std::shared_ptr<Document> document(new Document(std::move(url), std::move(value), unnamed));
    document->digests_ = std::move(digests);
    Resource* whole = &document->resources_.front();
    document->by_url_.emplace(whole->url, whole);
    document->by_place_.emplace(&document->value_, whole);
    if (auto indexed = document->index(document->value_, whole); !indexed) return std::move(indexed).error();
    return std::shared_ptr<const Document>(std::move(document));
}

const Resource* Document::find(std::string_view url) const {
    const auto found = by_url_.find(url);
    return found == by_url_.end() ? nullptr : found->second;
}

const Resource* Document::beginning_at(const json::Value& place) const {
    const auto found = by_place_.find(&place);
    return found == by_place_.end() ? nullptr : found->second;
}

/// Core section 8.1.1: the draft that a resource is written for.
Result<void> Document::read_dialect(const json::Object& schema, Resource& resource) {
    const std::string_view name = json::text_view(schema, "$schema");
    if (name.empty()) return {};
    const auto dialect = dialect_of(name);
    if (!dialect)
        return unavailable("schema-dialect-unknown",
                           "The schema is written for another draft than 7, 2019-09 and 2020-12.");
    resource.dialect = *dialect;
    return {};
}

/// Core section 8.2.1: `$id` begins a resource; that of the whole document is a second name for it. In draft 7 (section
/// 8.2.3) one that is a fragment is an anchor, and beside `$ref` it says nothing.
Result<Resource*> Document::begin_resource(const json::Value& schema, Resource* within) {
    const json::Object& object = schema.get_object();
    const bool whole = &schema == &value_;
    if (whole) {
        if (auto read = read_dialect(object, *within); !read) return std::move(read).error();
    }
    std::string_view id = json::text_view(object, "$id");
    if (within->dialect == Dialect::Draft7) {
        if (json::find(object, "$ref") != nullptr) return within;
        if (id.starts_with('#')) {
            within->anchors.emplace(std::string(id.substr(1)), &schema);
            id = {};
        }
    }
    if (id.empty() && !whole) return within;
    Resource* resource = within;
    if (!id.empty()) {
        std::string url(without_fragment(iri::resolve(within->url, id)));
        if (!iri::is_absolute(url)) return malformed_schema("an $id is no URL");
        if (!whole) {
            resource = &resources_.emplace_back(Resource{url, &schema, within->dialect, false, {}, {}});
            by_place_.emplace(&schema, resource);
        }
        resource->url = url;
        by_url_.emplace(std::move(url), resource);
    }
    if (!whole) {
        if (auto read = read_dialect(object, *resource); !read) return std::move(read).error();
    }
    const json::Value* recursive = json::find(object, "$recursiveAnchor");
    resource->recursive_anchor = recursive != nullptr && recursive->is_bool() && recursive->get_bool();
    return resource;
}

Result<void> Document::index(const json::Value& schema, Resource* within) {
    if (!schema.is_object()) return {};
    auto resource = begin_resource(schema, within);
    if (!resource) return std::move(resource).error();
    const json::Object& object = schema.get_object();
    const bool anchored = (*resource)->dialect != Dialect::Draft7;
    if (const auto anchor = json::text_view(object, "$anchor"); anchored && !anchor.empty())
        (*resource)->anchors.emplace(std::string(anchor), &schema);
    if (const auto anchor = json::text_view(object, "$dynamicAnchor");
        !anchor.empty() && (*resource)->dialect == Dialect::Draft2020) {
        (*resource)->anchors.emplace(std::string(anchor), &schema);
        (*resource)->dynamic_anchors.emplace(anchor);
    }
    return index_inside(object, *resource);
}

Result<void> Document::index_inside(const json::Object& schema, Resource* within) {
    for (const std::string_view name : kOne) {
        const json::Value* value = json::find(schema, name);
        if (value == nullptr) continue;
        if (auto indexed = index(*value, within); !indexed) return indexed;
    }
    for (const std::string_view name : kList) {
        const json::Value* value = json::find(schema, name);
        if (value == nullptr || !value->is_array()) continue;
        for (const json::Value& element : value->get_array()) {
            if (auto indexed = index(element, within); !indexed) return indexed;
        }
    }
    for (const std::string_view name : kMap) {
        const json::Value* value = json::find(schema, name);
        if (value == nullptr || !value->is_object()) continue;
        if (name == "dependencies" && within->dialect != Dialect::Draft7) continue;
        for (const auto& member : value->get_object()) {
            if (auto indexed = index(member.value(), within); !indexed) return indexed;
        }
    }
    return {};
}

}  // namespace blason::vc::schema
