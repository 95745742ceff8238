#include "wallet-server/service/vcalm/step_results.hpp"

#include "engine/json/pointer.hpp"
#include "vc/schema/validate.hpp"

namespace blason::service::vcalm {
namespace {

/// The schema of a step, which stands alone.
class OneSchema : public vc::schema::DocumentSource {
  public:
    explicit OneSchema(std::shared_ptr<const vc::schema::Document> document) : document_(std::move(document)) {}

    Result<std::shared_ptr<const vc::schema::Document>> get(const std::string& url) override {
        if (url == kUrl) return document_;
        return unavailable("schema-reference", "The schema of a presentation refers to nothing outside of itself.");
    }

    static constexpr const char* kUrl = "urn:blason:presentation-schema";

  private:
    std::shared_ptr<const vc::schema::Document> document_;
};

}  // namespace

json::Object& results_of(json::Object& variables, const std::string& step) {
    auto& results = variables["results"];
    if (!results.is_object()) results = json::Object();
    auto& own = results.get_object()[json::key(step)];
    if (!own.is_object()) own = json::Object();
    return own.get_object();
}

Result<void> keep_result(json::Object& variables, const std::string& where, json::Value value) {
    if (where.empty()) return {};
    const Error wrong = refused("result-place", "The result of an issue request cannot be kept at " + where + ".");
    if (!where.starts_with('/')) {
        if (where == "results") return wrong;
        variables[json::key(where)] = std::move(value);
        return {};
    }
    const auto tokens = json::parse_pointer(where);
    if (!tokens || tokens->empty() || tokens->front() == "results") return wrong;
    json::Object* object = &variables;
    for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
        auto& next = (*object)[json::key((*tokens)[i])];
        if (next.is_null()) next = json::Object();
        if (!next.is_object()) return wrong;
        object = &next.get_object();
    }
    (*object)[json::key(tokens->back())] = std::move(value);
    return {};
}

Result<void> check_schema(const json::Value& shown, const json::Value& schema) {
    const std::string pointer = "/verifiablePresentation";
    auto document = vc::schema::Document::read(OneSchema::kUrl, schema);
    if (!document) return std::move(document).error();
    OneSchema source(std::move(*document));
    const auto violations = vc::schema::validate(shown, OneSchema::kUrl, source);
    if (!violations) return violations.error();
    if (violations->empty()) return {};
    return refused("schema-violation", violations->front().detail, pointer + violations->front().pointer);
}

}  // namespace blason::service::vcalm
