// Baked SVG: the credential is an element of its own, a JWS in its attribute `verify`, JSON in its body.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "vc/openbadges/baking_forms.hpp"
#include "vc/openbadges/rules.hpp"
#include "vc/openbadges/xml_reader.hpp"

namespace blason::openbadges {

namespace {

constexpr std::string_view kSvgNamespace = "http://www.w3.org/2000/svg";
constexpr std::string_view kSpace = " \t\r\n";

/// Where each standard puts its credential, and the prefix it is written with.
struct Place {
    BakedKind kind;
    std::string_view space;
    std::string_view local;
    std::string_view prefix;
};
constexpr std::array kPlaces{
    Place{BakedKind::OpenBadges3, "https://purl.imsglobal.org/ob/v3p0", "credential", "openbadges"},
    Place{BakedKind::OpenBadges2, "http://openbadges.org", "assertion", "openbadges"},
    Place{BakedKind::Clr2, "https://purl.imsglobal.org/clr/v2p0", "credential", "clr"}};

const Place& place_of(BakedKind kind) {
    return *std::find_if(kPlaces.begin(), kPlaces.end(), [&](const Place& place) { return place.kind == kind; });
}

/// One element that holds a credential.
struct Found {
    BakedKind kind;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::optional<std::string> verify;
    std::string body;
};

/// The start tag of <svg>, and what it calls the namespaces of badges.
struct Root {
    std::string name;  ///< as written: "svg" or "s:svg"
    std::size_t begin = 0;
    std::size_t end = 0;
    bool empty = false;
    std::vector<std::pair<std::string, std::string>> namespaces;  ///< "xmlns:openbadges" and its value
};

/// Finds the root and every credential.
class Finder : public XmlHandler {
  public:
    Result<void> start(const XmlTag& tag, std::size_t depth) override {
        if (depth == 0) {
            if (tag.name.space != kSvgNamespace || tag.name.local != "svg")
                return malformed("svg-malformed", "This is XML, but not an SVG image.");
            root_ = {std::string(tag.name.written), tag.begin, tag.end, tag.empty, {}};
            for (const XmlAttribute& attribute : tag.attributes) {
                if (attribute.name.written.starts_with("xmlns:"))
                    root_.namespaces.emplace_back(attribute.name.written, attribute.value);
            }
            return {};
        }
        if (inside_) return baked_malformed("The element of the credential holds another element.");
        const auto* const place = std::find_if(kPlaces.begin(), kPlaces.end(), [&](const Place& one) {
            return one.space == tag.name.space && one.local == tag.name.local;
        });
        if (place == kPlaces.end()) return {};
        Found found{place->kind, tag.begin, tag.end, {}, {}};
        if (const std::string* verify = tag.attribute("verify")) found.verify = *verify;
        found_.push_back(std::move(found));
        inside_ = depth;
        return {};
    }
    Result<void> end(std::size_t end, std::size_t depth) override {
        if (inside_ != depth) return {};
        found_.back().end = end;
        inside_.reset();
        return {};
    }
    Result<void> text(std::string_view text) override {
        if (inside_) found_.back().body += text;
        return {};
    }
    Result<void> instruction(std::string_view) override { return {}; }

    [[nodiscard]] const Root& root() const { return root_; }
    [[nodiscard]] const std::vector<Found>& found() const { return found_; }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t sum = 0;
        for (const Found& one : found_) sum += one.end - one.begin;
        return sum;
    }

