#include "vc/checks/schema.hpp"

#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/schema/published.hpp"

namespace blason::vc::checks {

namespace {

constexpr std::size_t kMaxSchemas = 8;

/// VC JSON Schema: a schema says in which draft it is written, and who it is; others are not to be processed.
Result<void> check_says_what_it_is(const std::string& url, schema::DocumentSource& source) {
    const auto document = source.get(url.substr(0, url.find('#')));
    if (!document) return document.error();
    const json::Value& root = *(*document)->whole().root;
    for (const std::string_view member : {"$schema", "$id"}) {
        const json::Value* name = json::find(root, member);
        if (name != nullptr && name->is_string()) continue;
        return malformed("schema-malformed", "The schema has no " + std::string(member) + ".");
    }
    return {};
}

/// What could not be applied says nothing of the credential; another schema than was signed is an error (VCDM 2.0
/// section 5.3).
void report(const Error& error, const std::string& pointer, CheckList& list) {
    if (error.code == "related-resource-digest") return list.fail("schema", error.code, error.detail, pointer);
    list.unknown("schema", error.code, "Whether the credential fits its schema is not known: " + error.detail, pointer);
}

void check_one(const json::Value& credential, const json::Value& named, const std::string& pointer,
               const Session& session, CheckList& list) {
    const bool w3c = model::has_type(named, "JsonSchema");
    if (!model::has_type(named, "1EdTechJsonSchemaValidator2019") && !w3c) {
        // One of the standard, which could be asked, is not passed over like one that only its issuer knows.
        const bool unknown = session.options.strict || model::has_type(named, "JsonSchemaCredential");
        return list.add("schema", unknown ? Outcome::Unknown : Outcome::Warning, "schema-not-checked",
                        "The credential names a schema of a kind that is not known here.", pointer);
    }
    const auto id = model::id_of(named);
    if (!id) return list.unknown("schema", "schema-without-id", "The schema has no address.", pointer);
    const Environment& environment = session.environment;
    const std::string url(*id);
    schema::PublishedSchemas source(environment.client, environment.schemas, session.options.now, &credential);
    if (w3c) {
        if (const auto good = check_says_what_it_is(url, source); !good) return report(good.error(), pointer, list);
    }
    const auto violations = schema::validate(credential, url, source);
    if (!violations) return report(violations.error(), pointer, list);
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
