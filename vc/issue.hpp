// Issuing: check, secure. How a document is secured is one choice for credentials and presentations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signature_algorithm.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"
#include "vc/environment.hpp"
#include "vc/format.hpp"
#include "vc/report.hpp"

namespace blason::vc {

/// A credential or presentation that has been secured: the exact bytes that go out and are stored.
struct Secured {
    json::Value document;    ///< the credential or presentation as a value; with its proofs, where they are inside
    std::string text;        ///< UTF-8: JSON or a token
    std::string media_type;  ///< "application/vc", "application/vp", "application/vc+jwt", "application/vp+jwt",
                             ///< "application/vc+sd-jwt", "application/dc+sd-jwt"
    /// Of a credential that was issued all the same: what could not be looked at, and warnings (issue_checks.hpp).
    std::vector<Check> remarks{};
};

/// One more proof of the same document, by another key or suite.
struct FurtherProof {
    std::string cryptosuite;
    const crypto::Signer* signer;  ///< its did:key method is named
};

/// What Data Integrity proofs say beside what they must (VC Data Integrity section 2.1), and what they stand beside.
struct ProofMembers {
    std::vector<std::string> ids;  ///< absolute URLs: of the first proof, the second...; those without one get none
    std::optional<Instant> expires;
    std::optional<std::string> nonce;
    std::vector<std::string> previous;  ///< ids of proofs that each new one builds on (`previousProof`)
    bool add = false;                   ///< the document may have proofs, which stay as they are
    bool chain = false;  ///< each new proof but the first builds on the one before it; who has no id gets one
};

/// How a document is signed.
struct SigningOptions {
    Format format = Format::DataIntegrity;
    std::string cryptosuite = "eddsa-rdfc-2022";  ///< of a Data Integrity proof
    /// Of a suite with selective disclosure: what no holder can leave out, beside `always_disclosed`.
    std::vector<std::string> mandatory_pointers;
    std::vector<FurtherProof> further_proofs;  ///< beside the first: they become a proof set
    ProofMembers proof;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
    std::string verification_method;  ///< absolute URL; the key's did:key method when empty
    Instant created;
    std::optional<crypto::SignatureAlgorithm>
        algorithm{};  ///< of a token; the key's usual one when absent (RSA: RS256)
};

/// What the holder of an SD-JWT may keep back.
struct SdJwtOptions {
    std::optional<std::vector<std::string>> disclosable;  ///< JSON pointers; vc/sdjwt/disclosable when not given
    std::size_t decoys = 0;                               ///< in each object and array with digests, at most 64
    std::optional<crypto::PublicKey> holder_key;          ///< the subject's own, when it is a did:key or did:jwk
    crypto::Random* random = nullptr;                     ///< for the salts; the system's when not given
};

struct IssueOptions : SigningOptions {
    std::optional<Instant> now;  ///< when given, validity dates are judged against it
    bool set_issuer = false;     ///< the key's did:key becomes the issuer's id, its other properties stay
    SdJwtOptions sd_jwt;
};

/// VCDM 2.0 data model checks, Open Badges checks where the type says so, safe-mode JSON-LD, then the proof.
/// Errors carry the pointer into the credential: those of the data model ("missing-issuer", "invalid-date", ...), of
/// JSON-LD
/// ("data-loss", "context-unknown", ...), "issuer-key-mismatch" (the issuer's id and the key do not belong together and
/// no verification method was given), "already-secured", of vc/add_proofs, vc/jwt/sign and vc/sdjwt/sign. What is
/// signed already is not changed: then the issuer is not set. As
/// SD-JWT also a payload with `vct` and without contexts is issued, an SD-JWT VC: errors "missing-vct",
/// "claims-malformed".
Result<Secured> issue(json::Value credential, const crypto::Signer& signer, const IssueOptions& options,
                      const Environment& environment);

/// The same from text to text, for who issues many: the credential is read into memory that is given back at once.
/// Further errors: those of json::parse. `remarks`: gets those of Secured, where it is wanted.
Result<std::string> issue_text(std::string_view credential, const crypto::Signer& signer, const IssueOptions& options,
                               const Environment& environment, std::vector<Check>* remarks = nullptr);

struct PresentOptions : SigningOptions {
    std::string holder;  ///< the key's did:key when empty
};

/// A verifiable presentation of VCDM 2.0 around the credentials as they are, signed for authentication.
Result<Secured> present(std::vector<json::Value> credentials, const crypto::Signer& signer,
                        const PresentOptions& options, const Environment& environment);

/// Signs a presentation that the caller has made (VC-API `POST /presentations/prove`).
Result<Secured> prove_presentation(json::Value presentation, const crypto::Signer& signer,
                                   const PresentOptions& options, const Environment& environment);

}  // namespace blason::vc
