// IRIs as text: RFC 3986 section 5.2 resolution and the checks JSON-LD and RDF need. Nothing is ever normalized
// except dot segments while resolving: an IRI is compared, hashed and signed character by character.
#pragma once

#include <string>
#include <string_view>

namespace blason::iri {

/// RFC 3986 appendix B. A part that is absent and one that is empty are not the same.
struct Parts {
    std::string_view scheme;  ///< without ":"
    std::string_view authority;
    std::string_view path;
    std::string_view query;
    std::string_view fragment;
    bool has_scheme = false;
    bool has_authority = false;
    bool has_query = false;
    bool has_fragment = false;
};

/// Views into `text`, which must outlive them.
Parts split(std::string_view text);

/// Starts with a scheme (RFC 3986 section 3.1) and a colon, and holds no white space: the form of an IRI as JSON-LD
/// asks for it. A blank node identifier ("_:b") is no IRI.
bool is_absolute(std::string_view text);

/// Absolute, and every character may stand in the IRIREF of N-Quads (no control, no space, none of `<>"{}|\^` and
/// backtick); beyond ASCII what RFC 3987 section 2.2 allows; one "#" at most.
bool is_well_formed(std::string_view text);

/// RFC 3986 section 5.2, strict. `base` is absolute; with an empty base the reference comes back as it is.
std::string resolve(std::string_view base, std::string_view reference);

/// The shortest relative reference that resolves back to `target` against `base`; `target` itself where scheme or
/// authority differ.
std::string relativize(std::string_view base, std::string_view target);

}  // namespace blason::iri
