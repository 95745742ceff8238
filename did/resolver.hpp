// The resolver seam: an identifier becomes a document (DID Resolution, CID 1.0).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "did/document.hpp"
#include "did/peer/long_forms.hpp"
#include "did/published_keys.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"

namespace blason::did {

/// Which version of a document is meant; the latest when nothing is set, and at most one way to name it.
struct VersionWanted {
    std::optional<std::string> id;        ///< DID parameter `versionId`
    std::optional<Instant> time;          ///< `versionTime`
    std::optional<std::uint32_t> number;  ///< did:webvh `versionNumber`

    [[nodiscard]] bool latest() const { return !id && !time && !number; }
};

struct ResolveOptions {
    Instant now;
    bool derive_encryption_key = false;  ///< did:key's enableEncryptionKeyDerivation
    VersionWanted version{};
    bool json = true;  ///< false: Document::json may stay null where it would have to be written first
};

struct Metadata {
    std::optional<std::string> created, updated, version_id;
    bool deactivated = false;
    std::optional<std::chrono::seconds> ttl;  ///< how long the controller wants it to be remembered; 0: not at all
    json::Object more;                        ///< what a method says beyond this, as it stands in the result
};

struct Resolution {
    Document document;
    std::string content_type = "application/did";
    Metadata metadata;
    /// Of a URL that answers keys alone: the document then has nothing but its id, and no method can be taken from it.
    std::optional<PublishedKeys> keys{};
};

/// Errors carry the standard's code: "INVALID_DID", "NOT_FOUND", "METHOD_NOT_SUPPORTED", "INVALID_DID_DOCUMENT",
/// "INVALID_OPTIONS", "FEATURE_NOT_SUPPORTED" (versions of a method that keeps none), "INTERNAL_ERROR". Besides:
/// "private-key-in-document" for a document that shows a private key; and of kind Unavailable, where a host could not
/// be asked, the codes of did/fetch_document.hpp. resolution_error_json makes the standard's codes of these.
class Resolver {
  public:
    virtual ~Resolver() = default;
    /// `did`: a DID, or the http(s) URL of a controlled identifier document (CID 1.0) or of keys alone
    /// (did/published_keys.hpp), without a fragment.
    virtual Result<Resolution> resolve(std::string_view did, const ResolveOptions& options) = 0;
    /// For who found something that does not fit: what is remembered of `did` is asked for again, unless that was done
    /// a minute ago or less. False: nothing is remembered, and asking again would answer the same.
    virtual bool refresh(std::string_view /*did*/, const ResolveOptions& /*options*/) { return false; }
};

/// The DID Resolution result object; `error` is an RFC 9457 object with type https://www.w3.org/ns/did#CODE.
json::Value resolution_json(const Resolution& resolution);
/// With `Legacy`, `error` is the word that resolvers used before ("notFound"), and the object is in `problemDetails`.
enum class ErrorForm { Problem, Legacy };
json::Value resolution_error_json(const Error& error, ErrorForm form = ErrorForm::Problem);
/// The HTTP status the DID Resolution HTTP binding gives an error (404 for NOT_FOUND, 501 for METHOD_NOT_SUPPORTED
/// ...).
int resolution_http_status(const Error& error);

/// The methods of did/methods.hpp, and what stands at http(s) URLs.
/// `client` fetches documents; it must outlive the resolver.
class MethodResolver : public Resolver {
  public:
    explicit MethodResolver(net::HttpClient& client) : client_(client) {}
    Result<Resolution> resolve(std::string_view did, const ResolveOptions& options) override;

  private:
    net::HttpClient& client_;
    peer::LongForms long_forms_;
};

/// Finds the method a URL names and checks that it may be used for `purpose` (CID 1.0 section 3.3): the document of its
/// controller lists it there, and it has neither expired (at `options.now`) nor been revoked when it was used.
/// `used_at`: when the signature says it was made; without it, `options.now`. What was signed before the date in
/// `revoked` keeps its worth, so that an issuer can replace a stolen key. That only holds back a thief who does not
/// know the date or cannot choose the signature's own: nobody but a witness of the time could tell an earlier date from
/// a true one.
/// `url`: a DID URL with a fragment, or an http(s) URL: with a fragment into a controlled identifier document, without
/// one the key's own document. What a DID URL has between DID and fragment (path, query) is refused. Only a did:key may
/// come without a fragment, because it has one method: some Open Badges name their key so.
/// A document that was remembered and does not fit is refreshed: a key may have been added since.
/// Errors "INVALID_VERIFICATION_METHOD_URL", "INVALID_VERIFICATION_METHOD", "KEY_REVOKED", "KEY_EXPIRED",
/// "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", and those of `resolve`.
Result<VerificationMethod> retrieve_verification_method(Resolver& resolver, std::string_view url, Purpose purpose,
                                                        const ResolveOptions& options,
                                                        std::optional<Instant> used_at = std::nullopt);

/// After a signature that did not fit: the method as its document has it once it is refreshed. Nothing: its key is
/// still `tried`, or it is no longer to be had.
std::optional<VerificationMethod> renewed_verification_method(Resolver& resolver, const crypto::PublicKey& tried,
                                                              std::string_view url, Purpose purpose,
                                                              const ResolveOptions& options,
                                                              std::optional<Instant> used_at = std::nullopt);

}  // namespace blason::did
