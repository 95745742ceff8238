// RFC 2397 data: URLs.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::text {

struct DataUri {
    std::string media_type;  ///< "image/png", lower case, without parameters; empty when the URL names none
    std::string bytes;
};

/// `data:[type][;parameter...][;base64],data`, the data in base64 (with or without its padding) or percent-encoded.
/// Error "data-uri-syntax".
Result<DataUri> parse_data_uri(std::string_view uri);

}  // namespace blason::text
