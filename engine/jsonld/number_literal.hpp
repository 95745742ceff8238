// The lexical forms of numbers in RDF (JSON-LD API section 8.6, Data Round Tripping).
#pragma once

#include <string>

namespace blason::jsonld {

/// Canonical xsd:double: up to 16 significant digits, "1.0E0", "9.9E0", "1.0E21".
std::string canonical_double(double number);

/// The decimal digits of a double without fraction and below 1e21: "100000000000000000000", never "-0".
std::string integer_digits(double number);

}  // namespace blason::jsonld
