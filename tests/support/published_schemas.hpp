// The JSON Schemas that 1EdTech publishes, from the public suites, as a source for our evaluator.
#pragma once

#include <string>
#include <vector>

#include "tests/support/suites.hpp"
#include "vc/schema/validate.hpp"

namespace blason::test {

inline const std::string kOpenBadgesSchemas = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_";
inline const std::string kClrSchemas = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_";

/// By their address; read_json throws where the suites are not.
class PublishedByOneEdTech : public vc::schema::DocumentSource {
  public:
    static json::Value index() { return read_json(folder() / "index.json"); }

    Result<std::shared_ptr<const vc::schema::Document>> get(const std::string& url) override {
        const json::Value all = index();
        const json::Value* entry = json::find(all, url);
        if (entry == nullptr) return unavailable("fetch-offline", "There is no " + url);
        return vc::schema::Document::read(url, read_json(folder() / std::string(json::text_view(*entry, "file"))));
    }

  private:
    static std::filesystem::path folder() { return suites_root() / "schemas"; }
};

/// What does not fit, one a line; the code of an error. Nothing: it fits.
inline std::string judged_by_schema(const json::Value& instance, const std::string& url) {
    PublishedByOneEdTech source;
    const auto violations = vc::schema::validate(instance, url, source);
    if (!violations) return violations.error().code;
    std::string out;
    for (const auto& one : *violations) out += one.keyword + " " + one.pointer + "\n";
    return out;
}

}  // namespace blason::test