  private:
    Root root_;
    std::vector<Found> found_;
    std::optional<std::size_t> inside_;  ///< depth of the credential that is being read
};

enum class Doctype { Refused, Skipped };

Result<void> read_svg(std::string_view image, Finder& finder, Doctype doctype = Doctype::Refused) {
    XmlLimits limits;
    limits.skip_svg_doctype = doctype == Doctype::Skipped;
    limits.long_attribute = "verify";
    limits.max_long_attribute = kMaxBakedCredential;
    if (auto read = read_xml(image, finder, limits); !read) return read;
    if (image.size() - finder.bytes() > kMaxPicture) return image_too_large();
    return {};
}

/// JSON for a CDATA section. Its end mark and what XML does not allow as a character can only stand inside strings of
/// JSON, where an escape means the same.
std::string cdata_json(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string_view rest = json.substr(i);
        if (rest.starts_with("]]>")) {
            out += "]]\\u003e";
            i += 2;
        } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
            out += rest[2] == '\xBE' ? "\\ufffe" : "\\uffff";
            i += 2;
        } else {
            out += json[i];
        }
    }
    return out;
}

/// The element, declaring its prefix itself unless the root does.
std::string element_of(const BakedCredential& credential, bool declared) {
    const Place& place = place_of(credential.kind);
    const std::string name = std::string(place.prefix) + ":" + std::string(place.local);
    std::string out = "<" + name;
    if (!declared) out.append(" xmlns:").append(place.prefix).append("=\"").append(place.space).append("\"");
    // A compact JWS has no character that would need escaping.
    if (is_compact_jws(credential.text)) return out + " verify=\"" + credential.text + "\"/>";
    return out + "><![CDATA[" + cdata_json(credential.text) + "]]></" + name + ">";
}

/// Everything from `begin` on but the credentials.
std::string rest_of(std::string_view image, std::size_t begin, const std::vector<Found>& credentials) {
    std::string out;
    for (const Found& one : credentials) {
        out.append(image.substr(begin, one.begin - begin));
        begin = one.end;
    }
    return out.append(image.substr(begin));
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(kSpace) == std::string_view::npos;
}

}  // namespace

Result<std::string> bake_svg(std::string_view image, const BakedCredential& credential) {
    Finder finder;
    if (auto read = read_svg(image, finder); !read) return std::move(read).error();
    const Root& root = finder.root();
    const Place& place = place_of(credential.kind);
    const std::string declaration = "xmlns:" + std::string(place.prefix);
    const auto known = std::find_if(root.namespaces.begin(), root.namespaces.end(),
                                    [&](const auto& one) { return one.first == declaration; });

    // Up to the name of the root, the declaration, the rest of the root's tag, the credential, everything else.
    std::string out;
    out.reserve(image.size() + credential.text.size() + 256);
    const std::size_t name_end = root.begin + 1 + root.name.size();
    out.append(image.substr(0, name_end));
    const bool declares = known == root.namespaces.end();
    if (declares) out.append(" ").append(declaration).append("=\"").append(place.space).append("\"");
    out.append(image.substr(name_end, root.end - name_end - (root.empty ? 2 : 0)));
    if (root.empty) out.append(">");
    out.append(element_of(credential, declares || known->second == place.space));
    if (root.empty) out.append("</").append(root.name).append(">");
    return out.append(rest_of(image, root.end, finder.found()));
}

Result<std::string> strip_svg(std::string_view image) {
    Finder finder;
    if (auto read = read_svg(image, finder); !read) return std::move(read).error();
    return rest_of(image, 0, finder.found());
}

Result<BakedCredential> unbake_svg(std::string_view image) {
    Finder finder;
    if (auto read = read_svg(image, finder, Doctype::Skipped); !read) return std::move(read).error();
    if (finder.found().empty()) return image_without_credential();
    if (finder.found().size() > 1) return image_ambiguous();
    const Found& found = finder.found().front();
    const bool body = !is_blank(found.body);
    if (found.body.size() > kMaxBakedCredential) return credential_too_large();
    if (!found.verify) {
        if (!body) return baked_malformed("The element of the credential is empty.");
        return BakedCredential{found.kind, found.body};
    }
    // Open Badges 2.0: beside a hosted assertion `verify` is its address. Anywhere else two texts are two answers.
    if (!body) return BakedCredential{found.kind, *found.verify};
    if (found.kind != BakedKind::OpenBadges2 || is_compact_jws(*found.verify)) return image_ambiguous();
    return BakedCredential{found.kind, found.body};
}

}  // namespace blason::openbadges
