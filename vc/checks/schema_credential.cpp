#include "vc/checks/schema_credential.hpp"

#include "vc/model/values.hpp"
#include "vc/schema/published.hpp"

namespace blason::vc::checks {

namespace {

/// What every such credential names as its own schema. It asks for what is looked at here, so it is not fetched.
constexpr std::string_view kOwnSchema = "https://www.w3.org/ns/credentials/json-schema/v2.json";

using Schema = std::shared_ptr<const schema::Document>;

Error no_schema(std::string detail) {
    return refused("schema-credential", std::move(detail));
}

bool has_own_schema(const json::Value& credential) {
    const json::Value* named = json::find(credential, "credentialSchema");
    if (named == nullptr || !named->is_object()) return false;
    return model::has_type(*named, "JsonSchema") && model::id_of(*named) == kOwnSchema;
}

/// Its check `schema` cannot be made without fetching, and is the one that has_own_schema stands for.
Result<void> check_verified(const Report& report) {
    const Check* unknown = nullptr;
    for (const Check& check : report.checks) {
        if (check.outcome == Outcome::Fail)
            return no_schema("The credential with the schema does not verify. " + check.message);
        if (check.outcome == Outcome::Unknown && check.name != "schema") unknown = &check;
    }
    if (unknown == nullptr) return {};
    return unavailable("schema-credential",
                       "The credential with the schema could not be verified. " + unknown->message);
}

/// Section 2.2: one subject, which is a JsonSchema and has it.
Result<Schema> read_schema(const std::string& url, std::string_view text, const Session& session) {
    VerifyOptions options;
    options.now = session.options.now;
    Environment alone = session.environment;
    alone.client = nullptr;
    alone.status_lists = nullptr;
    alone.schemas = nullptr;
    const auto report = verify(text, options, alone);
    if (!report) return report.error();
    const json::Value& credential = report->credential;
    if (!model::has_type(credential, "JsonSchemaCredential") || !has_own_schema(credential))
        return no_schema("What stands at the address of the schema is no JsonSchemaCredential.");
    if (model::id_of(credential) != url) return no_schema("The credential with the schema says it is another one.");
    if (auto good = check_verified(*report); !good) return std::move(good).error();
    const json::Value* subject = json::find(credential, "credentialSubject");
    const json::Value* schema = subject == nullptr ? nullptr : json::find(*subject, "jsonSchema");
    if (schema == nullptr || !schema->is_object() || !model::has_type(*subject, "JsonSchema"))
        return no_schema("The credential has no schema.");
    // A schema says in which draft it is written, and who it is, unless it only refers to another that does.
    for (const std::string_view member : {"$schema", "$id"}) {
        const json::Value* name = json::find(*schema, member);
        const bool refers = json::find(*schema, "$ref") != nullptr;
        if ((name == nullptr && !refers) || (name != nullptr && !name->is_string()))
            return malformed("schema-malformed", "The schema has no " + std::string(member) + ".");
    }
    // Into memory of its own: it outlives the report.
    json::Value own(*schema, boost::json::storage_ptr());
    return schema::Document::read(url, std::move(own), schema::Dialect::Draft2020, model::digests_of(text));
}

Result<Schema> fetch_schema(const std::string& url, const Session& session) {
    net::HttpClient* client = session.environment.client;
    if (client == nullptr) return unavailable("fetch-offline", "Nothing is fetched, so the schema is not known.");
    net::FetchRequest request;
    request.url = url;
    request.accept = "application/vc, application/vc+jwt, application/vc+sd-jwt, application/ld+json, application/json";
    const auto reply = client->fetch(request);
    if (!reply) return reply.error();
    if (reply->status != 200)
        return unavailable("fetch-status", "The address of the schema answers " + std::to_string(reply->status) + ".");
    return read_schema(url, reply->body, session);
}

}  // namespace

Result<Schema> schema_in_credential(const std::string& url, const Session& session) {
    schema::Cache* cache = session.environment.schemas;
    if (cache == nullptr) return fetch_schema(url, session);
    // Apart from what stands at this address itself.
    return cache->documents.get("JsonSchemaCredential " + url, session.options.now, [&](const auto&) {
        auto answer = fetch_schema(url, session);
        const Instant until = schema::fresh_until(session.options.now, answer.has_value());
        return status::SharedLookups<schema::Document>::Loaded{std::move(answer), until};
    });
}

}  // namespace blason::vc::checks
