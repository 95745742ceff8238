// A credential as queries see it, in whatever form it is secured: what it says, of which type it is, who issued it, and
// what of it can be kept back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/document.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/sdjwt/reveal.hpp"
#include "vc/format_identifier.hpp"

namespace blason::vc::presentation {

/// What of a credential its holder can keep back.
enum class Discretion {
    None,         ///< nothing: it is shown whole
    Disclosures,  ///< SD-JWT: what stands at Held::places
    Pointers      ///< ecdsa-sd-2023 base proof: everything but what stands at Held::places
};

struct Held {
    FormatIdentifier format = FormatIdentifier::LdpVc;
    /// The top-level object that queries are about: the credential, also of a JWT with the claim `vc`; of an SD-JWT VC
    /// its claims; with what is disclosed in its place.
    json::Document credential;
    std::vector<std::string> types;           ///< `type`, as written
    std::vector<std::string> expanded_types;  ///< the same after `@context`; empty when that could not be processed
    /// `vct`, then the types it extends as far as the owner of this knows them.
    std::vector<std::string> vcts;
    /// KeyIdentifier of each AuthorityKeyIdentifier of the certificates in `x5c`, base64url: of a chain whose first
    /// certificate has the key that signed the credential, and each further one has issued the one before. Whether the
    /// last was really issued by the authority it names, only who has that authority's certificate can say.
    std::vector<std::string> authority_key_ids;
    /// In a wallet: whether the holder can prove that it is theirs. At a verifier: whether they have, and it was
    /// verified.
    bool holder_binding = false;
    Discretion discretion = Discretion::None;
    /// JSON pointers: of an SD-JWT what its disclosures disclose; of an ecdsa-sd base proof what is shown in any case.
    std::vector<std::string> places;
    /// Elements of arrays may have been left out of `credential` by who presented it.
    bool shortened = false;
    /// Then, of an SD-JWT: where the elements of the arrays that lost some stood. Nothing: not known.
    std::optional<blason::sdjwt::Positions> positions;
};

/// Reads a secured credential: JSON, JWT, SD-JWT, or one of the latter in an envelope. Nothing is verified.
/// `holder_binding`: of an SD-JWT that it names a key in `cnf`, otherwise that the id of a subject is a DID; whether
/// the wallet has the key is the caller's to say. Errors of the readers; "jwt-no-credential" for a presentation;
/// "credential-not-presentable" for an Open Badge 2.0.
Result<Held> read_held(std::string_view text, const jsonld::Processor& processor);

/// The types of a credential as IRIs, after its contexts (OpenID4VP 1.0 Appendix B.1.1); a type that no context defines
/// stays as it is. Errors of the expansion.
Result<std::vector<std::string>> expand_types(const json::Value& credential, const jsonld::Processor& processor);

}  // namespace blason::vc::presentation
