// blason jsonld and blason canonicalize
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

constexpr std::string_view kDocument =
    R"({"@context":{"name":"http://schema.org/name","knows":{"@id":"http://schema.org/knows","@type":"@id"}},)"
    R"("@id":"http://example.org/a","name":"Ada","knows":{"name":"Bob"}})";

TEST(JsonLd, Expand) {
    const auto outcome = blason({"jsonld", "expand"}, kDocument);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"([{"@id":"http://example.org/a",
        "http://schema.org/name":[{"@value":"Ada"}],
        "http://schema.org/knows":[{"http://schema.org/name":[{"@value":"Bob"}]}]}])"));
}

TEST(JsonLd, BaseAndExpandContext) {
    const Folder folder;
    const std::string context = folder.write("context.json", R"({"@context":{"name":"http://schema.org/name"}})");
    const auto outcome = blason({"jsonld", "expand", "-", "--base", "http://example.org/", "--expand-context", context},
                                R"({"@id":"x","name":"Ada"})");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out),
              parse(R"([{"@id":"http://example.org/x","http://schema.org/name":[{"@value":"Ada"}]}])"));
}

TEST(JsonLd, HtmlPages) {
    const Folder folder;
    const std::string page = folder.write("page.html", R"(<base href="http://example.org/"><p>
        <script type="application/ld+json">{"@id":"a","http://schema.org/name":"Ada"}</script>
        <script type="application/ld+json" id="second">{"@id":"b","http://schema.org/name":"Bob"}</script>)");
    const std::string ada = "<http://example.org/a> <http://schema.org/name> \"Ada\" .\n";
    const std::string bob = "<http://example.org/b> <http://schema.org/name> \"Bob\" .\n";
    EXPECT_EQ(blason({"jsonld", "to-rdf", page}).out, ada + bob) << "all scripts, as the standard has it for RDF";
    EXPECT_EQ(blason({"jsonld", "to-rdf", page, "--no-extract-all-scripts"}).out, ada);
    EXPECT_EQ(blason({"jsonld", "to-rdf", page + "#second"}).out, bob);
    EXPECT_EQ(parse(blason({"jsonld", "expand", page}).out).as_array().size(), 1U);
    EXPECT_EQ(parse(blason({"jsonld", "expand", page, "--extract-all-scripts"}).out).as_array().size(), 2U);
    const auto absent = blason({"jsonld", "expand", page + "#third", "--json"});
    EXPECT_EQ(absent.status, 1);
    EXPECT_EQ(error_of(absent.err).at("code"), "loading document failed");
}

TEST(JsonLd, Urls) {
    const Folder folder;
    const std::string index = folder.write("index.json", R"({
        "https://example.org/page": {"file": "page.html", "contentType": "text/html;charset=utf-8"},
        "https://example.org/data.json": {"file": "data.json", "contentType": "application/ld+json"},
        "https://example.org/c": {"file": "c.json"}})");
    const std::string page = folder.write(
        "page.html", R"(<script id=x type="application/ld+json">{"@context":"c","@id":"#me","word":"x"}</script>)");
    const std::string data = folder.write("data.json", R"({"@context":"c","@id":"me","word":"x"})");
    const std::string context = folder.write("c.json", R"({"@context":{"@vocab":"http://example.org/v#"}})");
    const auto to_rdf = [&](const std::string& url) {
        return blason({"jsonld", "to-rdf", url, "--offline", "--documents", folder.path("")});
    };
    EXPECT_EQ(to_rdf("https://example.org/data.json").out,
              "<https://example.org/me> <http://example.org/v#word> \"x\" .\n");
    EXPECT_EQ(to_rdf("https://example.org/page#x").out,
              "<https://example.org/page#me> <http://example.org/v#word> \"x\" .\n");
    const auto absent = to_rdf("https://example.org/absent");
    EXPECT_EQ(absent.status, 3) << absent.err;
}

TEST(JsonLd, Compact) {
    const Folder folder;
    const std::string context = folder.write("context.json", R"({"@context":{"n":"http://schema.org/name"}})");
    const auto outcome = blason({"jsonld", "compact", "--context", context}, kDocument);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"({"@context":{"n":"http://schema.org/name"},"@id":"http://example.org/a",
        "n":"Ada","http://schema.org/knows":{"n":"Bob"}})"));
    EXPECT_EQ(parse(blason({"jsonld", "compact"}, kDocument).out),
              parse(R"({"@id":"http://example.org/a","http://schema.org/name":"Ada",
        "http://schema.org/knows":{"http://schema.org/name":"Bob"}})"));
}

TEST(JsonLd, CompactKeepsArraysAndAbsoluteIris) {
    const Folder folder;
    const std::string context = folder.write("context.json", R"({"n":"http://schema.org/name"})");
    constexpr std::string_view document =
        R"({"@id":"http://example.org/a","http://schema.org/name":"Ada","http://schema.org/knows":{"@id":"http://example.org/b"}})";
    const std::vector<std::string> common = {"jsonld", "compact", "--context",
                                             context,  "--base",  "http://example.org/"};
    EXPECT_EQ(parse(blason(common, document).out),
              parse(R"({"@context":{"n":"http://schema.org/name"},"@id":"a","n":"Ada",
        "http://schema.org/knows":{"@id":"b"}})"));
    auto all = common;
    all.insert(all.end(), {"--no-compact-arrays", "--no-compact-to-relative"});
    EXPECT_EQ(parse(blason(all, document).out),
              parse(R"({"@context":{"n":"http://schema.org/name"},"@graph":[{"@id":"http://example.org/a","n":["Ada"],
        "http://schema.org/knows":[{"@id":"http://example.org/b"}]}]})"));
}

