// The document loader seam (JSON-LD API section 9.4, LoadDocumentCallback).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::jsonld {

/// RemoteDocument of section 9.4.3. `text` is raw; the processor parses it according to `content_type`.
struct RemoteDocument {
    std::string document_url;               ///< final URL, after redirects
    std::string content_type;               ///< with parameters, as received
    std::vector<std::string> link_headers;  ///< raw Link header values
    std::string text;
};

/// Whether HTML pages are read for the JSON-LD in their script elements (section 6), or refused.
enum class HtmlPages { Refused, Read };

struct LoadOptions {
    std::string request_profile;  ///< "http://www.w3.org/ns/json-ld#context" when a context is wanted
    bool extract_all_scripts = false;
    HtmlPages html_pages = HtmlPages::Refused;
};

/// Answers must be stable for the life of the loader: the processor keeps what it compiled. Safe from every thread.
class DocumentLoader {
  public:
    virtual ~DocumentLoader() = default;
    /// Error "loading document failed", kind Refused or Unavailable; a loader that does not allow every context says so
    /// with a code that begins with "context-", such as "context-unknown".
    virtual Result<RemoteDocument> load(std::string_view url, const LoadOptions& options) = 0;
};

/// One embedded context.
struct BundledContext {
    std::string_view url;
    std::string_view text;
    std::string_view sha256;  ///< lower-case hex of `text`, checked at build time and by a test
    bool defines_vocab;       ///< has an @vocab catch-all: served only when asked for (requirements/vc.md section 3)
};
std::vector<BundledContext> bundled_contexts();

/// Knows the embedded contexts and nothing else.
class BundledLoader : public DocumentLoader {
  public:
    explicit BundledLoader(bool with_vocab_contexts = false) : with_vocab_contexts_(with_vocab_contexts) {}
    Result<RemoteDocument> load(std::string_view url, const LoadOptions& options) override;

  private:
    bool with_vocab_contexts_;
};

}  // namespace blason::jsonld
