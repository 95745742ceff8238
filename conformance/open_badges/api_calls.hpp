// The calls of the certification system, as bare requests: what a careful client would never send is sent here too.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/net/http_client.hpp"

namespace blason::conformance {

/// An answer, or why there is none.
struct Answer {
    int status = 0;  ///< 0: no answer
    net::FetchReply reply;
    std::string failure;

    [[nodiscard]] std::string header(std::string_view name) const;
    /// "status 403", or the failure: for the report.
    [[nodiscard]] std::string seen() const;
};

class ApiCalls {
  public:
    ApiCalls(net::HttpClient& client, std::string api) : client_(&client), api_(std::move(api)) {}

    /// `path` is below the API: "/credentials?limit=1". `token`: empty: none is sent.
    Answer get(const std::string& path, const std::string& token, const std::string& etag = {});
    Answer get_url(const std::string& url, const std::string& token);
    Answer send(const std::string& method, const std::string& path, const std::string& token, const std::string& body,
                const std::string& content_type);

  private:
    Answer call(net::FetchRequest request, const std::string& token);

    net::HttpClient* client_;
    std::string api_;
};

/// Nothing when the body is an Imsx_StatusInfo as the model wants it (codeMajor and severity of their enumerations, no
/// other members); else what is wrong.
std::optional<std::string> wrong_with_status_info(const Answer& answer);

/// Every credential of a page of getCredentials, exactly as it came; nothing when the body is no such page.
std::optional<std::vector<std::string>> credentials_of(const Answer& answer);

}  // namespace blason::conformance