TEST(JsonLd, Flatten) {
    const auto outcome = blason({"jsonld", "flatten"}, kDocument);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"([
        {"@id":"_:b0","http://schema.org/name":[{"@value":"Bob"}]},
        {"@id":"http://example.org/a","http://schema.org/knows":[{"@id":"_:b0"}],
         "http://schema.org/name":[{"@value":"Ada"}]}])"));
    const Folder folder;
    const std::string context = folder.write("context.json", R"({"@context":{"n":"http://schema.org/name"}})");
    const auto compacted = blason({"jsonld", "flatten", "--context", context}, R"({"http://schema.org/name":"Ada"})");
    EXPECT_EQ(parse(compacted.out),
              parse(R"({"@context":{"n":"http://schema.org/name"},"@graph":[{"@id":"_:b0","n":"Ada"}]})"));
}

TEST(JsonLd, FromRdf) {
    constexpr std::string_view quads =
        "<http://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T> .\n"
        "<http://example.org/a> <http://example.org/age> \"36\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n";
    EXPECT_EQ(parse(blason({"jsonld", "from-rdf"}, quads).out),
              parse(R"([{"@id":"http://example.org/a","@type":["http://example.org/T"],"http://example.org/age":[
        {"@type":"http://www.w3.org/2001/XMLSchema#integer","@value":"36"}]}])"));
    const auto outcome = blason({"jsonld", "from-rdf", "--use-native-types", "--use-rdf-type"}, quads);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"([{"@id":"http://example.org/a","http://example.org/age":[{"@value":36}],
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type":[{"@id":"http://example.org/T"}]}])"));
    EXPECT_EQ(parse(blason({"jsonld", "from-rdf"}, "").out), parse("[]"));
    const auto bad = blason({"jsonld", "from-rdf", "--json"}, "<http://a> <http://b> .\n");
    EXPECT_EQ(bad.status, 1);
    EXPECT_EQ(error_of(bad.err).at("code"), "nquads-syntax");
}

TEST(JsonLd, FromRdfDirection) {
    const auto outcome = blason({"jsonld", "from-rdf", "--rdf-direction", "i18n-datatype"},
                                "_:a <http://example.org/p> \"x\"^^<https://www.w3.org/ns/i18n#he_rtl> .\n");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"([{"@id":"_:a","http://example.org/p":[
        {"@value":"x","@language":"he","@direction":"rtl"}]}])"));
}

TEST(JsonLd, ProcessingModeAndGeneralizedRdf) {
    const auto old =
        blason({"jsonld", "expand", "--mode", "json-ld-1.0", "--json"}, R"({"@context":{"@version":1.1}})");
    EXPECT_EQ(old.status, 1);
    EXPECT_EQ(error_of(old.err).at("code"), "processing mode conflict");
    EXPECT_EQ(blason({"jsonld", "expand", "--mode", "json-ld-2"}, "{}").status, 2);
    constexpr std::string_view blank_predicate = R"({"@id":"http://example.org/a","_:p":"x"})";
    EXPECT_EQ(blason({"jsonld", "to-rdf"}, blank_predicate).out, "");
    EXPECT_NE(blason({"jsonld", "to-rdf", "--generalized-rdf"}, blank_predicate).out.find("\"x\" ."),
              std::string::npos);
}

