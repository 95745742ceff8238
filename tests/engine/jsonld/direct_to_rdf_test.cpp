// The short way to RDF beside the one through the expanded document, on random documents: `ordered` always goes the
// long way, and orders nothing that a dataset knows of.
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/context_processing.hpp"
#include "engine/jsonld/direct_to_rdf.hpp"
#include "engine/rdf/canonicalize.hpp"

namespace blason::jsonld {
namespace {

constexpr std::string_view kContext = R"({
    "@version": 1.1, "ex": "https://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id", "type": "@type", "val": "@value",
    "name": "ex:name", "french": {"@id": "ex:french", "@language": "fr"}, "plain": {"@id": "ex:plain", "@language": null},
    "right": {"@id": "ex:right", "@direction": "rtl"},
    "knows": {"@id": "ex:knows", "@type": "@id"}, "kind": {"@id": "ex:kind", "@type": "@vocab"},
    "on": {"@id": "ex:on", "@type": "xsd:date"}, "many": {"@id": "ex:many", "@container": "@set"},
    "size": {"@id": "ex:size", "@type": "xsd:double"}, "anything": {"@id": "ex:anything", "@type": "@none"},
    "said": {"@id": "ex:said", "@container": "@graph"}, "list": {"@id": "ex:list", "@container": "@list"},
    "byName": {"@id": "ex:byName", "@container": "@index"}, "tongue": {"@id": "ex:tongue", "@container": "@language"},
    "raw": {"@id": "ex:raw", "@type": "@json"}, "of": {"@reverse": "ex:has"}, "nothing": null,
    "bad": {"@id": "https://example.org/<bad>"},
    "inner": {"@id": "ex:inner", "@context": {"name": "ex:innerName", "deep": "ex:deep"}},
    "ref": {"@id": "ex:ref", "@type": "@id", "@context": {"ref": {"@id": "ex:otherRef", "@type": "@vocab"}}},
    "Person": {"@id": "ex:Person", "@context": {"name": "ex:personName", "age": "ex:age", "aka": "@id"}},
    "Wide": {"@id": "ex:Wide", "@context": {"@propagate": true, "name": "ex:wideName", "kind": "ex:wideKind"}},
    "Lingual": {"@id": "ex:Lingual", "@context": {"@language": "de", "type": "ex:noType"}}})";

/// Draws documents: mostly plain ones, with something odd here and there.
class Documents {
  public:
    explicit Documents(unsigned seed) : random_(seed) {}

    json::Value next() {
        odd_ = below(3);
        json::Object document = object(0);
        json::Value context = *json::parse(kContext);
        if (below(4) == 0) context.get_object()["@language"] = "en";
        if (below(12) == 0) context.get_object()["@vocab"] = "https://example.org/vocab#";
        json::Object out{{"@context", std::move(context)}};
        for (auto& member : document) out.insert_or_assign(member.key(), std::move(member.value()));
        return out;
    }

  private:
    std::size_t below(std::size_t n) { return random_() % n; }
    template <std::size_t N>
    std::string_view one_of(const std::array<std::string_view, N>& choices) {
        return choices[below(N)];
    }
    /// Seldom, and for a third of the documents never.
    bool odd() { return odd_ != 0 && below(24) == 0; }

