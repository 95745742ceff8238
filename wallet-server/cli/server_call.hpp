// One POST to a running server of ours.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::cli {

struct ServerCall {
    std::string server;   ///< address, from the operator
    std::string api_key;  ///< file; empty: none
    std::string path = {};
    std::string content_type = {};
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
};

/// The JSON of a 2xx answer. Errors: of usage; those of the client; the problem the server answers with, by its own
/// code and pointer; "server-answer" (Unavailable).
Result<json::Value> post_to_server(const ServerCall& call);

}  // namespace blason::cli
