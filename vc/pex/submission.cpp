#include "vc/pex/submission.hpp"

#include <algorithm>
#include <map>

#include "engine/json/reader.hpp"

namespace blason::vc::pex {

namespace {

constexpr std::size_t kMaxEntries = 100;
constexpr std::size_t kMaxNesting = 4;

Result<Entry> parse_entry(const json::Value& value, const json::Path& path, std::size_t depth) {
    if (!value.is_object()) return malformed("wrong-type", "An object is missing here.", path.pointer());
    if (depth > kMaxNesting)
        return Error{"submission-too-large", "The entries are nested too deeply.", path.pointer(), ErrorKind::TooLarge};
    const json::Reader reader(value.get_object(), path);
    Entry entry;
    for (auto [name, member] : {std::pair{"id", &entry.id}, {"format", &entry.format}, {"path", &entry.path}}) {
        auto text = reader.string(name);
        if (!text) return std::move(text).error();
        *member = *text;
    }
    if (const json::Value* nested = reader.find("path_nested")) {
        const json::Path place(&path, "path_nested");
        auto inner = parse_entry(*nested, place, depth + 1);
        if (!inner) return std::move(inner).error();
        // "The id property MUST be the same for each level of nesting."
        if (inner->id != entry.id)
            return malformed("submission-nested-id", "The nested entry has another id.",
                             json::Path(&place, "id").pointer());
        entry.nested = std::make_shared<const Entry>(std::move(*inner));
    }
    return entry;
}

json::Value to_json(const Entry& entry) {
    json::Object object{{"id", entry.id}, {"format", entry.format}, {"path", entry.path}};
    if (entry.nested) object["path_nested"] = to_json(*entry.nested);
    return object;
}

std::string element(std::string_view list, std::size_t position) {
    return "$" + std::string(list) + "[" + std::to_string(position) + "]";
}

}  // namespace

Result<Submission> parse_submission(const json::Value& value) {
    const json::Path root;
    if (!value.is_object()) return malformed("wrong-type", "A presentation submission is an object.");
    const json::Path inside(&root, "presentation_submission");
    const json::Value* wrapped = json::find(value, "presentation_submission");
    const bool is_wrapped = wrapped != nullptr && wrapped->is_object();
    const json::Path& path = is_wrapped ? inside : root;
    const json::Reader reader(is_wrapped ? wrapped->get_object() : value.get_object(), path);
    Submission submission;
    for (auto [name, member] : {std::pair{"id", &submission.id}, {"definition_id", &submission.definition_id}}) {
        auto text = reader.string(name);
        if (!text) return std::move(text).error();
        *member = *text;
    }
    auto map = reader.array("descriptor_map");
    if (!map) return std::move(map).error();
    const json::Path map_path(&path, "descriptor_map");
    if ((*map)->size() > kMaxEntries)
        return Error{"submission-too-large", "There are too many entries.", map_path.pointer(), ErrorKind::TooLarge};
    for (std::size_t i = 0; i < (*map)->size(); ++i) {
        auto entry = parse_entry((**map)[i], json::Path(&map_path, i), 1);
        if (!entry) return std::move(entry).error();
        submission.descriptor_map.push_back(std::move(*entry));
    }
    return submission;
}

json::Value to_json(const Submission& submission) {
    json::Array map;
    for (const Entry& entry : submission.descriptor_map) map.push_back(to_json(entry));
    return json::Object{
        {"id", submission.id}, {"definition_id", submission.definition_id}, {"descriptor_map", std::move(map)}};
}

Entry entry_in_token(std::string descriptor, std::string format, const TokenPlace& place) {
    Entry outer{std::move(descriptor), std::move(format), "$", nullptr};
    if (place.tokens > 1) outer.path = element("", place.token);
    if (place.presentation.empty()) return outer;
    const std::string_view list = place.vp_claim ? ".vp.verifiableCredential" : ".verifiableCredential";
    outer.nested = std::make_shared<const Entry>(Entry{outer.id, outer.format, element(list, place.position), nullptr});
    outer.format = place.presentation;
    return outer;
}

Entry entry_in_presentation(std::string descriptor, std::string format, std::size_t position) {
    return {std::move(descriptor), std::move(format), element(".verifiableCredential", position), nullptr};
}

}  // namespace blason::vc::pex