    std::string_view key() {
        static constexpr std::array<std::string_view, 15> kUsual{
            "name",      "french",   "plain", "knows", "kind", "on",  "many",
            "size",      "anything", "said",  "inner", "ref",  "age", "https://example.org/absolute",
            "ex:compact"};
        static constexpr std::array<std::string_view, 20> kOdd{
            "right", "list",    "byName", "tongue",    "raw",      "of",        "nothing",
            "bad",   "unknown", "@graph", "@included", "@reverse", "@nest",     "@index",
            "@list", "@set",    "val",    "@language", "aka",      "_:property"};
        return odd() ? one_of(kOdd) : one_of(kUsual);
    }
    std::string_view text() {
        static constexpr std::array<std::string_view, 12> kUsual{
            "",           "Ada",  "é\n\"\\", "https://example.org/a", "urn:uuid:1", "ex:b", "_:x", "_:y", "Person",
            "2026-01-02", "Wide", "name"};
        static constexpr std::array<std::string_view, 8> kOdd{"relative", "@id", "@future", "id",
                                                              "a b:c",    "bad", "nothing", "https://example.org/<"};
        return odd() ? one_of(kOdd) : one_of(kUsual);
    }
    json::Value value(std::size_t depth) {
        switch (below(depth < 4 ? 12 : 8)) {
            case 0:
                return json::Value(static_cast<std::int64_t>(below(5)) - 2);
            case 1:
                return json::Value(static_cast<double>(below(100)) / 8);
            case 2:
                return json::Value(below(2) == 0);
            case 3:
                if (below(3) == 0) return nullptr;
                [[fallthrough]];
            default:
                return json::Value(json::key(text()));
            case 8: {
                json::Array items;
                for (std::size_t i = below(4); i > 0; --i) items.push_back(value(depth + 1));
                return items;
            }
            case 9:
            case 10:
            case 11:
                return object(depth + 1);
        }
    }
    json::Value types() {
        static constexpr std::array<std::string_view, 8> kTypes{
            "Person", "Wide", "Lingual", "ex:Some", "https://example.org/T", "_:type", "@json", "relative"};
        const auto type = [&] { return json::Value(json::key(kTypes[below(odd() ? 8 : 6)])); };
        if (below(2) == 0) return type();
        json::Array several;
        for (std::size_t i = below(4); i > 0; --i) several.push_back(type());
        if (odd()) several.push_back(7);
        return several;
    }
    json::Object object(std::size_t depth) {
        json::Object out;
        if (below(2) == 0) out.emplace("id", json::Value(json::key(text())));
        if (below(2) == 0) out.emplace(below(4) == 0 ? "@type" : "type", types());
        if (odd()) out.emplace("type", "ex:Second");
        if (below(12) == 0) out.emplace("@context", json::Object{{"name", "ex:localName"}, {"@language", "it"}});
        if (odd()) out.emplace("@context", json::Object{{"@propagate", false}, {"name", "ex:hereOnly"}});
        if (odd()) out.emplace("@id", "https://example.org/second");
        for (std::size_t i = below(6); i > 0; --i) out.emplace(json::key(key()), value(depth));
        if (below(6) == 0) {  // the id comes last
            out.erase("id");
            out.emplace("id", json::Value(json::key(text())));
        }
        return out;
    }

    std::mt19937 random_;
    std::size_t odd_ = 0;
};

Options safe_options() {
    Options options;
    options.safe = true;
    return options;
}

std::string canonical(const rdf::Dataset& dataset) {
    const auto made = rdf::canonicalize(dataset);
    return made ? made->nquads : made.error().code;
}

class DirectToRdfTest : public testing::Test {
  protected:
    /// What the short way alone says; nothing where it stops.
    std::optional<std::string> direct(const json::Value& document, const Options& options = safe_options()) {
        jsonld::Run run(contexts_, options, {}, Purpose::Rdf);
        rdf::Dataset dataset;
        if (!direct_to_rdf(run, *run.initial(), document, dataset)) return std::nullopt;
        return canonical(dataset);
    }
    /// The same walk without the quads.
    bool can_be_written(const json::Value& document, const Options& options = safe_options()) {
        jsonld::Run run(contexts_, options, {}, Purpose::Rdf);
        return is_direct_rdf(run, *run.initial(), document);
    }
    Result<std::string> both_ways(const json::Value& document, bool ordered) {
        Options options = safe_options();
        options.ordered = ordered;
        const auto dataset = processor_.to_rdf(document, options);
        return dataset ? Result<std::string>(canonical(*dataset)) : Result<std::string>(dataset.error());
    }

