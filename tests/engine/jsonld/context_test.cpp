// Contexts: protection, cycles, limits, errors that name their place, and the memory that holds compiled ones.
#include <gtest/gtest.h>

#include <thread>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/contexts.hpp"
#include "engine/jsonld/processor.hpp"
#include "tests/support/jsonld_documents.hpp"

namespace blason::jsonld {
namespace {

json::Value parsed(std::string_view text) {
    auto value = json::parse(text);
    EXPECT_TRUE(value) << text;
    return value ? std::move(*value) : json::Value();
}

class Context : public testing::Test {
  protected:
    Result<json::Value> expand(std::string_view text) { return processor_.expand(parsed(text), options_); }
    Error error(std::string_view text) {
        auto result = expand(text);
        EXPECT_FALSE(result) << text;
        return result ? Error{} : std::move(result.error());
    }

    test::MapDocuments loader_;
    Processor processor_{loader_};
    Options options_;
};

TEST_F(Context, ErrorsNameThePlaceInTheDocument) {
    const struct {
        const char* text;
        const char* code;
        const char* pointer;
    } cases[] = {
        {R"({"@context": 5})", "invalid local context", "/@context"},
        {R"({"@context": [{}, {"a": 5}]})", "invalid term definition", "/@context/1/a"},
        {R"({"@context": {"@base": 1}})", "invalid base IRI", "/@context/@base"},
        {R"({"x:y": {"@context": {"@vocab": 1}}})", "invalid vocab mapping", "/x:y/@context/@vocab"},
        {R"({"@context": {"@version": 2}})", "invalid @version value", "/@context/@version"},
        {R"({"@context": {"a": {"@id": "ex:a", "@type": 1}}})", "invalid type mapping", "/@context/a"},
        {R"({"@context": {"a": {"@id": "ex:a", "@context": {"b": 5}}}})", "invalid scoped context",
         "/@context/a/@context/b"},
        {R"({"@context": {"a": "b:c", "b": "a:d"}})", "cyclic IRI mapping", "/@context/a"},
        {R"({"@context": {"": "ex:a"}})", "invalid term definition", "/@context/"},
        {R"({"@id": 5})", "invalid @id value", "/@id"},
        {R"({"ex:a": {"@value": {}}})", "invalid value object value", "/ex:a/@value"},
    };
    for (const auto& c : cases) {
        const auto found = error(c.text);
        EXPECT_EQ(found.code, c.code) << c.text;
        EXPECT_EQ(found.pointer, c.pointer) << c.text;
    }
}

TEST_F(Context, ProtectedTermsStayWhatTheyAre) {
    const std::string protected_context = R"({"@version": 1.1, "@protected": true, "id": "@id", "name": "ex:name",
        "inner": {"@id": "ex:inner", "@context": {"name": "ex:other"}}})";
    const auto with = [&](const std::string& second, const std::string& members) {
        return R"({"@context": [)" + protected_context + ", " + second + "]" + members + "}";
    };
    EXPECT_EQ(error(with(R"({"name": "ex:evil"})", "")).code, "protected term redefinition");
    EXPECT_EQ(error(with(R"({"name": "ex:evil"})", "")).pointer, "/@context/1/name");
    EXPECT_EQ(error(with("null", "")).code, "invalid context nullification");
    EXPECT_TRUE(expand(with(R"({"name": "ex:name"})", "")));  // the same definition again
    // A definition the standard tells processors to ignore is no way around it.
    const auto ignored = expand(with(R"({"name": "@ignored"})", R"(, "name": "x")"));
    ASSERT_TRUE(ignored);
    EXPECT_EQ(json::serialize(*ignored), R"([{"ex:name":[{"@value":"x"}]}])");
    // A property-scoped context may override.
    const auto scoped = expand(with("{}", R"(, "inner": {"name": "x"})"));
    ASSERT_TRUE(scoped);
    EXPECT_EQ(json::serialize(*scoped), R"([{"ex:inner":[{"ex:other":[{"@value":"x"}]}]}])");
}

