// The JSON-LD 1.1 API (W3C Recommendation, section 9): one object that keeps compiled contexts and runs the algorithms.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/loader.hpp"
#include "engine/rdf/term.hpp"

namespace blason::jsonld {

enum class ProcessingMode { JsonLd10, JsonLd11 };
enum class RdfDirection { None, I18nDatatype, CompoundLiteral };

struct Limits {
    std::size_t max_depth = 64;               ///< nesting of the document, and of contexts
    std::size_t max_remote_contexts = 16;     ///< in one chain of contexts that name each other
    std::size_t max_context_documents = 64;   ///< asked of the loader for one document
    std::size_t max_context_terms = 500'000;  ///< definitions made and copied for the contexts of one document
    std::size_t max_nodes = 1'000'000;        ///< values visited
    std::size_t max_quads = 1'000'000;
};

/// JsonLdOptions (section 9.3) plus ours.
struct Options {
    std::optional<std::string> base;              ///< no value: base IRI null (Data Integrity)
    const json::Value* expand_context = nullptr;  ///< a context or an object with @context
    std::string context_url;                      ///< of a loaded Document; empty: none
    ProcessingMode processing_mode = ProcessingMode::JsonLd11;
    bool compact_arrays = true;
    bool compact_to_relative = true;
    bool ordered = false;
    bool use_native_types = false;
    bool use_rdf_type = false;
    bool produce_generalized_rdf = false;
    bool extract_all_scripts = false;  ///< load() only; the standard has it true for a document that goes to to_rdf()
    RdfDirection rdf_direction = RdfDirection::None;
    /// Every loss of data is an error "data-loss" whose pointer names the place in the input (requirements/vc.md
    /// section 4).
    bool safe = false;
    /// Gets the objects of the input that are node objects without @id, the blank nodes that can be given one: to each
    /// of them an "@id" can be added without changing anything else. Good as long as the input is.
    std::unordered_set<const json::Object*>* unnamed_nodes = nullptr;
    Limits limits{};
};

/// A document found under a URL, for expand() and the others: Options::base takes `base`, Options::context_url
/// `context_url`.
struct Document {
    json::Value value;
    std::string url;          ///< final URL, after redirects and alternate links
    std::string base;         ///< Options::base, or else `url`; the base element of an HTML page goes before both
    std::string context_url;  ///< context named by a Link header, absolute; empty: none
};

/// Keeps every context it has compiled, immutable and shared. Safe from every thread.
/// Errors carry the standard's code (section 9.6.1) and the pointer into the input; of what comes after expansion, the
/// pointer of the node it happened at ("" when compaction fails after flattening). A limit that is
/// passed: "context overflow" (contexts that name each other, documents), "jsonld-context-limit" (terms),
/// "jsonld-depth-limit", "jsonld-node-limit", "jsonld-quad-limit".
class Processor {
  public:
    /// `html_pages`: for load() and for contexts alike. Credentials are read with a processor that refuses them.
    explicit Processor(DocumentLoader& loader, HtmlPages html_pages = HtmlPages::Refused);
    ~Processor();
    Processor(const Processor&) = delete;
    Processor& operator=(const Processor&) = delete;

    /// Section 9.4: loads a document by its Content-Type and Link headers. The fragment of `url` chooses
    /// among the script elements of an HTML page, where pages are read.
    /// Errors "loading document failed", "multiple context link headers", "invalid script element".
    Result<Document> load(std::string_view url, const Options& options) const;

    /// Section 5.1. `storage`: where the result lives; it may hold views of nothing, only copies.
    Result<json::Value> expand(const json::Value& input, const Options& options, json::Storage storage = {}) const;
    /// The errors of expand(), without its result: whether this is JSON-LD, and in safe mode, whether all of it is.
    Result<void> check(const json::Value& input, const Options& options) const;
    /// Section 9.1 compact(). `context`: a local context, or an object with @context; null compacts with none. The
    /// result carries it as it was given. Errors of `context` have pointers into it.
    Result<json::Value> compact(const json::Value& input, const json::Value& context, const Options& options,
                                json::Storage storage = {}) const;
    /// Section 9.1 flatten(). `context`: nullptr leaves the result in expanded form; else the nodes stand in an
    /// @graph array, also a single one.
    Result<json::Value> flatten(const json::Value& input, const json::Value* context, const Options& options,
                                json::Storage storage = {}) const;
    /// Section 8.4. Native types are used only where no digit is lost.
    Result<json::Value> from_rdf(const rdf::Dataset& dataset, const Options& options, json::Storage storage = {}) const;
    /// Section 8.1, from a document in any form: expands, then serializes as RDF. Blank nodes are labelled b0, b1, ...
    Result<rdf::Dataset> to_rdf(const json::Value& input, const Options& options) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace blason::jsonld
