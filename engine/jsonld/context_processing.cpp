#include "engine/jsonld/context_processing.hpp"

#include <algorithm>
#include <atomic>

#include "engine/iri/iri.hpp"

namespace blason::jsonld {
namespace {

using json::Path;

// The pointer of something in a local context: exact when the context is part of the input.
std::string place(const ContextInput& input, std::string_view entry) {
    if (input.path == nullptr) return {};
    return input.in_input ? Path(input.path, entry).pointer() : input.path->pointer();
}

Error in_context(std::string code, std::string detail, const ContextInput& input, std::string_view entry) {
    if (!input.in_input && !input.base_url.empty()) detail += " (in the context " + input.base_url + ")";
    return refused(std::move(code), std::move(detail), place(input, entry));
}

Error too_much_work(const Path& path) {
    return {"jsonld-context-limit", "The contexts of the document define too many terms.", path.pointer(),
            ErrorKind::TooLarge};
}

bool is_version_1_1_or_later(const json::Value& version) {
    return version.is_double() && (version.get_double() == 1.1 || version.get_double() == 1.2);
}

}  // namespace

std::uint64_t next_identity() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

std::shared_ptr<ActiveContext> initial_context(const std::optional<std::string>& base,
                                               const std::optional<std::string>& original_base, ProcessingMode mode) {
    auto context = std::make_shared<ActiveContext>();
    context->id = next_identity();
    context->mode = mode;
    context->base = base;
    context->original_base = original_base;
    return context;
}

// Step 2.
bool propagates(const json::Value& local, bool otherwise) {
    const auto* entry = json::find(local, "@propagate");
    return entry != nullptr && entry->is_bool() ? entry->get_bool() : otherwise;
}

Result<std::shared_ptr<ActiveContext>> ContextProcessor::process(const std::shared_ptr<const ActiveContext>& active,
                                                                 const json::Value& local, const ContextInput& input) {
    const Path root;
    const Path& path = input.path != nullptr ? *input.path : root;
    if (input.depth > work_->limits.max_depth)
        return Error{"jsonld-depth-limit", "Contexts are nested too deeply.", path.pointer(), ErrorKind::TooLarge};
    if (!work_->define(active->terms.size() + 1)) return too_much_work(path);
    // Step 1.
    auto result = std::make_shared<ActiveContext>(*active);
    result->id = next_identity();
    // Steps 2 and 3: `input` brings the answer to @propagate.
    const bool propagate = input.propagate;
    if (!propagate && !result->previous) result->previous = active;
    // Steps 4 and 5.
    const auto process_item = [&](const json::Value& context, const ContextInput& here) -> Result<void> {
        if (context.is_null()) {  // step 5.1
            if (!here.override_protected && result->has_protected_terms())
                return refused("invalid context nullification",
                               "A null context would drop protected terms; only a property-scoped context may.",
                               here.path != nullptr ? here.path->pointer() : std::string());
            auto previous = propagate ? nullptr : result;
            result = initial_context(active->original_base, active->original_base, active->mode);
            result->previous = std::move(previous);
            return {};
        }
        if (context.is_string()) {  // step 5.2
            auto processed = process_remote(result, json::view(context), here);
            if (!processed) return processed.error();
            result = std::move(*processed);
            return {};
        }
        if (!context.is_object())  // step 5.3
            return refused("invalid local context", "A context is an object, a string or null.",
                           here.path != nullptr ? here.path->pointer() : std::string());
        return process_definition(result, context, here);
    };
    if (!local.is_array()) {
        if (auto done = process_item(local, input); !done) return done.error();
        return result;
    }
    for (std::size_t i = 0; i < local.get_array().size(); ++i) {
        const Path item(&path, i);
        ContextInput here = input;
        if (input.in_input) here.path = &item;
        if (auto done = process_item(local.get_array()[i], here); !done) return done.error();
    }
    return result;
}

// Step 5.2.
Result<std::shared_ptr<ActiveContext>> ContextProcessor::process_remote(const std::shared_ptr<ActiveContext>& result,
                                                                        std::string_view reference,
                                                                        const ContextInput& input) {
    const auto pointer = [&] { return input.path != nullptr ? input.path->pointer() : std::string(); };
    const std::string url = iri::resolve(input.base_url, reference);
    if (!iri::is_absolute(url))
        return refused("loading document failed", "The context \"" + url + "\" is relative, and there is no base.",
                       pointer());
    const auto& seen = input.remote_contexts;
    if (!input.validate_scoped_context && std::find(seen.begin(), seen.end(), url) != seen.end()) return result;
    if (seen.size() >= work_->limits.max_remote_contexts)
        return refused("context overflow", "Too many contexts refer to each other, the last is " + url + ".",
                       pointer());
    auto loaded = remote_->load(url, *work_);
    if (!loaded) {
        loaded.error().pointer = pointer();
        return loaded.error();
    }
    // Step 5.2.6. Override protected goes along: a property-scoped context may say by reference what it may say inline.
    ContextInput inner = input;
    inner.remote_contexts.push_back(url);
    inner.base_url = (*loaded)->url;
    inner.propagate = propagates(*(*loaded)->context, true);
    inner.owner = (*loaded)->context;
    inner.in_input = false;
    ++inner.depth;
    return process(result, *(*loaded)->context, inner);
}

Result<void> ContextProcessor::process_definition(const std::shared_ptr<ActiveContext>& result,
                                                  const json::Value& context, const ContextInput& input) {
    if (const auto* version = json::find(context, "@version")) {  // step 5.5
        if (!is_version_1_1_or_later(*version))
            return in_context("invalid @version value", "@version is the number 1.1.", input, "@version");
        if (result->mode == ProcessingMode::JsonLd10)
            return in_context("processing mode conflict", "@version 1.1 needs a JSON-LD 1.1 processor.", input,
                              "@version");
    }
    if (json::find(context, "@import") != nullptr) {  // step 5.6
        if (result->mode == ProcessingMode::JsonLd10)
            return in_context("invalid context entry", "@import needs JSON-LD 1.1.", input, "@import");
        auto merged = import(context.get_object(), input);
        if (!merged) return merged.error();
        ContextInput inner = input;
        auto owner = std::make_shared<const json::Value>(std::move(*merged));
        inner.owner = owner;
        return process_definition(result, *owner, inner);
    }
    const auto& entries = context.get_object();
    if (!work_->define(entries.size())) return too_much_work(input.path != nullptr ? *input.path : Path{});
    if (auto done = process_keywords(*result, entries, input); !done) return done;
    // Steps 5.12 and 5.13.
    Definition d;
    d.active = result;
    d.local = &entries;
    d.input = &input;
    if (const auto* entry = json::find(entries, "@protected")) {
        if (!entry->is_bool())
            return in_context("invalid @protected value", "@protected is true or false.", input, "@protected");
        d.default_protected = entry->get_bool();
    }
    for (const auto& entry : entries) {
        const std::string_view term(entry.key().data(), entry.key().size());
        switch (keyword_of(term)) {
            case Keyword::Base:
            case Keyword::Direction:
            case Keyword::Import:
            case Keyword::Language:
            case Keyword::Propagate:
            case Keyword::Protected:
            case Keyword::Version:
            case Keyword::Vocab:
                break;
            default:
                if (auto done = create_term(d, term); !done) return done;
        }
    }
    return {};
}

// Steps 5.7 to 5.11.
Result<void> ContextProcessor::process_keywords(ActiveContext& result, const json::Object& context,
                                                const ContextInput& input) {
    const bool only_1_0 = result.mode == ProcessingMode::JsonLd10;
    if (const auto* base = json::find(context, "@base"); base != nullptr && input.remote_contexts.empty())
        if (auto done = set_base(result, *base, input); !done) return done;
    if (const auto* vocab = json::find(context, "@vocab"))
        if (auto done = set_vocab(result, *vocab, input); !done) return done;
    if (const auto* language = json::find(context, "@language")) {  // step 5.9
        if (language->is_null()) {
            result.language.reset();
        } else if (language->is_string()) {
            result.language = std::string(json::view(*language));
        } else {
            return in_context("invalid default language", "@language is a string or null.", input, "@language");
        }
    }
    if (const auto* direction = json::find(context, "@direction")) {  // step 5.10
        if (only_1_0) return in_context("invalid context entry", "@direction needs JSON-LD 1.1.", input, "@direction");
        if (direction->is_null()) {
            result.direction = Direction::Unset;
        } else if (direction->is_string() && json::view(*direction) == "ltr") {
            result.direction = Direction::Ltr;
        } else if (direction->is_string() && json::view(*direction) == "rtl") {
            result.direction = Direction::Rtl;
        } else {
            return in_context("invalid base direction", "@direction is \"ltr\", \"rtl\" or null.", input, "@direction");
        }
    }
    if (const auto* propagate = json::find(context, "@propagate")) {  // step 5.11
        if (only_1_0) return in_context("invalid context entry", "@propagate needs JSON-LD 1.1.", input, "@propagate");
        if (!propagate->is_bool())
            return in_context("invalid @propagate value", "@propagate is true or false.", input, "@propagate");
    }
    return {};
}

// Step 5.7.
Result<void> ContextProcessor::set_base(ActiveContext& result, const json::Value& value, const ContextInput& input) {
    if (value.is_null()) {
        result.base.reset();
        return {};
    }
    if (!value.is_string()) return in_context("invalid base IRI", "@base is a string or null.", input, "@base");
    const auto text = json::view(value);
    if (iri::is_absolute(text)) {
        result.base = std::string(text);
    } else if (result.base) {
        result.base = iri::resolve(*result.base, text);
    } else {
        return in_context("invalid base IRI", "@base is relative, and there is no base to resolve it against.", input,
                          "@base");
    }
    return {};
}

// Step 5.8.
Result<void> ContextProcessor::set_vocab(ActiveContext& result, const json::Value& value, const ContextInput& input) {
    if (value.is_null()) {
        result.vocab.reset();
        return {};
    }
    if (!value.is_string()) return in_context("invalid vocab mapping", "@vocab is a string or null.", input, "@vocab");
    const auto text = json::view(value);
    if (result.mode == ProcessingMode::JsonLd10 && !iri::is_absolute(text) && !is_blank_node(text))
        return in_context("invalid vocab mapping", "@vocab is an IRI in JSON-LD 1.0.", input, "@vocab");
    const Iri vocab = expand_iri(result, text, kVocabAndDocument, arena_);
    if (vocab.is_null || vocab.keyword != Keyword::None)
        return in_context("invalid vocab mapping", "@vocab is an IRI.", input, "@vocab");
    result.vocab = std::string(vocab.text);
    return {};
}

// Step 5.6.
Result<json::Value> ContextProcessor::import(const json::Object& context, const ContextInput& input) {
    const auto& reference = *json::find(context, "@import");
    if (!reference.is_string()) return in_context("invalid @import value", "@import is a string.", input, "@import");
    const std::string url = iri::resolve(input.base_url, json::view(reference));
    const auto loaded = remote_->load(url, *work_);
    if (!loaded) {
        Error error = loaded.error();
        error.pointer = place(input, "@import");
        return error;
    }
    if (!(*loaded)->context->is_object())
        return in_context("invalid remote context", url + " holds no context definition.", input, "@import");
    json::Object merged = (*loaded)->context->get_object();
    if (merged.contains("@import"))
        return in_context("invalid context entry", "An imported context may not import another one.", input, "@import");
    for (const auto& entry : context)
        if (entry.key() != "@import") merged.insert_or_assign(entry.key(), entry.value());
    return json::Value(std::move(merged));
}

}  // namespace blason::jsonld
