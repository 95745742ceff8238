// Presentation definitions (DIF Presentation Exchange 2.1.1, "Presentation Definition"; and 1.0.0): what a verifier
// asks for, read into typed values. docs/queries.md says what is chosen where the standard leaves a choice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/path/query.hpp"
#include "engine/json/value.hpp"
#include "vc/schema/embedded.hpp"

namespace blason::vc::pex {

/// 1.0.0 has `schema` in its input descriptors, and JSON Schema 2019-09; 2.x has neither.
enum class Version { V1, V2 };

enum class Directive { Required, Preferred };

/// One entry of a `format` object: a claim format designation and what its verifier can process. Empty: anything.
struct FormatRule {
    std::string name;
    std::vector<std::string> algorithms;    ///< `alg`, `alg_values`, `sd-jwt_alg_values`
    std::vector<std::string> proof_types;   ///< `proof_type`, `proof_type_values`
    std::vector<std::string> cryptosuites;  ///< `cryptosuite`, `cryptosuite_values`
};
using Formats = std::vector<FormatRule>;

struct Field {
    std::string id;  ///< empty: none
    std::string name;
    std::string purpose;
    std::vector<json::path::Query> paths;  ///< one or more
    std::optional<schema::EmbeddedSchema> filter;
    std::optional<Directive> predicate;  ///< only with a filter
    bool optional = false;
    bool intent_to_retain = false;
};

/// `is_holder` and `same_subject`: of attributes, by the ids of fields anywhere in the definition.
struct Relation {
    std::vector<std::string> field_ids;
    Directive directive = Directive::Required;
};

enum class StatusDirective { Required, Allowed, Disallowed };
struct StatusRule {
    StatusDirective directive = StatusDirective::Allowed;
    std::vector<std::string> types;  ///< of `credentialStatus`; empty: any
};

struct Constraints {
    std::vector<Field> fields;
    std::optional<Directive> limit_disclosure;
    std::optional<Directive> subject_is_issuer;
    std::vector<Relation> is_holder;
    std::vector<Relation> same_subject;
    std::optional<StatusRule> active;
    std::optional<StatusRule> suspended;
    std::optional<StatusRule> revoked;
};

/// Only of version 1.
struct SchemaUri {
    std::string uri;
    bool required = false;
};

struct InputDescriptor {
    std::string id;
    std::string name;
    std::string purpose;
    Formats formats;  ///< empty: those of the definition
    std::vector<std::string> groups;
    std::vector<SchemaUri> schemas;
    Constraints constraints;
};

enum class Rule { All, Pick };

/// What combinations are to be submitted. Bounds are of the inputs (or the nested requirements) that are submitted.
struct SubmissionRequirement {
    std::string name;
    std::string purpose;
    Rule rule = Rule::All;
    std::optional<std::size_t> count;
    std::optional<std::size_t> min;
    std::optional<std::size_t> max;
    std::vector<std::size_t> from;                   ///< input descriptors of the group, by their place
    std::vector<SubmissionRequirement> from_nested;  ///< when this is not empty, `from` is
};

struct Definition {
    std::string id;
    std::string name;
    std::string purpose;
    Version version = Version::V2;
    Formats formats;                                  ///< empty: any
    std::vector<SubmissionRequirement> requirements;  ///< empty: every input descriptor is required
    std::vector<InputDescriptor> descriptors;
    json::Value frame;  ///< kept for whoever frames; null: none
};

struct DefinitionLimits {
    std::size_t max_descriptors = 100;
    std::size_t max_fields = 100;        ///< of one descriptor
    std::size_t max_paths = 32;          ///< of one field
    std::size_t max_requirements = 100;  ///< nested ones included
    std::size_t max_depth = 8;           ///< requirements inside each other
};

/// `value`: the definition, or an object with it as `presentation_definition`. It is of version 1 when each of its
/// input descriptors has a `schema`. Members that are not known are passed over. Errors, all with the pointer of the
/// place: "missing-member", "wrong-type"; "pex-value" (none of the values that are allowed, or an empty list),
/// "pex-id-repeated" (of descriptors or fields), "pex-field-unknown" (a relation to a field that is not there),
/// "pex-predicate" (without a filter), "pex-requirement" (both `from` and `from_nested` or neither, bounds that
/// contradict each other), "pex-group-unknown", "pex-ungrouped", "pex-too-large" (kind TooLarge: limits); those of
/// json::path::Query::parse and schema::EmbeddedSchema::read.
Result<Definition> parse_definition(const json::Value& value, const DefinitionLimits& limits = {});
/// The member `name` of `object`, where others than definitions have an object like `format` (`vp_formats` of a
/// verifier). Empty: it is absent. Errors "wrong-type", "pex-too-large" with the pointer.
Result<Formats> parse_formats(const json::Object& object, std::string_view name, const DefinitionLimits& limits = {});

}  // namespace blason::vc::pex
