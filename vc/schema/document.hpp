// A JSON Schema document, drafts 7, 2019-09 and 2020-12: what stands in it under which name (JSON Schema Core, section
// 9).
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/model/resource_digests.hpp"

namespace blason::vc::schema {

enum class Dialect { Draft7, Draft2019, Draft2020 };

/// A schema with a URL of its own: the whole document, or a part with `$id`.
struct Resource {
    std::string url;  ///< absolute, without fragment
    const json::Value* root = nullptr;
    Dialect dialect = Dialect::Draft2020;
    bool recursive_anchor = false;  ///< 2019-09: `$recursiveAnchor`
    std::map<std::string, const json::Value*, std::less<>>
        anchors;  ///< `$anchor` and `$dynamicAnchor`; of draft 7 an `$id` that is a fragment
    std::set<std::string, std::less<>> dynamic_anchors;  ///< 2020-12: names of `$dynamicAnchor`
};

class Document {
  public:
    /// `url`: where the document was found. `unnamed`: the dialect of a document without `$schema`. Errors:
    /// "schema-malformed" (neither an object nor a boolean, or an `$id` that is no URL), "schema-dialect-unknown" (kind
    /// Unavailable: a `$schema` other than the three drafts).
    /// `digests`: of its text, where it came as a text.
    static Result<std::shared_ptr<const Document>> read(std::string url, json::Value value,
                                                        Dialect unnamed = Dialect::Draft2020,
                                                        model::ResourceDigests digests = {});

    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    [[nodiscard]] const Resource& whole() const { return resources_.front(); }
    [[nodiscard]] const model::ResourceDigests& digests() const { return digests_; }
    /// By URL without fragment; nullptr when it is not of this document.
    [[nodiscard]] const Resource* find(std::string_view url) const;
    /// The resource that begins at this place; nullptr for a place without `$id`.
    [[nodiscard]] const Resource* beginning_at(const json::Value& place) const;

  private:
    Document(std::string url, json::Value value, Dialect unnamed);
    Result<void> index(const json::Value& schema, Resource* within);
    Result<Resource*> begin_resource(const json::Value& schema, Resource* within);
    static Result<void> read_dialect(const json::Object& schema, Resource& resource);
    Result<void> index_inside(const json::Object& schema, Resource* within);

    std::string url_;
    json::Value value_;
    model::ResourceDigests digests_;
    std::deque<Resource> resources_;
    std::map<std::string, const Resource*, std::less<>> by_url_;
    std::unordered_map<const json::Value*, const Resource*> by_place_;
};

}  // namespace blason::vc::schema
