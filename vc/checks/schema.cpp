#include "vc/checks/schema.hpp"

#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/schema/published.hpp"

namespace blason::vc::checks {

namespace {

constexpr std::size_t kMaxSchemas = 8;

void check_one(const json::Value& credential, const json::Value& named, const std::string& pointer,
               const Session& session, CheckList& list) {
    if (!model::has_type(named, "1EdTechJsonSchemaValidator2019") && !model::has_type(named, "JsonSchema")) {
        return list.add("schema", session.options.strict ? Outcome::Unknown : Outcome::Warning, "schema-not-checked",
                        "The credential names a schema of a kind that is not known here.", pointer);
    }
    const auto id = model::id_of(named);
    if (!id) return list.unknown("schema", "schema-without-id", "The schema has no address.", pointer);
    const Environment& environment = session.environment;
    schema::PublishedSchemas source(environment.client, environment.schemas, session.options.now);
    const auto violations = schema::validate(credential, std::string(*id), source);
    if (!violations) {
        const Error& error = violations.error();
        return list.unknown("schema", error.code,
                            "Whether the credential fits its schema is not known: " + error.detail, pointer);
    }
    if (violations->empty()) return list.pass("schema", "The credential fits the schema it names.", pointer);
    for (const schema::Violation& violation : *violations)
        list.fail("schema", "schema-violation", violation.detail, violation.pointer);
}

}  // namespace

void check_schema(const json::Value& credential, const Session& session, CheckList& list) {
    const json::Value* named = json::find(credential, "credentialSchema");
    if (named == nullptr) return list.not_applicable("schema", "The credential names no schema.");
    const std::size_t count = named->is_array() ? named->get_array().size() : 1;
    if (count > kMaxSchemas)
        return list.unknown("schema", "schemas-too-many", "The credential names more schemas than are looked at.",
                            "/credentialSchema");
    model::for_each_value(*named, [&](const json::Value& one, std::optional<std::size_t> index) {
        const std::string pointer = index ? "/credentialSchema/" + std::to_string(*index) : "/credentialSchema";
        check_one(credential, one, pointer, session, list);
    });
}

}  // namespace blason::vc::checks
