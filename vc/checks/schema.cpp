#include "vc/checks/schema.hpp"

#include "vc/checks/schema_credential.hpp"
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

/// Published schemas are compared where they are got (schema/published.hpp).
Result<void> check_credential_is_meant(const json::Value& credential, const std::string& url,
                                       schema::DocumentSource& source) {
    const auto document = source.get(url);
    return document ? model::check_integrity(credential, url, (*document)->digests()) : document.error();
}

/// A schema out of a credential; those it refers to are published by themselves.
class SchemaOfCredential : public schema::DocumentSource {
  public:
    SchemaOfCredential(std::string url, const Session& session, schema::DocumentSource& others)
        : url_(std::move(url)), session_(session), others_(others) {}

    Result<std::shared_ptr<const schema::Document>> get(const std::string& url) override {
        if (url != url_) return others_.get(url);
        if (!found_) found_ = schema_in_credential(url, session_);
        return *found_;
    }

  private:
    std::string url_;
    const Session& session_;
    schema::DocumentSource& others_;
    std::optional<Result<std::shared_ptr<const schema::Document>>> found_;
};

/// What could not be applied says nothing of the credential; another schema than was signed is an error (VCDM 2.0
/// section 5.3).
void report(const Error& error, const std::string& pointer, CheckList& list) {
    if (error.code == "related-resource-digest") return list.fail("schema", error.code, error.detail, pointer);
    list.unknown("schema", error.code, "Whether the credential fits its schema is not known: " + error.detail, pointer);
}

void check_one(const json::Value& credential, const json::Value& named, const std::string& pointer,
               const Session& session, CheckList& list) {
    const bool w3c = model::has_type(named, "JsonSchema");
    const bool in_credential = model::has_type(named, "JsonSchemaCredential");
    if (!model::has_type(named, "1EdTechJsonSchemaValidator2019") && !w3c && !in_credential) {
        return list.add("schema", session.options.strict ? Outcome::Unknown : Outcome::Warning, "schema-not-checked",
                        "The credential names a schema of a kind that is not known here.", pointer);
    }
    const auto id = model::id_of(named);
    if (!id) return list.unknown("schema", "schema-without-id", "The schema has no address.", pointer);
    const Environment& environment = session.environment;
    const std::string url(*id);
    schema::PublishedSchemas published(environment.client, environment.schemas, session.options.now, &credential);
    SchemaOfCredential of_credential(url, session, published);
    schema::DocumentSource& source = in_credential ? static_cast<schema::DocumentSource&>(of_credential) : published;
    if (const auto good = in_credential ? check_credential_is_meant(credential, url, source)
                          : w3c         ? check_says_what_it_is(url, source)
                                        : Result<void>();
        !good) {
        return report(good.error(), pointer, list);
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
