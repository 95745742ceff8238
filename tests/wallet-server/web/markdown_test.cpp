#include "wallet-server/web/markdown.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace blason::web {
namespace {

TEST(Markdown, Paragraphs) {
    EXPECT_EQ(markdown_to_html("one\ntwo\n\nthree"), "<p>one\ntwo</p>\n<p>three</p>\n");
    EXPECT_EQ(markdown_to_html(""), "");
    EXPECT_EQ(markdown_to_html("\r\n \r\n"), "");
}

TEST(Markdown, Emphasis) {
    EXPECT_EQ(markdown_to_html("a *b* **c d** `e`"), "<p>a <em>b</em> <strong>c d</strong> <code>e</code></p>\n");
    EXPECT_EQ(markdown_to_html("2 * 3 * 4"), "<p>2 * 3 * 4</p>\n");
    EXPECT_EQ(markdown_to_html("**open"), "<p>**open</p>\n");
}

TEST(Markdown, Lists) {
    EXPECT_EQ(
        markdown_to_html("Do:\n\n- a\n- b\n  more\n\nthen\n\n1. x\n2. y"),
        "<p>Do:</p>\n<ul>\n<li>a</li>\n<li>b\nmore</li>\n</ul>\n<p>then</p>\n<ol>\n<li>x</li>\n<li>y</li>\n</ol>\n");
}

TEST(Markdown, HeadingsAreStrongLines) {
    EXPECT_EQ(markdown_to_html("# A *b*\ntext"), "<p><strong>A *b*</strong></p>\n<p>text</p>\n");
}

TEST(Markdown, LinksToTheWebOnly) {
    EXPECT_EQ(markdown_to_html("[a](https://example.edu/?x=1&y=\"2\")"),
              "<p><a href=\"https://example.edu/?x=1&amp;y=&quot;2&quot;\" rel=\"noopener nofollow ugc\">a</a></p>\n");
    EXPECT_EQ(markdown_to_html("[a](javascript:alert(1))"), "<p>[a](javascript:alert(1))</p>\n");
    EXPECT_EQ(markdown_to_html("[a](data:text/html,x)"), "<p>[a](data:text/html,x)</p>\n");
    EXPECT_EQ(markdown_to_html("[a](https://x\ty)"), "<p>[a](https://x\ty)</p>\n");
    EXPECT_EQ(markdown_to_html("[a]("), "<p>[a](</p>\n");
}

TEST(Markdown, IM14_NoHtmlAndNoImages) {
    EXPECT_EQ(markdown_to_html("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
    EXPECT_EQ(markdown_to_html("*<img src=x onerror=y>*"), "<p><em>&lt;img src=x onerror=y&gt;</em></p>\n");
    const std::string image = markdown_to_html("![p](https://track.example/p.png)");
    EXPECT_EQ(image.find("<img"), std::string::npos);
}

TEST(Markdown, HostileTextEndsSoonAndIsCut) {
    for (const char* piece : {"*", "**", "[", "](", "`", "[a](", "* ", "- ", "a*b", "<", "\n"}) {
        std::string text;
        while (text.size() < 1'000'000) text += piece;
        const auto start = std::chrono::steady_clock::now();
        const std::string html = markdown_to_html(text);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2)) << piece;
        EXPECT_LT(html.size(), 400'000U) << piece;
    }
}

}  // namespace
}  // namespace blason::web
