// Many badges at once, from a file: CSV with a column for each thing said, or NDJSON with a badge request on each line.
// A bad line spoils no other. A line is issued once: what it says, with the name of the batch, is the name of its
// request, so the same file sent again issues nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/service/issuer_service.hpp"

namespace blason::service {

struct BatchOptions {
    std::string org;
    std::string achievement;  ///< of lines that name none
    std::string language;     ///< likewise
    std::string name;         ///< of the batch; may be empty. Another name issues the same lines again
    char separator = ',';     ///< of CSV
};

/// What became of one line.
struct BatchLine {
    std::size_t line = 0;                   ///< counted from 1, the header included
    std::optional<Error> error;             ///< the pointer is into the badge request
    std::string field;                      ///< of the error: the column, or the pointer; may be empty
    std::string url;                        ///< of the badge
    bool existing = false;                  ///< it was issued before
    std::vector<std::string> remarks = {};  ///< of StoredCredential
};

struct BatchCount {
    std::size_t issued = 0;
    std::size_t existing = 0;
    std::size_t failed = 0;
};

enum class BatchForm { Csv, Ndjson };

/// Calls `tell` for each line, in their order. Errors are of the file as a whole and come before anything is issued:
/// "csv-empty", those of the first line (text/csv.hpp), and those of BadgeColumns::read. Memory is bounded by the text
/// and a hundred badges.
Result<BatchCount> issue_batch(IssuerService& issuers, BatchForm form, std::string_view text,
                               const BatchOptions& options, const Actor& actor,
                               const std::function<void(const BatchLine&)>& tell);

}  // namespace blason::service
