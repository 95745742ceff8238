// A reader of XML 1.0 with namespaces for images that others made. It keeps the places, so that a document can be
// changed without touching any other byte, and does nothing by itself: no document type is used, no entities beyond the
// five, no address is ever followed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::openbadges {

struct XmlName {
    std::string_view written;  ///< as it stands: "openbadges:credential"
    std::string_view space;    ///< the namespace; empty for none
    std::string_view local;    ///< "credential"
};

struct XmlAttribute {
    XmlName name;
    std::string value;  ///< references resolved
};

struct XmlTag {
    XmlName name;
    std::vector<XmlAttribute> attributes;  ///< declarations of namespaces included
    std::size_t begin = 0;                 ///< of "<" in the document
    std::size_t end = 0;                   ///< behind ">"
    bool empty = false;                    ///< "<a/>"

    /// The value of the attribute of that name without namespace, or nullptr.
    [[nodiscard]] const std::string* attribute(std::string_view local) const;
};

/// Told what is read, in order. An Error ends the reading.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    /// `depth`: elements around this one. The views live as long as the call.
    virtual Result<void> start(const XmlTag& tag, std::size_t depth) = 0;
    /// Also of an empty tag. `end`: behind the end of the element; `depth` as in start.
    virtual Result<void> end(std::size_t end, std::size_t depth) = 0;
    /// Text between tags with references resolved, or of a CDATA section as it is; in as many pieces as there are.
    virtual Result<void> text(std::string_view text) = 0;
    /// <?target ...?>, but for the XML declaration.
    virtual Result<void> instruction(std::string_view target) = 0;
};

struct XmlLimits {
    std::size_t max_depth = 64;
    std::size_t max_attributes = 10'000;         ///< in the whole document
    std::size_t max_attribute = 64U << 10U;      ///< bytes of one value, as written
    std::string_view long_attribute;             ///< written name of the one that may be longer: up to
    std::size_t max_long_attribute = 1U << 20U;  ///< this
    /// Passes over `<!DOCTYPE svg>`, also with the public name of one of the W3C's own SVG DTDs, which is never
    /// fetched: it defines nothing then, so what is read is what stands there.
    bool skip_svg_doctype = false;
};

/// Errors, kind Malformed: "svg-doctype" (any document type declaration but those skipped), "svg-malformed" (not well
/// formed, not UTF-8, a name without its namespace); kind TooLarge: "svg-limit". Their details say at which byte.
Result<void> read_xml(std::string_view document, XmlHandler& handler, const XmlLimits& limits);

}  // namespace blason::openbadges
