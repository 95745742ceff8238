// JSON-LD API section 4.1, Context Processing, and section 4.2, Create Term Definition. Nothing here is on the hot
// path: Contexts (contexts.hpp) remembers the results.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/jsonld/active_context.hpp"
#include "engine/jsonld/context_work.hpp"
#include "engine/jsonld/iri_expansion.hpp"
#include "engine/jsonld/remote_contexts.hpp"

namespace blason::jsonld {

/// A number never given out before: active contexts and term definitions are told apart by it.
std::uint64_t next_identity();

/// A new active context (section 4.1: "newly-initialized").
std::shared_ptr<ActiveContext> initial_context(const std::optional<std::string>& base,
                                               const std::optional<std::string>& original_base, ProcessingMode mode);

/// Section 4.1.2 step 2: what `local` itself says by @propagate, else `otherwise`. Only an object says it: in an array
/// of contexts @propagate is checked for its type and means nothing.
bool propagates(const json::Value& local, bool otherwise);

/// The optional inputs of section 4.1.2, and where the local context is written.
struct ContextInput {
    std::string base_url;
    std::vector<std::string> remote_contexts;
    bool override_protected = false;
    bool propagate = true;  ///< after step 2, see propagates()
    bool validate_scoped_context = true;
    std::shared_ptr<const json::Value> owner;  ///< keeps the local context alive: definitions point into it
    const json::Path* path = nullptr;          ///< place in the input that caused this
    bool in_input = true;                      ///< the local context itself is part of the input: `path` leads into it
    std::size_t depth = 0;                     ///< contexts within contexts
};

class ContextProcessor {
  public:
    ContextProcessor(RemoteContexts& remote, ContextWork& work) : remote_(&remote), work_(&work) {}

    Result<std::shared_ptr<ActiveContext>> process(const std::shared_ptr<const ActiveContext>& active,
                                                   const json::Value& local, const ContextInput& input);

  private:
    // What steps 5.4 to 5.13 and Create Term Definition share while one context definition is read.
    struct Definition {
        std::shared_ptr<ActiveContext> active;
        const json::Object* local = nullptr;
        const ContextInput* input = nullptr;
        std::unordered_map<std::string_view, bool> defined;
        bool default_protected = false;
        std::size_t depth = 0;  ///< terms that wait for each other
    };

    Result<std::shared_ptr<ActiveContext>> process_remote(const std::shared_ptr<ActiveContext>& result,
                                                          std::string_view reference, const ContextInput& input);
    Result<void> process_definition(const std::shared_ptr<ActiveContext>& result, const json::Value& context,
                                    const ContextInput& input);
    Result<void> process_keywords(ActiveContext& result, const json::Object& context, const ContextInput& input);
    Result<void> set_base(ActiveContext& result, const json::Value& value, const ContextInput& input);
    Result<void> set_vocab(ActiveContext& result, const json::Value& value, const ContextInput& input);
    /// Step 5.6; the merged context.
    Result<json::Value> import(const json::Object& context, const ContextInput& input);

    // create_term_definition.cpp
    Result<void> create_term(Definition& d, std::string_view term);
    Result<void> fill_term(Definition& d, TermDefinition& definition, const json::Object& value, bool simple_term,
                           const json::Path& here, bool& ignore);
    Result<void> map_type(Definition& d, TermDefinition& definition, const json::Value& type, const json::Path& here);
    Result<void> map_reverse(Definition& d, TermDefinition& definition, const json::Object& value,
                             const json::Path& here, bool& ignore);
    Result<void> map_id(Definition& d, TermDefinition& definition, const json::Value& id, bool simple_term,
                        const json::Path& here, bool& ignore);
    Result<void> map_by_name(Definition& d, TermDefinition& definition, const json::Path& here);
    Result<void> map_container(Definition& d, TermDefinition& definition, const json::Value& container,
                               const json::Path& here);
    Result<void> map_rest(Definition& d, TermDefinition& definition, const json::Object& value, const json::Path& here);
    Result<void> map_context(Definition& d, TermDefinition& definition, const json::Value& context,
                             const json::Path& here);
    /// IRI Expansion with a local context: steps 3 and 6.3 first. The text stays good while this processor lives.
    Result<Iri> expand_in_context(Definition& d, std::string_view value, IriFlags flags);

    RemoteContexts* remote_;
    ContextWork* work_;
    TextArena arena_;
};

}  // namespace blason::jsonld
