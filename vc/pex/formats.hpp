// Claim formats between what a verifier says about itself, what its definition asks for, and what is submitted.
#pragma once

#include <string>
#include <vector>

#include "vc/pex/candidate.hpp"
#include "vc/pex/definition.hpp"

namespace blason::vc::pex {

/// What a verifier can read, said outside of its definition (OpenID4VP drafts 18 to 24, `vp_formats`), limits the
/// definition: its `format` entries that the verifier does not have are passed over, the others take on lists that
/// they lack, and where none is left those of the verifier stand. Entries about credentials and about presentations
/// are taken by themselves: who lists only one kind says nothing of the other.
void limit_formats(Definition& definition, const Formats& of_verifier);

/// Whether something is asked for in a format that is read here.
bool asks_for_known_format(const Definition& definition);

/// How a submission calls the format of something: the first of its designations (Candidate::formats) that the
/// descriptor or the definition names, else the usual one.
std::string designation_for(const Definition& definition, const InputDescriptor& descriptor, const Candidate& thing);

/// Whether a presentation that is made for a credential is of a form, with an algorithm, that may be around it.
bool may_be_presented_in(const Definition& definition, const InputDescriptor& descriptor,
                         const Candidate& presentation);

}  // namespace blason::vc::pex
