#include "vc/pex/definition.hpp"

#include <algorithm>
#include <set>

#include "vc/pex/definition_reader.hpp"

namespace blason::vc::pex {

namespace {

const json::Object* member_object(const json::Value& value, std::string_view name) {
    const json::Value* member = json::find(value, name);
    return member != nullptr ? member->if_object() : nullptr;
}

/// 1.0.0 requires `schema` in every input descriptor; 2.x does not know it.
Version version_of(const json::Object& object) {
    const json::Value* list = json::find(object, "input_descriptors");
    if (list == nullptr || !list->is_array() || list->get_array().empty()) return Version::V2;
    const bool all = std::ranges::all_of(list->get_array(),
                                         [](const json::Value& one) { return json::find(one, "schema") != nullptr; });
    return all ? Version::V1 : Version::V2;
}

/// The lists of one format designation that mean the same.
struct Spelling {
    std::string_view name;
    std::vector<std::string> FormatRule::*list;
};
constexpr Spelling kSpellings[] = {{"alg", &FormatRule::algorithms},
                                   {"alg_values", &FormatRule::algorithms},
                                   {"sd-jwt_alg_values", &FormatRule::algorithms},
                                   {"proof_type", &FormatRule::proof_types},
                                   {"proof_type_values", &FormatRule::proof_types},
                                   {"cryptosuite", &FormatRule::cryptosuites},
                                   {"cryptosuite_values", &FormatRule::cryptosuites}};

}  // namespace

Result<Definition> parse_definition(const json::Value& value, const DefinitionLimits& limits) {
    const json::Path root;
    if (const auto* inside = member_object(value, "presentation_definition")) {
        const json::Path path(&root, "presentation_definition");
        return DefinitionReader(limits).read(*inside, path);
    }
    if (!value.is_object()) return malformed("wrong-type", "A presentation definition is an object.");
    return DefinitionReader(limits).read(value.get_object(), root);
}

Result<Formats> parse_formats(const json::Object& object, std::string_view name, const DefinitionLimits& limits) {
    return DefinitionReader(limits).read_formats(object, name);
}

Result<Formats> DefinitionReader::read_formats(const json::Object& object, std::string_view name) {
    const json::Path root;
    auto read = formats(json::Reader(object, root), name);
    if (error_) return std::move(*error_);
    return read;
}

Result<Definition> DefinitionReader::read(const json::Object& object, const json::Path& path) {
    root_ = &path;
    const json::Reader reader(object, path);
    definition_.version = version_of(object);
    definition_.id = text(reader, "id");
    definition_.name = optional_text(reader, "name");
    definition_.purpose = optional_text(reader, "purpose");
    definition_.formats = formats(reader);
    if (const auto* frame = taken(reader.optional_object("frame"), static_cast<const json::Object*>(nullptr)))
        definition_.frame = *frame;

    const json::Path list_path(&path, "input_descriptors");
    const json::Array none;
    const json::Array& list = *taken(reader.array("input_descriptors"), &none);
    if (list.size() > limits_.max_descriptors) too_large(list_path, "input descriptors");
    each_object(list, list_path, [&](const json::Object& one, const json::Path& place) {
        definition_.descriptors.push_back(descriptor(one, place));
    });
    if (!error_) check_ids();

    // "Submission Requirement Feature": an empty list asks for no combination, so that every input is required.
    const json::Array& rules = optional_list(reader, "submission_requirements");
    const json::Path rules_path(&path, "submission_requirements");
    definition_.requirements = requirements(rules, rules_path, 1);
    if (!definition_.requirements.empty() && !error_) check_grouped();
    if (error_) return std::move(*error_);
    return std::move(definition_);
}

/// "Input Descriptor Object".
InputDescriptor DefinitionReader::descriptor(const json::Object& object, const json::Path& path) {
    const json::Reader reader(object, path);
    InputDescriptor read;
    read.id = text(reader, "id");
    read.name = optional_text(reader, "name");
    read.purpose = optional_text(reader, "purpose");
    read.formats = formats(reader);
    read.groups = optional_texts(reader, "group");
    const bool first_version = definition_.version == Version::V1;
    if (first_version) read.schemas = schemas(reader);
    // 2.x: "MUST contain a constraints property".
    if (first_version && reader.find("constraints") == nullptr) return read;
    const json::Path place(&path, "constraints");
    const json::Object none;
    read.constraints = constraints(*taken(reader.object("constraints"), &none), place);
    return read;
}

Constraints DefinitionReader::constraints(const json::Object& object, const json::Path& path) {
    const json::Reader reader(object, path);
    Constraints read;
    const json::Array& fields = optional_list(reader, "fields");
    const json::Path fields_path(&path, "fields");
    if (fields.size() > limits_.max_fields) too_large(fields_path, "fields");
    each_object(fields, fields_path,
                [&](const json::Object& one, const json::Path& place) { read.fields.push_back(field(one, place)); });
    read.limit_disclosure = optional_directive(reader, "limit_disclosure");
    read.subject_is_issuer = optional_directive(reader, "subject_is_issuer");
    read.is_holder = relations(reader, "is_holder");
    read.same_subject = relations(reader, "same_subject");
    if (const auto* object_of = taken(reader.optional_object("statuses"), static_cast<const json::Object*>(nullptr))) {
        const json::Path place(&path, "statuses");
        const json::Reader statuses(*object_of, place);
        read.active = status(statuses, "active");
        read.suspended = status(statuses, "suspended");
        read.revoked = status(statuses, "revoked");
    }
    return read;
}

Field DefinitionReader::field(const json::Object& object, const json::Path& path) {
    const json::Reader reader(object, path);
    Field read;
    read.id = optional_text(reader, "id");
    read.name = optional_text(reader, "name");
    read.purpose = optional_text(reader, "purpose");
    read.optional = optional_flag(reader, "optional");
    read.intent_to_retain = optional_flag(reader, "intent_to_retain");
    const json::Path paths(&path, "path");
    const std::vector<std::string> expressions = texts(reader, "path");
    if (expressions.size() > limits_.max_paths) too_large(paths, "paths");
    for (std::size_t i = 0; i < expressions.size() && !error_; ++i) {
        auto query = json::path::Query::parse(expressions[i]);
        if (query) {
            read.paths.push_back(std::move(*query));
        } else {
            query.error().pointer = json::Path(&paths, i).pointer();
            fail(std::move(query).error());
        }
    }
    read.filter = filter(reader);
    read.predicate = optional_directive(reader, "predicate");
    if (read.predicate && !read.filter)
        fail(malformed("pex-predicate", "A predicate needs a filter.", reader.pointer_to("predicate")));
    return read;
}

std::optional<schema::EmbeddedSchema> DefinitionReader::filter(const json::Reader& reader) {
    const json::Value* value = reader.find("filter");
    if (value == nullptr) return std::nullopt;
    // 2.x, "JSON Schema": draft 7. 1.0.0, "JSON Schema Vocabulary Definition": draft-handrews-json-schema-02.
    const auto dialect = definition_.version == Version::V1 ? schema::Dialect::Draft2019 : schema::Dialect::Draft7;
    auto read = schema::EmbeddedSchema::read(*value, dialect);
    if (read) return std::move(*read);
    read.error().pointer = reader.pointer_to("filter");
    fail(std::move(read).error());
    return std::nullopt;
}

/// "Relational Constraint Feature".
std::vector<Relation> DefinitionReader::relations(const json::Reader& reader, std::string_view name) {
    std::vector<Relation> read;
    const json::Path path(&reader.path(), name);
    const json::Array& list = optional_list(reader, name);
    if (list.size() > limits_.max_fields) too_large(path, "relations");
    each_object(list, path, [&](const json::Object& one, const json::Path& place) {
        const json::Reader member(one, place);
        read.push_back({texts(member, "field_id"), directive(member, "directive")});
    });
    return read;
}

/// "Credential Status Constraint Feature".
std::optional<StatusRule> DefinitionReader::status(const json::Reader& statuses, std::string_view name) {
    const auto* object = taken(statuses.optional_object(name), static_cast<const json::Object*>(nullptr));
    if (object == nullptr) return std::nullopt;
    const json::Path path(&statuses.path(), name);
    const json::Reader reader(*object, path);
    StatusRule read;
    const std::string directive = text(reader, "directive");
    if (directive == "required") {
        read.directive = StatusDirective::Required;
    } else if (directive == "disallowed") {
        read.directive = StatusDirective::Disallowed;
    } else if (directive != "allowed") {
        fail(malformed("pex-value", "\"directive\" is one of required, allowed and disallowed.",
                       reader.pointer_to("directive")));
    }
    read.types = optional_texts(reader, "type");
    return read;
}

std::vector<SchemaUri> DefinitionReader::schemas(const json::Reader& reader) {
    std::vector<SchemaUri> read;
    const json::Path path(&reader.path(), "schema");
    const json::Array none;
    const json::Array& list = *taken(reader.array("schema"), &none);
    if (list.size() > limits_.max_fields) too_large(path, "schemas");
    each_object(list, path, [&](const json::Object& one, const json::Path& place) {
        const json::Reader member(one, place);
        read.push_back({text(member, "uri"), optional_flag(member, "required")});
    });
    return read;
}

/// `format`. A designation without its lists allows every algorithm: 2.1.1 wants them, but deployed verifiers write
/// "vc+sd-jwt": {}.
Formats DefinitionReader::formats(const json::Reader& reader, std::string_view name) {
    Formats read;
    const auto* object = taken(reader.optional_object(name), static_cast<const json::Object*>(nullptr));
    if (object == nullptr) return read;
    const json::Path path(&reader.path(), name);
    if (object->size() > limits_.max_fields) too_large(path, "formats");
    for (const auto& member : *object) {
        const std::string_view designation(member.key().data(), member.key().size());
        const json::Path place(&path, designation);
        if (!member.value().is_object())
            fail(malformed("wrong-type", "A format is described by an object.", place.pointer()));
        if (error_) break;
        const json::Reader lists(member.value().get_object(), place);
        FormatRule rule;
        rule.name = designation;
        for (const auto& [spelling, list] : kSpellings) {
            for (std::string& one : optional_texts(lists, spelling)) (rule.*list).push_back(std::move(one));
        }
        read.push_back(std::move(rule));
    }
    return read;
}

void DefinitionReader::check_ids() {
    std::set<std::string_view> descriptors;
    std::set<std::string_view> fields;
    const json::Path list(root_, "input_descriptors");
    for (std::size_t i = 0; i < definition_.descriptors.size(); ++i) {
        const InputDescriptor& one = definition_.descriptors[i];
        const json::Path place(&list, i);
        if (!descriptors.insert(one.id).second)
            fail(malformed("pex-id-repeated", "Two input descriptors have the same id.",
                           json::Path(&place, "id").pointer()));
        for (const Field& field : one.constraints.fields) {
            if (!field.id.empty() && !fields.insert(field.id).second)
                fail(malformed("pex-id-repeated", "Two fields have the same id \"" + field.id + "\".",
                               json::Path(&place, "constraints").pointer()));
        }
    }
    for (std::size_t i = 0; i < definition_.descriptors.size(); ++i) {
        const Constraints& constraints = definition_.descriptors[i].constraints;
        const json::Path place(&list, i);
        for (const auto* relations : {&constraints.is_holder, &constraints.same_subject}) {
            for (const Relation& relation : *relations) {
                for (const std::string& id : relation.field_ids) {
                    if (!fields.contains(id))
                        fail(malformed("pex-field-unknown", "No field has the id \"" + id + "\".",
                                       json::Path(&place, "constraints").pointer()));
                }
            }
        }
    }
}

std::string DefinitionReader::text(const json::Reader& reader, std::string_view name) {
    return std::string(taken(reader.string(name), std::string_view()));
}

std::string DefinitionReader::optional_text(const json::Reader& reader, std::string_view name) {
    return std::string(
        taken(reader.optional_string(name), std::optional<std::string_view>()).value_or(std::string_view()));
}

bool DefinitionReader::optional_flag(const json::Reader& reader, std::string_view name) {
    return reader.find(name) != nullptr && taken(reader.boolean(name), false);
}

const json::Array& DefinitionReader::optional_list(const json::Reader& reader, std::string_view name) {
    static const json::Array none;
    return reader.find(name) == nullptr ? none : *taken(reader.array(name), &none);
}

std::vector<std::string> DefinitionReader::texts(const json::Reader& reader, std::string_view name) {
    if (reader.find(name) == nullptr) taken(reader.array(name), static_cast<const json::Array*>(nullptr));
    return optional_texts(reader, name);
}

/// A list of texts that is there is not empty.
std::vector<std::string> DefinitionReader::optional_texts(const json::Reader& reader, std::string_view name) {
    std::vector<std::string> read;
    const json::Array& list = optional_list(reader, name);
    const json::Path path(&reader.path(), name);
    if (reader.find(name) != nullptr && list.empty())
        fail(malformed("pex-value", "This list may not be empty.", path.pointer()));
    if (list.size() > limits_.max_fields) too_large(path, "values");
    for (std::size_t i = 0; i < list.size() && !error_; ++i) {
        if (list[i].is_string())
            read.emplace_back(json::view(list[i]));
        else
            fail(malformed("wrong-type", "A string is missing here.", json::Path(&path, i).pointer()));
    }
    return read;
}

Directive DefinitionReader::directive(const json::Reader& reader, std::string_view name) {
    const std::string value = text(reader, name);
    if (value != "required" && value != "preferred")
        fail(malformed("pex-value", "This is one of required and preferred.", reader.pointer_to(name)));
    return value == "preferred" ? Directive::Preferred : Directive::Required;
}

std::optional<Directive> DefinitionReader::optional_directive(const json::Reader& reader, std::string_view name) {
    if (reader.find(name) == nullptr) return std::nullopt;
    return directive(reader, name);
}

void DefinitionReader::too_large(const json::Path& path, std::string_view what) {
    fail(Error{"pex-too-large", "The presentation definition has too many " + std::string(what) + ".", path.pointer(),
               ErrorKind::TooLarge});
}

}  // namespace blason::vc::pex
