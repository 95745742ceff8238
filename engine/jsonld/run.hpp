// What one call of the API carries through its algorithms.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/json/pointer.hpp"
#include "engine/jsonld/contexts.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/jsonld/text_arena.hpp"

namespace blason::jsonld {

/// Where the result of an expansion goes; decides what counts as lost in safe mode.
enum class Purpose { Document, Rdf };

struct Run {
    Run(const Contexts& contexts_, const Options& options_, json::Storage storage_, Purpose purpose_)
        : contexts(contexts_),
          options(options_),
          storage(std::move(storage_)),
          purpose(purpose_),
          shared_(contexts_.shared()) {}

    const Contexts& contexts;
    const Options& options;
    json::Storage storage;
    Purpose purpose;
    TextArena texts;
    Error error;  ///< set when an algorithm answered false
    std::size_t nodes = 0;
    /// Node objects of the expanded document carry their place in the input, as a pointer under "@context" (a keyword
    /// that expansion leaves behind nowhere, and all that comes after it passes over).
    bool mark_places = false;
    const json::Object* node = nullptr;  ///< the one of the expanded document that is being worked on

    /// The algorithms below return false after one of these; on the hot path a bool costs less than a Result.
    bool fail(std::string code, std::string detail, const json::Path& path) {
        error = refused(std::move(code), std::move(detail), path.pointer());
        return false;
    }
    bool fail(Error cause) {
        error = std::move(cause);
        return false;
    }
    bool too_large(std::string code, std::string detail, const json::Path& path) {
        error = {std::move(code), std::move(detail), path.pointer(), ErrorKind::TooLarge};
        return false;
    }
    /// For what comes after expansion: the place is that of the node, where places are marked.
    bool fail_at_node(std::string code, std::string detail, ErrorKind kind = ErrorKind::Refused);
    /// Something of the input would be lost: an error in safe mode, and no matter otherwise.
    bool lose(std::string_view what, const json::Path& path) {
        if (!options.safe) return true;
        return fail("data-loss", std::string(what), path);
    }

    // The contexts answered here live as long as this run, so that the algorithms may hand plain pointers around.

    /// The context that the options start with.
    const ActiveContext* initial();
    /// Applies a scoped context; nullptr after an error. Within one run the same question is answered without a lock.
    const ActiveContext* scoped(const ActiveContext& active, const TermDefinition& definition, Scope scope,
                                const json::Path& path);
    /// Applies the local context at `path`; nullptr after an error.
    const ActiveContext* local(const ActiveContext& active, const json::Value& context, const json::Path& path);

  private:
    const ActiveContext* hold(ContextPtr context) {
        held_.push_back(std::move(context));
        return held_.back().get();
    }

    struct Memo {
        const ActiveContext* active = nullptr;
        const TermDefinition* definition = nullptr;
        const ActiveContext* result = nullptr;
        Scope scope = Scope::Property;
    };
    std::array<Memo, 32> memo_{};
    ContextWork context_work_{options.limits};
    std::shared_ptr<const Contexts::Shared> shared_;  ///< holds nearly all contexts of this run; held_ the others
    std::vector<ContextPtr> held_;
};

}  // namespace blason::jsonld
