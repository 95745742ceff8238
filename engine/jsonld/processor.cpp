#include "engine/jsonld/processor.hpp"

#include "engine/jsonld/compact.hpp"
#include "engine/jsonld/contexts.hpp"
#include "engine/jsonld/direct_to_rdf.hpp"
#include "engine/jsonld/expand.hpp"
#include "engine/jsonld/from_rdf.hpp"
#include "engine/jsonld/node_map.hpp"
#include "engine/jsonld/remote_document.hpp"
#include "engine/jsonld/to_rdf.hpp"

namespace blason::jsonld {

using json::Path;

namespace {

/// Where an expanded document lives that becomes a dataset: one arena, never freed piece by piece. The texts of the
/// quads are views into it.
struct ExpandedMemory {
    ExpandedMemory() : arena(&first_block[0], sizeof first_block) {}

    unsigned char first_block[32U << 10U];  // not zeroed
    boost::json::monotonic_resource arena;
};

}  // namespace

struct Processor::Impl {
    Impl(DocumentLoader& loader_, HtmlPages html_pages_)
        : loader(loader_), html_pages(html_pages_), contexts(loader_, {}, html_pages_) {}

    /// Section 9.1, expand(), steps 5 to 7; nullptr after an error.
    const ActiveContext* start(Run& run) const {
        const Path root;
        const auto* active = run.initial();
        if (const auto* given = run.options.expand_context) {
            const auto* inner = json::find(*given, "@context");
            active = run.local(*active, inner != nullptr ? *inner : *given, root);
            if (active == nullptr) return nullptr;
        }
        if (run.options.context_url.empty()) return active;
        return run.local(*active, json::Value(run.options.context_url), root);  // step 7
    }

    /// Section 9.1, expand(), steps 5 to 8.
    bool expand(Run& run, const json::Value& input, json::Array& out) const {
        const auto* active = start(run);
        return active != nullptr && Expander(run).document(*active, input, out);
    }

    /// The short way of plain documents; nothing where the long one is needed.
    std::optional<rdf::Dataset> direct_to_rdf(const json::Value& input, const Options& options) const {
        if (!direct_to_rdf_takes(options)) return std::nullopt;
        const auto run = std::make_shared<Run>(contexts, options, json::Storage(), Purpose::Rdf);
        rdf::Dataset dataset;
        dataset.hold(run);
        dataset.quads.reserve(64);
        const auto* active = start(*run);
        if (active == nullptr || !jsonld::direct_to_rdf(*run, *active, input, dataset)) return std::nullopt;
        return dataset;
    }

    /// Whether the short way could be gone.
    bool is_direct_rdf(const json::Value& input, const Options& options) const {
        if (!direct_to_rdf_takes(options)) return false;
        Run run(contexts, options, json::Storage(), Purpose::Rdf);
        const auto* active = start(run);
        return active != nullptr && jsonld::is_direct_rdf(run, *active, input);
    }

    /// Section 9.1, compact(), steps 6 to 9.
    bool compact(Run& run, const json::Array& expanded, const json::Value& given, TopLevel top,
                 json::Object& out) const {
        const auto* inner = json::find(given, "@context");
        const json::Value& context = inner != nullptr ? *inner : given;
        // An option base says what references are relative to; @base in the context goes on from there.
        const auto* active = run.initial();
        if (!context.is_null()) {
            active = run.local(*active, context, Path{});
            if (active == nullptr) return false;
        }
        json::Object compacted(run.storage);
        if (!Compactor(run).document(*active, json::Value(expanded, run.storage), top, compacted)) return false;
        const bool empty = context.is_null() || (context.is_object() && context.get_object().empty()) ||
                           (context.is_array() && context.get_array().empty());
        if (!empty) out.emplace("@context", json::Value(context, run.storage));
        for (auto& entry : compacted) out.insert_or_assign(entry.key(), std::move(entry.value()));
        return true;
    }

    /// What comes after expansion does not know the input. So when it fails, all is done once more with the places
    /// marked; `error` is the answer where that does not fail in the same way.
    template <typename Work>
    Error located(Error error, const json::Value& input, const Options& options, Purpose purpose, Work&& work) const {
        Run run(contexts, options, {}, purpose);
        run.mark_places = true;
        json::Array expanded;
        if (!expand(run, input, expanded) || work(run, expanded) || run.error.code != error.code) return error;
        return std::move(run.error);
    }

