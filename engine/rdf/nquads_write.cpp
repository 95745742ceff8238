#include "engine/rdf/nquads.hpp"

#include <cstdint>
#include <cstring>

#include "engine/rdf/nquads_characters.hpp"

namespace blason::rdf {
namespace {

void append_escaped_code(std::string& out, unsigned code) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kDigits[code >> shift & 0xfU];
}

/// ECHAR where there is one, else UCHAR.
void append_escaped(std::string& out, unsigned char c) {
    switch (c) {
        case '\t':
            out += "\\t";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\f':
            out += "\\f";
            return;
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        default:
            append_escaped_code(out, c);
    }
}

/// The bytes from `at` on that are ordinary in a literal (kEscapedInLiteral), found eight at a time; the last few
/// before one that is not are left to the table.
std::size_t ordinary_run(std::string_view text, std::size_t at) {
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    constexpr std::uint64_t kHigh = 0x8080808080808080U;
    const auto any_below = [](std::uint64_t word, unsigned n) { return (word - kOnes * n) & ~word & kHigh; };
    const auto any_equal = [&](std::uint64_t word, unsigned byte) { return any_below(word ^ (kOnes * byte), 1); };
    const std::size_t start = at;
    for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((any_below(word, 0x20) | any_equal(word, '"') | any_equal(word, '\\') | any_equal(word, 0x7f) |
             any_equal(word, 0xef)) != 0)
            break;
    }
    return at - start;
}

/// Copies runs of ordinary bytes at once; `special` is called at each other byte and says how many it has written. The
/// first `i` bytes are known to be ordinary.
template <typename F>
void append_with(std::string& out, std::string_view text, const CharacterTable& table, F special, std::size_t i = 0) {
    std::size_t copied = 0;
    while (i < text.size()) {
        if (!table[static_cast<unsigned char>(text[i])]) {
            ++i;
            continue;
        }
        out.append(text, copied, i - copied);
        i += special(i);
        copied = i;
    }
    out.append(text, copied);
}

void append_literal(std::string& out, std::string_view text) {
    append_with(
        out, text, kEscapedInLiteral,
        [&](std::size_t at) -> std::size_t {
            const auto c = static_cast<unsigned char>(text[at]);
            if (c != 0xef) {
                append_escaped(out, c);
                return 1;
            }
            const auto rest = text.substr(at, 3);
            if (rest == "\xef\xbf\xbe" || rest == "\xef\xbf\xbf") {
                append_escaped_code(out, rest.back() == '\xbe' ? 0xfffe : 0xffff);
                return 3;
            }
            out += text[at];
            return 1;
        },
        ordinary_run(text, 0));
}

void append_plain_iri(std::string& out, std::string_view iri) {
    out += '<';
    out += iri;
    out += '>';
}

void append_iri(std::string& out, std::string_view iri) {
    out += '<';
    append_with(out, iri, kOutsideIri, [&](std::size_t at) -> std::size_t {
        append_escaped_code(out, static_cast<unsigned char>(iri[at]));
        return 1;
    });
    out += '>';
}

}  // namespace

void append_term(std::string& out, const Term& term) {
    switch (term.kind) {
        case TermKind::DefaultGraph:
            return;
        case TermKind::Iri:
            term.is_plain ? append_plain_iri(out, term.value) : append_iri(out, term.value);
            return;
        case TermKind::BlankNode:
            out += "_:";
            out += term.value;
            return;
        case TermKind::Literal:
            out += '"';
            append_literal(out, term.value);
            out += '"';
            if (!term.language.empty()) {
                out += '@';
                out += term.language;
            } else if (term.datatype != kXsdString) {
                out += "^^";
                term.is_plain ? append_plain_iri(out, term.datatype) : append_iri(out, term.datatype);
            }
            return;
    }
}

void append_nquad(std::string& out, const Quad& quad) {
    append_term(out, quad.subject);
    out += ' ';
    append_term(out, quad.predicate);
    out += ' ';
    append_term(out, quad.object);
    if (quad.graph.kind != TermKind::DefaultGraph) {
        out += ' ';
        append_term(out, quad.graph);
    }
    out += " .\n";
}

std::string to_nquads(const Dataset& dataset) {
    std::string out;
    for (const auto& quad : dataset.quads) append_nquad(out, quad);
    return out;
}

}  // namespace blason::rdf