    BundledLoader loader_;
    Contexts contexts_{loader_, {}, HtmlPages::Refused};
    Processor processor_{loader_};
};

TEST_F(DirectToRdfTest, IsTheSameGraphAsThroughTheExpandedDocument) {
    Documents documents(20261123);
    std::size_t taken = 0;
    std::size_t written = 0;
    for (int i = 0; i < 4000; ++i) {
        const json::Value document = documents.next();
        const auto shorter = direct(document);
        const auto longer = both_ways(document, true);
        written += longer ? 1 : 0;
        ASSERT_EQ(can_be_written(document), shorter.has_value()) << json::serialize(document);
        if (!shorter) continue;
        ASSERT_TRUE(processor_.expand(document, safe_options())) << json::serialize(document);
        ++taken;
        ASSERT_TRUE(longer) << json::serialize(document) << "\n" << longer.error().detail;
        ASSERT_EQ(*shorter, *longer) << json::serialize(document);
    }
    // Most of what can be written at all goes the short way, or this would say little.
    EXPECT_GT(taken, 600U);
    EXPECT_GT(taken * 2, written) << taken << " of " << written;
}

TEST_F(DirectToRdfTest, WhereItStopsTheErrorIsThatOfTheLongWay) {
    Documents documents(7);
    for (int i = 0; i < 1500; ++i) {
        const json::Value document = documents.next();
        const auto together = both_ways(document, false);
        const auto longer = both_ways(document, true);
        ASSERT_EQ(together.has_value(), longer.has_value()) << json::serialize(document);
        if (together) {
            ASSERT_EQ(*together, *longer) << json::serialize(document);
        }
    }
}

TEST_F(DirectToRdfTest, TakesTheBadgesThatPeopleIssue) {
    const auto badge = json::parse(R"({"@context": ["https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:11111111-1111-4111-8111-111111111111", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://example.org/issuer", "type": ["Profile"], "name": "Université"},
        "validFrom": "2026-01-01T00:00:00Z", "name": "Badge",
        "credentialSubject": {"type": ["AchievementSubject"], "achievement": {"id": "https://example.org/a",
            "type": ["Achievement"], "name": "A", "description": "D", "criteria": {"narrative": "N"},
            "alignment": [{"type": ["Alignment"], "targetName": "T", "targetUrl": "https://example.org/t"}]}}})");
    ASSERT_TRUE(badge) << badge.error().detail;
    const auto shorter = direct(*badge);
    ASSERT_TRUE(shorter);
    EXPECT_EQ(*shorter, *both_ways(*badge, true));
    const json::Value presentation = json::Object{{"@context", "https://www.w3.org/ns/credentials/v2"},
                                                  {"type", "VerifiablePresentation"},
                                                  {"verifiableCredential", json::Array{*badge}}};
    const auto shown = direct(presentation);
    ASSERT_TRUE(shown);
    EXPECT_EQ(*shown, *both_ways(presentation, true));
}

TEST_F(DirectToRdfTest, KeepsTheLimits) {
    const auto document = json::parse(R"({"@context": {"p": "https://example.org/p"}, "p": {"p": {"p": ["x", "y"]}}})");
    Options options = safe_options();
    EXPECT_TRUE(direct(*document, options));
    options.limits.max_quads = 4;
    EXPECT_TRUE(direct(*document, options));
    options.limits.max_quads = 3;
    EXPECT_FALSE(direct(*document, options));
    EXPECT_FALSE(can_be_written(*document, options));
    EXPECT_EQ(processor_.to_rdf(*document, options).error().code, "jsonld-quad-limit");
    options = safe_options();
    options.limits.max_depth = 3;
    EXPECT_FALSE(direct(*document, options));
    EXPECT_EQ(processor_.to_rdf(*document, options).error().code, "jsonld-depth-limit");
}

}  // namespace
}  // namespace blason::jsonld