    DocumentLoader& loader;
    HtmlPages html_pages;
    Contexts contexts;
};

Processor::Processor(DocumentLoader& loader, HtmlPages html_pages)
    : impl_(std::make_unique<Impl>(loader, html_pages)) {}
Processor::~Processor() = default;

Result<Document> Processor::load(std::string_view url, const Options& options) const {
    return load_document(impl_->loader, url, {{}, options.extract_all_scripts, impl_->html_pages}, options.base);
}

Result<json::Value> Processor::expand(const json::Value& input, const Options& options, json::Storage storage) const {
    Run run(impl_->contexts, options, storage, Purpose::Document);
    json::Array expanded(storage);
    if (!impl_->expand(run, input, expanded)) return std::move(run.error);
    return json::Value(std::move(expanded));
}

Result<void> Processor::check(const json::Value& input, const Options& options) const {
    if (impl_->is_direct_rdf(input, options)) return {};  // all of it can even be written as RDF
    ExpandedMemory memory;
    Run run(impl_->contexts, options, &memory.arena, Purpose::Document);
    json::Array expanded(&memory.arena);
    if (!impl_->expand(run, input, expanded)) return std::move(run.error);
    return {};
}

Result<json::Value> Processor::compact(const json::Value& input, const json::Value& context, const Options& options,
                                       json::Storage storage) const {
    Run run(impl_->contexts, options, storage, Purpose::Document);
    json::Array expanded(storage);
    json::Object compacted(storage);
    if (!impl_->expand(run, input, expanded)) return std::move(run.error);
    const auto compact = [&](Run& with, const json::Array& document) {
        return impl_->compact(with, document, context, TopLevel::Shortest, compacted);
    };
    if (!compact(run, expanded))
        return impl_->located(std::move(run.error), input, options, Purpose::Document, compact);
    return json::Value(std::move(compacted));
}

Result<json::Value> Processor::flatten(const json::Value& input, const json::Value* context, const Options& options,
                                       json::Storage storage) const {
    Run run(impl_->contexts, options, storage, Purpose::Document);
    json::Array expanded(storage);
    json::Array flattened(storage);
    if (!impl_->expand(run, input, expanded)) return std::move(run.error);
    const auto flatten = [&](Run& with, const json::Array& document) {
        return NodeMap(with).flatten(document, flattened);
    };
    if (!flatten(run, expanded))
        return impl_->located(std::move(run.error), input, options, Purpose::Document, flatten);
    if (context == nullptr) return json::Value(std::move(flattened));
    json::Object compacted(storage);
    if (!impl_->compact(run, flattened, *context, TopLevel::Graph, compacted)) return std::move(run.error);
    return json::Value(std::move(compacted));
}

Result<json::Value> Processor::from_rdf(const rdf::Dataset& dataset, const Options& options,
                                        json::Storage storage) const {
    Run run(impl_->contexts, options, storage, Purpose::Document);
    json::Array document(storage);
    if (!RdfReader(run).dataset(dataset, document)) return std::move(run.error);
    return json::Value(std::move(document));
}

Result<rdf::Dataset> Processor::to_rdf(const json::Value& input, const Options& options) const {
    if (auto dataset = impl_->direct_to_rdf(input, options)) return std::move(*dataset);
    const auto memory = std::make_shared<ExpandedMemory>();
    Run run(impl_->contexts, options, &memory->arena, Purpose::Rdf);
    json::Array expanded(&memory->arena);
    if (!impl_->expand(run, input, expanded)) return std::move(run.error);
    rdf::Dataset dataset;
    dataset.hold(memory);
    dataset.quads.reserve(64);
    const auto write = [](Run& with, const json::Array& document, rdf::Dataset& out) {
        return RdfWriter(with, out).document(document);
    };
    if (write(run, expanded, dataset)) return dataset;
    rdf::Dataset again;
    return impl_->located(std::move(run.error), input, options, Purpose::Rdf,
                          [&](Run& with, const json::Array& document) { return write(with, document, again); });
}

}  // namespace blason::jsonld