TEST_F(Context, ContextsThatReferToEachOtherEnd) {
    loader_.documents["https://example.org/a"] = R"({"@context": "https://example.org/b"})";
    loader_.documents["https://example.org/b"] = R"({"@context": "https://example.org/a"})";
    EXPECT_EQ(error(R"({"@context": "https://example.org/a"})").code, "context overflow");
    // A scoped context may name the context it stands in.
    loader_.documents["https://example.org/self"] =
        R"({"@context": {"@version": 1.1, "child": {"@id": "ex:child", "@context": "https://example.org/self"}}})";
    EXPECT_TRUE(expand(R"({"@context": "https://example.org/self", "child": {"child": {"child": {}}}})"));
}

TEST_F(Context, RemoteContextLimitIsExact) {
    for (int i = 0; i < 4; ++i)
        loader_.documents["https://example.org/" + std::to_string(i)] =
            R"({"@context": "https://example.org/)" + std::to_string(i + 1) + "\"}";
    loader_.documents["https://example.org/4"] = R"({"@context": {"a": "ex:a"}})";
    options_.limits.max_remote_contexts = 5;
    EXPECT_TRUE(expand(R"({"@context": "https://example.org/0", "a": 1})"));
    Processor fresh(loader_);
    options_.limits.max_remote_contexts = 4;
    const auto refused = fresh.expand(parsed(R"({"@context": "https://example.org/0", "a": 1})"), options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "context overflow");
    EXPECT_EQ(refused.error().pointer, "/@context");
}

TEST_F(Context, LimitOfContextDocumentsIsExact) {
    for (const char* url : {"https://example.org/a", "https://example.org/b", "https://example.org/c"})
        loader_.documents[url] = R"({"@context": {}})";
    const auto document = parsed(
        R"({"@context": ["https://example.org/a", "https://example.org/b", {"@import": "https://example.org/c"}]})");
    options_.limits.max_context_documents = 2;
    const auto refused = processor_.expand(document, options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "context overflow");
    EXPECT_EQ(refused.error().pointer, "/@context/2/@import");
    EXPECT_TRUE(processor_.expand(document, options_)) << "two of them are remembered";
    options_.limits.max_context_documents = 3;
    EXPECT_TRUE(Processor(loader_).expand(document, options_));
}

// Each inline context starts from a copy of all the terms before it: a square of what was sent.
TEST_F(Context, LimitOfContextTermsIsExact) {
    const auto document = parsed(R"({"@context": [{"a": "ex:a", "b": "ex:b"}, {"c": "ex:c"}]})");
    // 1 and 2 for the first, 3 and 1 for the second.
    options_.limits.max_context_terms = 7;
    EXPECT_TRUE(processor_.expand(document, options_));
    options_.limits.max_context_terms = 6;
    const auto refused = Processor(loader_).expand(document, options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "jsonld-context-limit");
    EXPECT_EQ(refused.error().pointer, "/@context/1");
    EXPECT_EQ(refused.error().kind, ErrorKind::TooLarge);
}

TEST_F(Context, ManyWideContextsEndWithAnErrorNotWithMemory) {
    std::string terms = R"("t": "ex:t")";
    for (int i = 0; i < 2'000; ++i) terms += ", \"t" + std::to_string(i) + R"(": "ex:t")";
    std::string items = "{}";
    for (int i = 0; i < 2'000; ++i) items += R"(, {"@context": {"k)" + std::to_string(i) + R"(": "ex:k"}})";
    EXPECT_EQ(error(R"({"@context": {)" + terms + R"(}, "ex:p": [)" + items + "]}").code, "jsonld-context-limit");
    // Contexts that name each other, twice each time: two to the power of their number.
    for (int i = 0; i < 15; ++i) {
        const auto next = "\"https://example.org/" + std::to_string(i + 1) + "\"";
        loader_.documents["https://example.org/" + std::to_string(i)] = R"({"@context": [)" + next + ", " + next + "]}";
    }
    loader_.documents["https://example.org/15"] = R"({"@context": {)" + terms + "}}";
    EXPECT_EQ(error(R"({"@context": "https://example.org/0"})").code, "jsonld-context-limit");
}

TEST_F(Context, RemoteContextsThatFail) {
    loader_.documents["https://example.org/no-json"] = "{";
    loader_.documents["https://example.org/no-context"] = R"({"a": "ex:a"})";
    EXPECT_EQ(error(R"({"@context": "https://example.org/absent"})").code, "loading remote context failed");
    EXPECT_EQ(error(R"({"@context": "https://example.org/no-json"})").code, "loading remote context failed");
    EXPECT_EQ(error(R"({"@context": ["https://example.org/no-context"]})").code, "invalid remote context");
    EXPECT_EQ(error(R"({"@context": ["https://example.org/no-context"]})").pointer, "/@context/0");
    EXPECT_EQ(error(R"({"@context": "relative"})").code, "loading document failed");
}

TEST_F(Context, LongChainsOfTermsEndWithAnError) {
    std::string terms;
    for (int i = 0; i < 5000; ++i)
        terms += (i == 0 ? "\"t" : ", \"t") + std::to_string(i) + "\": \"t" + std::to_string(i + 1) + ":x\"";
    EXPECT_EQ(error(R"({"@context": {)" + terms + "}}").code, "jsonld-depth-limit");
    const auto chain = [](int length) {
        std::string text;
        for (int i = length - 1; i > 0; --i)
            text += "\"t" + std::to_string(i) + "\": \"t" + std::to_string(i - 1) + ":x\", ";
        return R"({"@context": {)" + text + R"("t0": "ex:t"}})";
    };
    EXPECT_TRUE(expand(chain(128)));
    EXPECT_EQ(error(chain(129)).code, "jsonld-depth-limit");
    EXPECT_EQ(error(chain(129)).kind, ErrorKind::TooLarge);
}

TEST_F(Context, DocumentLimits) {
    const auto nested = [](int levels) {
        std::string text;
        for (int i = 0; i < levels; ++i) text += R"({"ex:a":)";
        return text + "1" + std::string(static_cast<std::size_t>(levels), '}');
    };
    options_.limits.max_depth = 10;
    EXPECT_TRUE(expand(nested(10)));
    EXPECT_EQ(error(nested(11)).code, "jsonld-depth-limit");
    EXPECT_EQ(error(nested(11)).kind, ErrorKind::TooLarge);
    options_.limits.max_nodes = 4;
    EXPECT_TRUE(expand(R"({"ex:a": [1, 2]})"));
    EXPECT_EQ(error(R"({"ex:a": [1, 2, 3]})").code, "jsonld-node-limit");
    options_.limits = Limits{};
    options_.limits.max_quads = 2;
    EXPECT_TRUE(processor_.to_rdf(parsed(R"({"ex:a": [1, 2]})"), options_));
    EXPECT_EQ(processor_.to_rdf(parsed(R"({"ex:a": [1, 2, 3]})"), options_).error().code, "jsonld-quad-limit");
}

TEST(ContextMemory, ContextsOfDocumentsAreBoundedAndCannotPushOutSharedOnes) {
    test::MapDocuments loader;
    loader.documents["https://example.org/shared"] = R"({"@context": {"a": "ex:a"}})";
    ContextCache::Bounds bounds;
    bounds.document_entries = 8;
    bounds.document_bytes = 64U << 10U;
    bounds.max_text = 1000;
    const Contexts contexts(loader, bounds);
    const Limits limits;
    const auto initial = contexts.initial(std::nullopt, ProcessingMode::JsonLd11);
    const auto apply = [&](const std::string& text) {
        ContextWork work{limits};
        auto made = contexts.apply(initial, parsed(text), "", json::Path{}, work);
        EXPECT_TRUE(made);
        return made ? *made : nullptr;
    };
    const auto shared = apply(R"("https://example.org/shared")");
    const auto shared_entries = contexts.cache_size().shared_entries;
    EXPECT_EQ(apply(R"({"a": "ex:0"})"), apply(R"({"a": "ex:0"})")) << "compiled once";
    for (int i = 0; i < 1000; ++i) {
        apply(R"({"a": "ex:)" + std::to_string(i) + "\"}");
        EXPECT_LE(contexts.cache_size().document_entries, bounds.document_entries);
        EXPECT_LE(contexts.cache_size().document_bytes, bounds.document_bytes);
    }
    const std::string long_context = R"({"a": "ex:)" + std::string(1000, 'x') + "\"}";
    EXPECT_NE(apply(long_context), apply(long_context)) << "too long to be kept";
    EXPECT_EQ(contexts.cache_size().shared_entries, shared_entries);
    EXPECT_EQ(apply(R"("https://example.org/shared")"), shared);
}

TEST(ContextMemory, WhatIsHeldOutlivesAFullRoom) {
    test::MapDocuments loader;
    ContextCache::Bounds bounds;
    bounds.shared_entries = 4;
    const Contexts contexts(loader, bounds);
    const auto initial = contexts.initial(std::nullopt, ProcessingMode::JsonLd11);
    const auto url = [](int i) { return json::Value("https://example.org/" + std::to_string(i)); };
    const Limits limits;
    for (int i = 0; i < 20; ++i) {
        ContextWork work(limits);
        loader.documents["https://example.org/" + std::to_string(i)] = R"({"@context": {"a": "ex:a"}})";
        ASSERT_TRUE(contexts.apply(initial, url(i), "", json::Path{}, work));
        const auto held = contexts.shared();
        const auto* known = Contexts::find(*held, *initial, url(i));
        ASSERT_NE(known, nullptr);
        for (int other = 0; other < i; ++other) {
            ASSERT_TRUE(contexts.apply(initial, url(other), "", json::Path{}, work));
            EXPECT_LE(contexts.cache_size().shared_entries, bounds.shared_entries);
        }
        EXPECT_NE(known->find("a"), nullptr);
    }
}

TEST(ContextMemory, IsSafeFromSeveralThreads) {
    test::MapDocuments loader;
    loader.documents["https://example.org/c"] = R"({"@context": {"@version": 1.1, "name": "ex:name",
        "T": {"@id": "ex:T", "@context": {"p": "ex:p"}}, "q": {"@id": "ex:q", "@context": {"r": "ex:r"}}}})";
    const Processor processor(loader);
    const auto expected = R"([{"@type":["ex:T"],"ex:name":[{"@value":"x"}],"ex:p":[{"@value":1}],)"
                          R"("ex:q":[{"ex:r":[{"@value":2}]}],"ex:i":[{"@value":3}]}])";
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) {
                // Half of the documents share their inline context, the others bring one of their own.
                const std::string own = i % 2 == 0 ? "x" : "x" + std::to_string(t) + "-" + std::to_string(i);
                const auto input =
                    json::parse(R"({"@context": ["https://example.org/c", {"i": "ex:i", ")" + own +
                                R"(": "ex:x"}], "@type": "T", "name": "x", "p": 1, "q": {"r": 2}, "i": 3})");
                const auto result = processor.expand(*input, {});
                if (!result || json::serialize(*result) != expected) ++wrong;
                const auto compacted = processor.compact(*input, *json::find(*input, "@context"), {});
                if (!compacted || json::find(*compacted, "p") == nullptr) ++wrong;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace blason::jsonld
