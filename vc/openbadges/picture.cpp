#include "vc/openbadges/picture.hpp"

#include <algorithm>
#include <array>

#include "engine/text/ascii.hpp"
#include "vc/openbadges/baking_forms.hpp"
#include "vc/openbadges/png_chunks.hpp"
#include "vc/openbadges/xml_reader.hpp"

namespace blason::openbadges {

namespace {

template <typename List>
bool holds(const List& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// PNG section 11: pixels, colours, transparency, resolution, and the frames of an animation.
constexpr std::array<std::string_view, 15> kVisibleChunks{"IHDR", "PLTE", "IDAT", "IEND", "tRNS",
                                                          "cHRM", "gAMA", "iCCP", "sBIT", "sRGB",
                                                          "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};

Result<std::string> clean_png(std::string_view bytes) {
    const auto chunks = read_png(bytes);
    if (!chunks) return chunks.error();
    std::string out(kPngSignature);
    for (const PngChunk& chunk : *chunks) {
        if (holds(kVisibleChunks, chunk.type)) out.append(chunk.bytes);
    }
    return out;
}

constexpr std::string_view kSvg = "http://www.w3.org/2000/svg";

/// SVG elements that draw or describe. Filters are added by their common beginning, "fe".
constexpr std::array<std::string_view, 31> kDrawing{
    "svg",    "g",        "defs",           "symbol",         "use",  "title",    "desc",     "metadata",
    "path",   "rect",     "circle",         "ellipse",        "line", "polyline", "polygon",  "text",
    "tspan",  "textPath", "linearGradient", "radialGradient", "stop", "pattern",  "clipPath", "mask",
    "marker", "image",    "filter",         "switch",         "view", "style",    "hatch"};

/// What drawing programs write about the drawing; browsers do nothing with it.
constexpr std::array<std::string_view, 12> kDescribing{"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                                                       "http://purl.org/dc/elements/1.1/",
                                                       "http://purl.org/dc/terms/",
                                                       "http://creativecommons.org/ns#",
                                                       "http://web.resource.org/cc/",
                                                       "http://www.inkscape.org/namespaces/inkscape",
                                                       "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
                                                       "http://www.serif.com/",
                                                       "http://www.bohemiancoding.com/sketch/ns",
                                                       "https://purl.imsglobal.org/ob/v3p0",
                                                       "https://purl.imsglobal.org/clr/v2p0",
                                                       "http://openbadges.org"};

/// A part of the same document, or a picture of pixels inside it.
bool is_inside(std::string_view reference) {
    if (reference.starts_with('#')) return true;
    constexpr std::array<std::string_view, 4> kPixels{"data:image/png;base64,", "data:image/jpeg;base64,",
                                                      "data:image/gif;base64,", "data:image/webp;base64,"};
    return std::any_of(kPixels.begin(), kPixels.end(),
                       [&](std::string_view start) { return reference.starts_with(start); });
}

/// CSS that names nothing outside: every url() is a fragment. Escapes, comments and at-rules could hide one.
bool is_harmless_style(std::string_view written) {
    const std::string css = text::lower(written);
    for (std::size_t at = css.find("url"); at != std::string::npos; at = css.find("url", at + 3)) {
        const std::size_t target = css.find_first_not_of(" \t\r\n('\"", at + 3);
        if (target == std::string::npos || css[target] != '#') return false;
    }
    constexpr std::array<std::string_view, 6> kHiding{"@", "\\", "/*", "image(", "image-set(", "expression("};
    return std::none_of(kHiding.begin(), kHiding.end(),
                        [&](std::string_view part) { return css.find(part) != std::string::npos; });
}

class Guard : public XmlHandler {
  public:
    Result<void> start(const XmlTag& tag, std::size_t depth) override {
        const bool draws =
            tag.name.space == kSvg && (holds(kDrawing, tag.name.local) || tag.name.local.starts_with("fe"));
        const bool describes = holds(kDescribing, tag.name.space) || tag.name.space.starts_with("http://ns.adobe.com/");
        if (depth == 0 ? tag.name.space != kSvg || tag.name.local != "svg" : !draws && !describes)
            return refuse("the element <" + shown(tag.name.written) + ">");
        for (const XmlAttribute& attribute : tag.attributes) {
            if (!is_harmless(attribute)) return refuse("the attribute " + shown(attribute.name.written));
        }
        in_style_ = tag.name.local == "style";
        return {};
    }
    Result<void> end(std::size_t, std::size_t) override {
        if (in_style_ && !is_harmless_style(style_)) return refuse("a style that is not plain");
        in_style_ = false;
        style_.clear();
        return {};
    }
    Result<void> text(std::string_view text) override {
        if (in_style_) style_ += text;
        return {};
    }
    Result<void> instruction(std::string_view target) override {
        return refuse("the processing instruction " + shown(target));
    }

  private:
    static Result<void> refuse(const std::string& what) {
        return refused("svg-not-allowed",
                       "The SVG image has " + what + ", which an image that is only looked at does not need.");
    }
    static std::string shown(std::string_view name) { return std::string(name.substr(0, 40)); }

    static bool is_harmless(const XmlAttribute& attribute) {
        const std::string name = text::lower(attribute.name.local);
        if (attribute.name.written.starts_with("xmlns")) return true;
        if (name.starts_with("on") || name == "base" || name == "src" || name == "handler") return false;
        if (name == "href") return is_inside(attribute.value);
        // Any presentation attribute may refer to a paint or a filter.
        return name == "style" || text::lower(attribute.value).find("url") != std::string::npos
                   ? is_harmless_style(attribute.value)
                   : true;
    }

    bool in_style_ = false;
    std::string style_;
};

Result<std::string> clean_svg(std::string_view bytes) {
    Guard guard;
    XmlLimits limits;
    limits.long_attribute = "verify";
    if (auto read = read_xml(bytes, guard, limits); !read) return std::move(read).error();
    return strip_svg(bytes);
}

}  // namespace

Result<Picture> clean_picture(std::string_view bytes) {
    const auto type = image_type(bytes);
    if (!type) return malformed("image-type", "This is neither a PNG nor an SVG image.");
    if (bytes.size() > kMaxPicture) return image_too_large();
    auto clean = *type == ImageType::Png ? clean_png(bytes) : clean_svg(bytes);
    if (!clean) return std::move(clean).error();
    return Picture{*type, std::move(*clean)};
}

}  // namespace blason::openbadges