TEST(JsonLd, BadContextFiles) {
    const Folder folder;
    const std::string context = folder.write("context.json", "{\"a\":");
    const auto broken = blason({"jsonld", "compact", "--context", context, "--json"}, "{}");
    EXPECT_EQ(broken.status, 1);
    EXPECT_EQ(error_of(broken.err).at("code"), "json-syntax");
    EXPECT_EQ(blason({"jsonld", "compact", "--context", folder.path("absent.json")}, "{}").status, 2);
    EXPECT_EQ(blason({"jsonld", "expand", "--context", context}, "{}").status, 2);
}

TEST(JsonLd, ToRdf) {
    const auto outcome = blason({"jsonld", "to-rdf"}, kDocument);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("<http://example.org/a> <http://schema.org/name> \"Ada\" .\n"), std::string::npos);
    EXPECT_NE(outcome.out.find("_:b0 <http://schema.org/name> \"Bob\" .\n"), std::string::npos);
    EXPECT_EQ(blason({"jsonld", "to-rdf"}, "{}").out, "");
}

TEST(JsonLd, RdfDirection) {
    const auto outcome = blason({"jsonld", "to-rdf", "--rdf-direction", "i18n-datatype"},
                                R"({"http://schema.org/name":{"@value":"Ada","@direction":"rtl"}})");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("<https://www.w3.org/ns/i18n#_rtl>"), std::string::npos) << outcome.out;
}

TEST(JsonLd, ErrorsCarryTheStandardsCode) {
    const auto outcome = blason({"jsonld", "expand", "--json"}, R"({"@context":{"a":{"@id":["x"]}}})");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "invalid IRI mapping");
}

TEST(JsonLd, SafeModeNamesThePlace) {
    const auto outcome = blason({"jsonld", "expand", "--safe", "--json"},
                                R"({"@context":{"name":"http://schema.org/name"},"name":"Ada","nickname":"A"})");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "data-loss");
    EXPECT_EQ(error_of(outcome.err).at("pointer"), "/nickname");
    EXPECT_EQ(blason({"jsonld", "expand"}, R"({"nickname":"A"})").status, 0);
}

constexpr std::string_view kQuads =
    "_:z <http://example.org/p> _:y .\n"
    "_:y <http://example.org/q> \"v\" .\n";

TEST(Canonicalize, NQuads) {
    const auto outcome = blason({"canonicalize", "--from", "nquads"}, kQuads);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out,
              "_:c14n0 <http://example.org/q> \"v\" .\n"
              "_:c14n1 <http://example.org/p> _:c14n0 .\n");
}

TEST(Canonicalize, MapNamesTheIssuedIdentifiers) {
    const auto outcome = blason({"canonicalize", "--from", "nquads", "--map"}, kQuads);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"({"y":"c14n0","z":"c14n1"})"));
}

TEST(Canonicalize, Sha384LabelsMayDiffer) {
    const auto outcome = blason({"canonicalize", "--from", "nquads", "--hash", "sha384", "--map"}, kQuads);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out).as_object().size(), 2U);
}

TEST(Canonicalize, JsonLdIsSafeByDefault) {
    const auto outcome = blason({"canonicalize", "--json"}, R"({"nickname":"A"})");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "data-loss");
    EXPECT_EQ(blason({"canonicalize", "--lossy"}, R"({"nickname":"A"})").out, "");
    EXPECT_NE(blason({"canonicalize"}, kDocument).out.find("_:c14n0 <http://schema.org/name> \"Bob\" .\n"),
              std::string::npos);
}

TEST(Canonicalize, Jcs) {
    const auto outcome = blason({"canonicalize", "--jcs"}, R"({"b":1.0,"a":[1e3,"€"]})");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, R"({"a":[1000,"€"],"b":1})");
}

TEST(Canonicalize, BadNQuadsNameTheLine) {
    const auto outcome = blason({"canonicalize", "--from", "nquads", "--json"}, "<http://a> <http://b> .\n");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "nquads-syntax");
}

}  // namespace
}  // namespace blason::cli_test
