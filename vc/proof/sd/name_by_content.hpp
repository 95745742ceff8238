// Names for blank nodes that no object of a document stands for: the cells of lists and the names of graphs.
#pragma once

#include "engine/base/result.hpp"
#include "engine/rdf/term.hpp"

namespace blason::vc::proof::sd {

/// Gives every blank node of `dataset`, fresh from the JSON-LD processor, a label made from what it holds and from
/// where it is linked. The same list in a document and in a selection of it has the same labels if all of it was
/// selected, and others if not. (VC-DI-ECDSA labels them by the order in which they are met, which differs.)
/// Error "blank-node-ambiguous": two of them hold the same at the same place, or one is linked more than once.
Result<void> name_by_content(rdf::Dataset& dataset);

}  // namespace blason::vc::proof::sd
