// JSON-LD in HTML pages: what is found, what is refused, and what hostile pages cost.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/html_scripts.hpp"
#include "engine/jsonld/processor.hpp"
#include "tests/support/jsonld_documents.hpp"

namespace blason::jsonld {
namespace {

const std::string kScript = R"(<script type="application/ld+json">{"@id": "ex:a"}</script>)";

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::vector<std::string> texts(std::string_view page, std::optional<std::string_view> id = {}) {
    const auto found = find_html_scripts(page, id);
    EXPECT_TRUE(found) << found.error().detail;
    std::vector<std::string> all;
    if (found)
        for (const auto& script : found->scripts) all.push_back(script.text);
    return all;
}

using Texts = std::vector<std::string>;

TEST(HtmlScripts, TypesWithParametersAndInAnyCaseAreFound) {
    EXPECT_EQ(texts(R"(<script type=" Application/LD+JSON ; profile=x">1</script><script type=application/ld+json>2)"
                    R"(</script><script type="application/json">3</script><script>4</script>)"),
              (Texts{"1", "2"}));
}

TEST(HtmlScripts, ScriptsInTemplatesCommentsTextAndForeignContentAreNone) {
    EXPECT_EQ(texts("<template>" + kScript + "<div>" + kScript + "</div></template>"), Texts{});
    EXPECT_EQ(texts("<!-- " + kScript + " -->"), Texts{});
    EXPECT_EQ(texts("<textarea>" + kScript + "</textarea>"), Texts{});
    EXPECT_EQ(texts("<svg>" + kScript + "</svg>"), Texts{});
    EXPECT_EQ(texts("<script>var page = '" + kScript.substr(0, kScript.find("</")) + "';</script>"), Texts{});
}

TEST(HtmlScripts, TheTextIsTakenAsItStands) {
    EXPECT_EQ(texts("<script type=application/ld+json>&lt;&amp; <b>\xC3\xA9</script>"), Texts{"&lt;&amp; <b>\xC3\xA9"});
    EXPECT_EQ(texts("<script type=application/ld+json><!-- x --></script>"), Texts{"<!-- x -->"});
}

TEST(HtmlScripts, AnUnclosedScriptEndsWithThePage) {
    EXPECT_EQ(texts("<script type=application/ld+json>{\"a\": "), Texts{"{\"a\": "});
    EXPECT_EQ(texts("<script type=application/ld+json"), Texts{});
    EXPECT_EQ(texts(""), Texts{});
}

TEST(HtmlScripts, OnlyTheFirstElementWithAnIdCounts) {
    const std::string page =
        "<script id=a type=application/ld+json>1</script><p id=b></p><script id=b type=application/ld+json>2</script>"
        "<script id=a type=application/ld+json>3</script>";
    EXPECT_EQ(texts(page, "a"), Texts{"1"});
    EXPECT_EQ(texts(page, "b"), Texts{});
    EXPECT_EQ(texts(page, "c"), Texts{});
}

TEST(HtmlScripts, TheFirstBaseElementWithHrefCounts) {
    const auto found = find_html_scripts("<base target=x><svg><base href=no></svg><base href='a&amp;b'><base href=c>");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->base_href, "a&b");
}

TEST(HtmlScripts, HugePartsAreRead) {
    EXPECT_EQ(texts("<p title=\"" + repeated("x", 2U << 20U) + "\">" + kScript).size(), 1U);
    EXPECT_EQ(texts("<script type=application/ld+json>\"" + repeated("x", 2U << 20U) + "\"</script>").size(), 1U);
}

// No stack is used for depth, neither to read the page nor to free it.
TEST(HtmlScripts, DeepNestingIsReadOrRefused) {
    EXPECT_EQ(texts(repeated("<div>", 2'000) + kScript).size(), 1U);
    HtmlLimits limits;
    limits.max_time = std::chrono::milliseconds(100);
    const auto deep = find_html_scripts(repeated("<i>", 500'000) + kScript, {}, limits);
    EXPECT_TRUE(deep || deep.error().kind == ErrorKind::TooLarge);
}

void expect_too_large(const std::string& page, const HtmlLimits& limits) {
    const auto found = find_html_scripts(page, {}, limits);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "loading document failed");
    EXPECT_EQ(found.error().kind, ErrorKind::TooLarge);
}

TEST(HtmlScripts, LimitsHold) {
    HtmlLimits limits;
    limits.max_bytes = 10;
    expect_too_large(repeated("x", 11), limits);
    limits = {};
    limits.max_memory = 256U << 10U;
    expect_too_large(repeated("<p>", 10'000), limits);
    limits = {};
    limits.max_time = std::chrono::milliseconds(50);
    // Every attribute is compared with all before it.
    std::string attributes = "<p";
    for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i);
    expect_too_large(attributes + ">", limits);
}

// Each paragraph opens all the elements again that were left open: a square of what was sent.
TEST(HtmlScripts, ElementsOpenedAgainAndAgainAreBounded) {
    std::string page = "<p>";
    for (int i = 0; i < 5'000; ++i) page += "<b id=" + std::to_string(i) + ">";
    expect_too_large(page + repeated("</p><p>x", 5'000), {});
}

TEST(HtmlScripts, OtherEncodingsAreRefused) {
    const auto found = find_html_scripts("<p>\xE9</p>" + kScript);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "loading document failed");
}

class Pages : public DocumentLoader {
  public:
    std::string type = "text/html; charset=utf-8";
    std::string text;
    Result<RemoteDocument> load(std::string_view url, const LoadOptions&) override {
        return RemoteDocument{std::string(url), type, {}, text};
    }
};

class HtmlDocument : public testing::Test {
  protected:
    std::string loaded(std::string url = "https://a.example/page") {
        const auto document = processor_.load(url, options_);
        if (!document) return document.error().code;
        base_ = document->base;
        return json::serialize(document->value);
    }

    Pages pages_;
    Processor processor_{pages_, HtmlPages::Read};
    Options options_;
    std::string base_;
};

TEST_F(HtmlDocument, IsRefusedUnlessAskedFor) {
    pages_.text = kScript;
    const Processor strict(pages_);
    const auto document = strict.load("https://a.example/page", options_);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, "loading document failed");
    pages_.text = R"(<script type=application/ld+json>{"@context": {"p": "ex:p"}}</script>)";
    const auto input = json::parse(R"({"@context": "https://a.example/page", "p": 1})");
    const auto refused = strict.expand(*input, options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "loading remote context failed");
    EXPECT_TRUE(processor_.expand(*input, options_));
}

TEST_F(HtmlDocument, OfAllTypesForPagesIsRead) {
    pages_.text = kScript;
    for (const auto* type : {"text/html", "TEXT/HTML;charset=utf-8", "application/xhtml+xml"}) {
        pages_.type = type;
        EXPECT_EQ(loaded(), R"({"@id":"ex:a"})") << type;
    }
    pages_.type = "text/plain";
    EXPECT_EQ(loaded(), "loading document failed");
}

TEST_F(HtmlDocument, AFragmentMayBePercentEncoded) {
    pages_.text = kScript + "<script id='d \xC3\xA9' type=application/ld+json>{}</script>";
    EXPECT_EQ(loaded("https://a.example/page#d%20%C3%A9"), "{}");
    EXPECT_EQ(loaded("https://a.example/page#d%2"), "loading document failed");
    options_.extract_all_scripts = true;
    EXPECT_EQ(loaded("https://a.example/page#d%20%c3%a9"), "{}");
}

TEST_F(HtmlDocument, AllScriptsBecomeOneArray) {
    options_.extract_all_scripts = true;
    pages_.text = kScript + "<script type=application/ld+json>[1, [2]]</script>" + kScript;
    EXPECT_EQ(loaded(), R"([{"@id":"ex:a"},1,[2],{"@id":"ex:a"}])");
    pages_.text += "<script type=application/ld+json>{</script>";
    EXPECT_EQ(loaded(), "invalid script element");
}

TEST_F(HtmlDocument, TheScriptOfTheContextProfileGoesFirst) {
    pages_.text = kScript + R"(<script type='application/ld+json;profile="x http://www.w3.org/ns/json-ld#context"'>)"
                            R"({"@context": {"p": "ex:p"}}</script>)";
    const auto expanded =
        processor_.expand(*json::parse(R"({"@context": "https://a.example/page", "p": 1})"), options_);
    ASSERT_TRUE(expanded) << expanded.error().detail;
    EXPECT_EQ(json::serialize(*expanded), R"([{"ex:p":[{"@value":1}]}])");
}

TEST_F(HtmlDocument, TheBaseElementIsResolvedAgainstTheBaseOption) {
    pages_.text = "<base href=' b/c '>" + kScript;
    loaded();
    EXPECT_EQ(base_, "https://a.example/b/c");
    options_.base = "https://o.example/x/y";
    loaded();
    EXPECT_EQ(base_, "https://o.example/x/b/c");
    pages_.text = "<base href='no{url'>" + kScript;
    loaded();
    EXPECT_EQ(base_, "https://o.example/x/y");
}

}  // namespace
}  // namespace blason::jsonld
