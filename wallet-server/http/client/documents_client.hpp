// Documents from a folder (--documents DIR), asked before the network.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "engine/net/http_client.hpp"

namespace blason::http {

class DocumentsClient : public net::HttpClient {
  public:
    /// Reads DIR/index.json: {"URL": {"file": "relative path", "contentType": "..."}}; without contentType it is
    /// application/json. `next` answers for every other URL and must live longer.
    /// Error "documents-index" (Usage) when the index cannot be read or a file lies outside of the folder.
    static Result<std::unique_ptr<DocumentsClient>> open(const std::filesystem::path& folder, net::HttpClient& next);

    /// A GET of a listed URL (its fragment does not matter) is answered from the file, with status 200. Errors:
    /// "fetch-failed" when the file cannot be read, "fetch-too-large".
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override;

  private:
    struct Document {
        std::filesystem::path file;
        std::string content_type;
    };
    explicit DocumentsClient(net::HttpClient& next) : next_(next) {}

    net::HttpClient& next_;
    std::map<std::string, Document, std::less<>> documents_;
};

}  // namespace blason::http
