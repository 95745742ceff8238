// Document loaders for tests: a map in memory, and the JSON-LD suite's own files under the URL they are published at.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "engine/jsonld/loader.hpp"
#include "tests/support/suites.hpp"

namespace blason::test {

/// URL -> JSON text; everything else is refused.
class MapDocuments : public jsonld::DocumentLoader {
  public:
    std::map<std::string, std::string, std::less<>> documents;

    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions&) override {
        const auto found = documents.find(url);
        if (found == documents.end()) return refused("loading document failed", "no document " + std::string(url));
        return jsonld::RemoteDocument{found->first, "application/ld+json", {}, found->second};
    }
};

/// https://w3c.github.io/json-ld-api/tests/ answered from the suite's folder.
class SuiteDocuments : public jsonld::DocumentLoader {
  public:
    static constexpr std::string_view kBase = "https://w3c.github.io/json-ld-api/tests/";
    static std::filesystem::path folder() { return suites_root() / "json-ld-api" / "tests"; }

    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions&) override {
        if (!url.starts_with(kBase)) return refused("loading document failed", "not a file of the suite");
        const auto file = folder() / url.substr(kBase.size());
        if (!std::filesystem::is_regular_file(file))
            return refused("loading document failed", "no file for " + std::string(url));
        return jsonld::RemoteDocument{std::string(url), content_type(file), {}, read_file(file)};
    }

    static std::string content_type(const std::filesystem::path& file) {
        if (file.extension() == ".html") return "text/html";
        return file.extension() == ".json" ? "application/json" : "application/ld+json";
    }
};

/// The contexts credentials use, by URL, from the suites (contexts/index.json).
inline MapDocuments credential_contexts() {
    MapDocuments loader;
    const auto folder = suites_root() / "contexts";
    const auto index = read_json(folder / "index.json");
    for (const auto& entry : index.as_object()) {
        const auto& value = entry.value();
        const auto file = value.is_string() ? json::view(value) : json::view(value.at("file"));
        loader.documents.emplace(std::string(entry.key()), read_file(folder / file));
    }
    return loader;
}

}  // namespace blason::test
