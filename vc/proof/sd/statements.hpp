// The statements of a document: canonical N-Quads, one a line, in which blank nodes have labels that say nothing of
// their order (VC-DI-ECDSA sections 3.4.1 to 3.4.4, 3.4.14 and 3.4.16).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/term.hpp"
#include "vc/proof/sd/select.hpp"
#include "vc/proof/sd/skolemize.hpp"

namespace blason::vc::proof::sd {

/// Each statement costs a signature to make and one to check; a document with more is refused ("too-many-statements").
inline constexpr std::size_t kMaxStatements = 8192;

/// Sorted by code point, each once.
using Statements = std::vector<std::string>;
/// From labels of blank nodes to labels, both without "_:".
using Labels = std::unordered_map<std::string, std::string>;
/// Section 3.4.3 createLabelMapFunction and 3.4.4 createHmacIdLabelMapFunction: from a canonical label ("c14n0") to the
/// one to use.
using LabelOf = std::function<Result<std::string>(const std::string& canonical)>;

/// Section 3.4.4: "u" and the base64url text of the HMAC-SHA256 of the label.
LabelOf hmac_labels(Bytes key);

/// Section 3.4.1, the label map of a dataset: from its labels, by way of the canonical ones. Errors
/// "canonicalization-limit", "too-many-statements", those of `label_of`.
Result<Labels> label_map(const rdf::Dataset& dataset, const LabelOf& label_of);

/// Section 3.4.14, relabelBlankNodes. Error "label-unknown".
Result<Statements> relabelled(const rdf::Dataset& dataset, const Labels& labels);

/// What a list of pointers selects.
struct Group {
    std::vector<std::size_t> matching;  ///< indexes of its statements, in ascending order
    rdf::Dataset dataset;               ///< the selection, as Skolemized::to_rdf gives it
};

struct Grouped {
    Statements statements;
    Labels labels;
    std::vector<Group> groups;  ///< one for each list of pointers
};

/// Section 3.4.16, canonicalizeAndGroup. Errors of Skolemized, select_json_ld and label_map; "selection-not-separable":
/// a part of something was selected that makes sense only as a whole (a list, a JSON value, a text without its
/// language), pointer of it.
Result<Grouped> canonicalize_and_group(const json::Value& document, const LabelOf& label_of,
                                       const std::vector<Pointers>& groups, const jsonld::Processor& processor,
                                       crypto::Random& random);

/// Section 3.4.17, hashMandatoryNQuads: the statements one after the other.
std::string joined(const Statements& statements);

}  // namespace blason::vc::proof::sd
