#include "engine/jsonld/processor.hpp"

#include "engine/jsonld/contexts.hpp"
#include "engine/jsonld/expand.hpp"
#include "engine/jsonld/to_rdf.hpp"

namespace blason::jsonld {

using json::Path;

struct Processor::Impl {
    explicit Impl(DocumentLoader& loader) : contexts(loader) {}

    /// Section 9.1, expand(), steps 5 to 8.
    bool expand(Run& run, const json::Value& input, json::Array& out) const {
        const Path root;
        const auto* active = run.hold(contexts.initial(run.options.base, run.options.processing_mode));
        if (const auto* given = run.options.expand_context) {
            const auto* inner = json::find(*given, "@context");
            active = run.local(*active, inner != nullptr ? *inner : *given, root);
            if (active == nullptr) return false;
        }
        return Expander(run).document(*active, input, out);
    }

    Contexts contexts;
};

Processor::Processor(DocumentLoader& loader) : impl_(std::make_unique<Impl>(loader)) {}
Processor::~Processor() = default;

Result<json::Value> Processor::expand(const json::Value& input, const Options& options, json::Storage storage) const {
    Run run(impl_->contexts, options, storage, Purpose::Document);
    json::Array expanded(storage);
    if (!impl_->expand(run, input, expanded)) return std::move(run.error);
    return json::Value(std::move(expanded));
}

Result<rdf::Dataset> Processor::to_rdf(const json::Value& input, const Options& options) const {
    // The expanded document lives as long as this call: one arena, never freed piece by piece.
    constexpr std::size_t kFirstBlock = 64U << 10U;
    boost::json::monotonic_resource arena(kFirstBlock);
    Run run(impl_->contexts, options, &arena, Purpose::Rdf);
    json::Array expanded(&arena);
    if (!impl_->expand(run, input, expanded)) return std::move(run.error);
    rdf::Dataset dataset;
    if (!RdfWriter(run, dataset).document(expanded)) return std::move(run.error);
    return dataset;
}

}  // namespace blason::jsonld
