#include "vc/schema/evaluator.hpp"

#include <algorithm>

#include "engine/iri/iri.hpp"
#include "engine/text/percent.hpp"

namespace blason::vc::schema {

namespace {

std::string_view string_of(const json::Value* value) {
    return value != nullptr && value->is_string() ? json::view(*value) : std::string_view();
}

const json::Value* child(const json::Value& value, const std::string& token) {
    if (value.is_object()) return json::find(value, token);
    return json::resolve_pointer(value, {token});
}

}  // namespace

void Evaluated::merge(const Evaluated& other) {
    all_properties = all_properties || other.all_properties;
    properties.insert(other.properties.begin(), other.properties.end());
    all_items = all_items || other.all_items;
    prefix = std::max(prefix, other.prefix);
    items.insert(other.items.begin(), other.items.end());
}

const json::Object* Evaluator::Frame::object(std::string_view keyword) const {
    const json::Value* value = find(keyword);
    return value != nullptr ? value->if_object() : nullptr;
}

const json::Array* Evaluator::Frame::array(std::string_view keyword) const {
    const json::Value* value = find(keyword);
    return value != nullptr ? value->if_array() : nullptr;
}

Result<std::vector<Violation>> Evaluator::run(const json::Value& instance, const std::string& url) {
    return run(instance, find_target({}, url));
}

Result<std::vector<Violation>> Evaluator::run(const json::Value& instance,
                                              const std::shared_ptr<const Document>& document) {
    documents_.push_back(document);
    const Resource& whole = document->whole();
    return run(instance, Place{whole.root, document.get(), &whole});
}

Result<std::vector<Violation>> Evaluator::run(const json::Value& instance, const std::optional<Place>& target) {
    Violations violations;
    if (target) {
        Evaluated evaluated;
        const bool fits = apply(*target, instance, json::Path{}, evaluated, violations);
        if (!fits && violations.empty()) violations.push_back({"", "", "The value does not fit."});
    }
    if (error_) return std::move(*error_);
    if (violations.size() > settings_.limits.max_violations) violations.resize(settings_.limits.max_violations);
    return violations;
}

void Evaluator::stop(Error error) {
    if (!error_) error_ = std::move(error);
}

bool Evaluator::fail(const Frame& frame, std::string_view keyword, std::string detail) {
    if (frame.violations.size() < settings_.limits.max_violations)
        frame.violations.push_back({frame.path.pointer(), std::string(keyword), std::move(detail)});
    return false;
}

bool Evaluator::apply(Place place, const json::Value& instance, const json::Path& path, Evaluated& evaluated,
                      Violations& violations) {
    if (error_) return false;
    if (++steps_ > settings_.limits.max_steps || depth_ == settings_.limits.max_depth) {
        stop(unavailable("schema-too-complex", "The schema asks for more work than is done here."));
        return false;
    }
    if (const Resource* own = place.document->beginning_at(*place.schema)) place.resource = own;
    const bool entered = scope_.empty() || scope_.back().resource != place.resource;
    if (entered) scope_.push_back({place.resource->root, place.document, place.resource});
    ++depth_;
    const bool fits = apply_object(place, instance, path, evaluated, violations);
    --depth_;
    if (entered) scope_.pop_back();
    return fits && !error_;
}

bool Evaluator::apply_object(const Place& place, const json::Value& instance, const json::Path& path,
                             Evaluated& evaluated, Violations& violations) {
    if (place.schema->is_bool()) {
        if (!place.schema->get_bool() && violations.size() < settings_.limits.max_violations)
            violations.push_back({path.pointer(), "false", "The schema allows nothing here."});
        return place.schema->get_bool();
    }
    if (!place.schema->is_object()) {
        stop(malformed("schema-malformed",
                       "The schema is not well formed: a schema is neither an object nor a boolean."));
        return false;
    }
    Evaluated own;
    const Frame frame{place.schema->get_object(), place, instance, path, own, violations};
    // Draft 7, section 8.3: beside `$ref` everything else is passed over.
    if (frame.dialect() == Dialect::Draft7 && frame.find("$ref") != nullptr) return references(frame);
    // Each is asked, so that everything that does not fit is said.
    bool fits = references(frame);
    fits = assertions(frame) && fits;
    fits = combinations(frame) && fits;
    fits = conditions(frame) && fits;
    if (instance.is_object()) {
        fits = properties(frame) && fits;
        fits = dependencies(frame) && fits;
    }
    if (instance.is_array()) {
        fits = items(frame) && fits;
        fits = contains(frame) && fits;
    }
    fits = unevaluated(frame) && fits;
    if (fits) evaluated.merge(own);
    return fits;
}

bool Evaluator::apply_below(const Place& place, const json::Value& part, const json::Path& path,
                            Violations& violations) {
    Evaluated nobody_asks;
    return apply(place, part, path, nobody_asks, violations);
}

/// Core section 8.2.3 and 8.2.4 of 2019-09, 8.2.3 of 2020-12, 8.3 of draft 7.
bool Evaluator::references(const Frame& frame) {
    const bool older = frame.dialect() == Dialect::Draft2019;
    bool fits = true;
    if (const auto reference = string_of(frame.find("$ref")); frame.find("$ref") != nullptr) {
        const auto target = find_target(frame.place, reference);
        fits = target && apply(*target, frame.instance, frame.path, frame.evaluated, frame.violations);
    }
    if (frame.dialect() == Dialect::Draft7) return fits;
    const std::string_view keyword = older ? "$recursiveRef" : "$dynamicRef";
    if (const json::Value* value = frame.find(keyword)) {
        const std::string_view reference = string_of(value);
        const auto first = find_target(frame.place, reference);
        if (!first) return false;
        const Place target = older ? recursive_target(*first) : dynamic_target(*first, reference);
        fits = apply(target, frame.instance, frame.path, frame.evaluated, frame.violations) && fits;
    }
    return fits;
}

/// The outermost resource of the dynamic scope that says it may be recursed to.
Place Evaluator::recursive_target(const Place& target) const {
    if (!target.resource->recursive_anchor) return target;
    const auto outermost =
        std::find_if(scope_.begin(), scope_.end(), [](const Place& one) { return one.resource->recursive_anchor; });
    return outermost == scope_.end() ? target : *outermost;
}

/// The outermost resource of the dynamic scope with a dynamic anchor of that name, if the target is one too.
Place Evaluator::dynamic_target(const Place& target, std::string_view reference) const {
    const std::size_t mark = reference.find('#');
    const std::string_view name = mark == std::string_view::npos ? std::string_view() : reference.substr(mark + 1);
    if (!target.resource->dynamic_anchors.contains(name)) return target;
    const auto outermost = std::find_if(scope_.begin(), scope_.end(),
                                        [&](const Place& one) { return one.resource->dynamic_anchors.contains(name); });
    if (outermost == scope_.end()) return target;
    return {outermost->resource->anchors.find(name)->second, outermost->document, outermost->resource};
}

std::optional<Place> Evaluator::find_target(const Place& from, std::string_view reference) {
    const std::string url =
        from.resource == nullptr ? std::string(reference) : iri::resolve(from.resource->url, reference);
    const std::size_t mark = std::min(url.find('#'), url.size());
    const std::string document_url = url.substr(0, mark);
    // A fragment may hold a JSON pointer.
    const std::string fragment =
        text::percent_decode_leniently(std::string_view(url).substr(std::min(mark + 1, url.size())));
    for (const auto& document : documents_) {
        if (const Resource* known = document->find(document_url)) return find_fragment(*document, *known, fragment);
    }
    auto fetched = source_.get(document_url);
    if (!fetched) {
        stop(std::move(fetched).error());
        return std::nullopt;
    }
    documents_.push_back(std::move(*fetched));
    const Document& document = *documents_.back();
    const Resource* resource = document.find(document_url);
    return find_fragment(document, resource != nullptr ? *resource : document.whole(), fragment);
}

/// An anchor, or a JSON pointer from the beginning of the resource.
std::optional<Place> Evaluator::find_fragment(const Document& document, const Resource& resource,
                                              std::string_view fragment) {
    const auto nothing = [&] {
        stop(malformed("schema-reference", "The schema refers to something that is not there."));
        return std::nullopt;
    };
    if (fragment.empty()) return Place{resource.root, &document, &resource};
    if (!fragment.starts_with('/')) {
        const auto anchor = resource.anchors.find(fragment);
        if (anchor == resource.anchors.end()) return nothing();
        return Place{anchor->second, &document, &resource};
    }
    const auto tokens = json::parse_pointer(fragment);
    if (!tokens) return nothing();
    Place place{resource.root, &document, &resource};
    for (const std::string& token : *tokens) {
        place.schema = child(*place.schema, token);
        if (place.schema == nullptr) return nothing();
        if (const Resource* own = document.beginning_at(*place.schema)) place.resource = own;
    }
    return place;
}

Result<std::vector<Violation>> validate(const json::Value& instance, const std::string& url, DocumentSource& source,
                                        const Limits& limits) {
    Patterns patterns;
    return Evaluator(source, {limits, patterns, Formats::Annotation}).run(instance, url);
}

}  // namespace blason::vc::schema
