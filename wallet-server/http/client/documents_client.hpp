// Documents from a folder (--documents DIR), asked before the network.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/bytes.hpp"
#include "engine/net/http_client.hpp"

namespace blason::http {

class DocumentsClient : public net::HttpClient {
  public:
    /// Reads DIR/index.json: {"URL": {"file": "relative path", "contentType": "...", "sha256": "hex"}}; without
    /// contentType it is application/json. With "sha256" the document must have this digest; an entry without a file,
    /// which needs one, is fetched. `next` answers for every other URL and must live longer.
    /// Error "documents-index" (Usage) when the index cannot be read or a file lies outside of the folder.
    static Result<std::unique_ptr<DocumentsClient>> open(const std::filesystem::path& folder, net::HttpClient& next);

    /// A GET of a listed URL (its fragment does not matter) is answered from the file, with status 200. Errors:
    /// "fetch-failed" when the file cannot be read, "fetch-too-large", "fetch-digest" (Refused) for another document
    /// than the index means.
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override;

    /// Whether the index has an entry for this URL.
    [[nodiscard]] bool lists(std::string_view url) const;

  private:
    struct Document {
        std::filesystem::path file;  ///< empty: fetched
        std::string content_type;
        std::optional<Bytes> sha256;
    };
    explicit DocumentsClient(net::HttpClient& next) : next_(next) {}

    [[nodiscard]] Result<net::FetchReply> answer(const Document& document, const net::FetchRequest& request) const;

    net::HttpClient& next_;
    std::map<std::string, Document, std::less<>> documents_;
};

}  // namespace blason::http
