// Submission requirements ("Submission Requirement Feature").
#include <algorithm>

#include "engine/json/compare.hpp"
#include "vc/pex/definition_reader.hpp"

namespace blason::vc::pex {

std::vector<SubmissionRequirement> DefinitionReader::requirements(const json::Array& list, const json::Path& path,
                                                                  std::size_t depth) {
    std::vector<SubmissionRequirement> read;
    requirements_read_ += list.size();
    if (depth > limits_.max_depth || requirements_read_ > limits_.max_requirements) too_large(path, "requirements");
    each_object(list, path, [&](const json::Object& one, const json::Path& place) {
        read.push_back(requirement(one, place, depth));
    });
    return read;
}

SubmissionRequirement DefinitionReader::requirement(const json::Object& object, const json::Path& path,
                                                    std::size_t depth) {
    const json::Reader reader(object, path);
    SubmissionRequirement read;
    read.name = optional_text(reader, "name");
    read.purpose = optional_text(reader, "purpose");
    const std::string rule = text(reader, "rule");
    // "Property Values and Evaluation": an unknown rule is an error.
    if (rule != "all" && rule != "pick")
        fail(malformed("pex-value", "A rule is one of all and pick.", reader.pointer_to("rule")));
    read.rule = rule == "pick" ? Rule::Pick : Rule::All;
    if (read.rule == Rule::Pick) bounds(reader, read);

    const bool from = reader.find("from") != nullptr;
    if (from == (reader.find("from_nested") != nullptr)) {
        fail(malformed("pex-requirement", "A submission requirement has either from or from_nested.", path.pointer()));
    } else if (from) {
        const std::string group = text(reader, "from");
        for (std::size_t i = 0; i < definition_.descriptors.size(); ++i) {
            const auto& groups = definition_.descriptors[i].groups;
            if (std::ranges::find(groups, group) != groups.end()) read.from.push_back(i);
        }
        if (read.from.empty())
            fail(malformed("pex-group-unknown", "No input descriptor is of this group.", reader.pointer_to("from")));
    } else {
        const json::Array& nested = optional_list(reader, "from_nested");
        const json::Path place(&path, "from_nested");
        if (nested.empty()) fail(malformed("pex-value", "This list may not be empty.", place.pointer()));
        if (!error_) read.from_nested = requirements(nested, place, depth + 1);
    }
    return read;
}

/// "`pick` rule". The standard wants `max` to be greater than `min`; that they are the same is accepted, because
/// verifiers write it and it is clear.
void DefinitionReader::bounds(const json::Reader& reader, SubmissionRequirement& read) {
    read.count = bound(reader, "count", 1);
    read.min = bound(reader, "min", 0);
    read.max = bound(reader, "max", 1);
    const bool contradiction = (read.min && read.max && *read.max < *read.min) ||
                               (read.count && read.min && *read.count < *read.min) ||
                               (read.count && read.max && *read.count > *read.max);
    if (contradiction) fail(malformed("pex-requirement", "The bounds contradict each other.", reader.path().pointer()));
}

std::optional<std::size_t> DefinitionReader::bound(const json::Reader& reader, std::string_view name,
                                                   std::size_t least) {
    constexpr double kMost = 1e6;
    const json::Value* value = reader.find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number() || !json::is_integer(*value)) {
        fail(malformed("wrong-type", "\"" + std::string(name) + "\" must be a whole number.", reader.pointer_to(name)));
        return std::nullopt;
    }
    const double number = json::number_of(*value);
    if (number < static_cast<double>(least) || number > kMost) {
        fail(malformed("pex-value", "\"" + std::string(name) + "\" is out of range.", reader.pointer_to(name)));
        return std::nullopt;
    }
    return static_cast<std::size_t>(number);
}

/// "all input_descriptors MUST be grouped".
void DefinitionReader::check_grouped() {
    const json::Path list(root_, "input_descriptors");
    for (std::size_t i = 0; i < definition_.descriptors.size(); ++i) {
        if (definition_.descriptors[i].groups.empty())
            fail(malformed("pex-ungrouped",
                           "Where there are submission requirements every input descriptor has a group.",
                           json::Path(&list, i).pointer()));
    }
}

}  // namespace blason::vc::pex
