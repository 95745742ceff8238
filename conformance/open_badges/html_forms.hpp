// The forms of an HTML page, as far as a person without scripts could fill them in: enough to sign in somewhere and to
// agree to something.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace blason::conformance {

struct FormControl {
    std::string name;
    std::string value;
    std::string type;      ///< of an input in lower case; "submit" for a button
    bool checked = false;  ///< of a checkbox or radio button
};

struct HtmlForm {
    std::string action;  ///< as it stands there; empty: the page's own address
    std::string method;  ///< "get" or "post"
    std::vector<FormControl> controls;

    [[nodiscard]] bool has_type(std::string_view type) const;
};

/// Tags and attributes are read as HTML's tokenizer does it in the usual cases; what stands in comments and scripts is
/// passed over. Never fails: a page without a form has none.
std::vector<HtmlForm> forms_of(std::string_view html);

}  // namespace blason::conformance
