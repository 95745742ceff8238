#include "conformance/open_badges/html_forms.hpp"

#include <gtest/gtest.h>

namespace blason::conformance {
namespace {

TEST(HtmlForms, AreReadAsABrowserWould) {
    const auto forms = forms_of(R"(<!doctype html><!-- <form action="/commented"> --><input name=outside>
      <script>"<form action='/script'>"</script>
      <FORM Action='/a?x=1&amp;y=2' METHOD="post"><input type=hidden name=csrf value="t&#x26;&quot;&eacute;">
      <INPUT TYPE="Password" name='p'/><input name="plain" checked><input type="checkbox" name="box" checked>
      <button name="decision" value="allow" disabled>Yes</button></form><input name="after"><form></form>)");
    ASSERT_EQ(forms.size(), 2U);
    EXPECT_EQ(forms[0].action, "/a?x=1&y=2");
    EXPECT_EQ(forms[0].method, "post");
    ASSERT_EQ(forms[0].controls.size(), 5U);
    EXPECT_EQ(forms[0].controls[0].value, "t&\"&eacute;");
    EXPECT_TRUE(forms[0].has_type("password"));
    EXPECT_EQ(forms[0].controls[2].type, "text");
    EXPECT_TRUE(forms[0].controls[3].checked);
    EXPECT_EQ(forms[0].controls[3].value, "on");
    EXPECT_EQ(forms[0].controls[4].type, "submit");
    EXPECT_EQ(forms[1].method, "get");
}

TEST(HtmlForms, BrokenPagesEnd) {
    for (const char* html : {"", "<", "<form", "<form action", "<form action=", "<form action='x", "<form =\"", "<!--",
                             "<form><input name=\"a&#99999999999;\">", "<script><form>"})
        EXPECT_LE(forms_of(html).size(), 1U) << html;
}

}  // namespace
}  // namespace blason::conformance
