#include "engine/jsonld/quad_sink.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/iri/iri.hpp"
#include "engine/jsonld/number_literal.hpp"
#include "engine/jsonld/vocabulary.hpp"

namespace blason::jsonld {

using rdf::Term;
using rdf::TermKind;

namespace {

// Integers are read as the double they round to: JSON has one kind of number.
double as_double(const json::Value& number) {
    if (number.is_int64()) return static_cast<double>(number.get_int64());
    if (number.is_uint64()) return static_cast<double>(number.get_uint64());
    return number.get_double();
}

}  // namespace

bool QuadSink::emit(const Term& subject, const Term& predicate, const Term& object, const Term& graph) {
    if (out_.quads.size() >= run_.options.limits.max_quads)
        return run_.fail_at_node("jsonld-quad-limit", "The document makes too many quads.", ErrorKind::TooLarge);
    out_.quads.push_back({subject, predicate, object, graph});
    return true;
}

Term QuadSink::blank_node(std::string_view identifier) {
    const auto [known, inserted] = identifiers_.try_emplace(identifier);
    if (inserted) known->second = new_blank_node();
    return known->second;
}

Term QuadSink::new_blank_node() {
    std::array<char, 24> label{'b'};
    const auto end = std::to_chars(label.data() + 1, label.data() + label.size(), issued_++).ptr;
    return {TermKind::BlankNode, out_.keep({label.data(), static_cast<std::size_t>(end - label.data())}), {}, {}};
}

// The values of a property, and much else in a document, share a datatype.
std::string_view QuadSink::datatype(std::string_view text) {
    if (text == datatype_) return datatype_;
    if (!iri::is_well_formed(text)) return {};
    return datatype_ = text;
}

Term QuadSink::literal(const json::Value& value, std::string_view datatype) {
    const auto with = [&](std::string_view lexical, std::string_view default_datatype) {
        return Term{TermKind::Literal, lexical, datatype.empty() ? default_datatype : datatype, {}, true};
    };
    if (value.is_string()) return with(json::view(value), rdf::kXsdString);              // step 12
    if (value.is_bool()) return with(value.get_bool() ? "true" : "false", kXsdBoolean);  // step 9
    // Steps 10 and 11.
    const double number = as_double(value);
    const bool fraction = std::fmod(number, 1) != 0 || std::abs(number) >= 1e21;
    if (fraction || datatype == kXsdDouble) return with(out_.keep(canonical_double(number)), kXsdDouble);
    return with(out_.keep(integer_digits(number)), kXsdInteger);
}

}  // namespace blason::jsonld
