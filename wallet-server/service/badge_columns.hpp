// The columns of a CSV file of badges: each is a place in the JSON of a badge request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::service {

class BadgeColumns {
  public:
    /// From the first record of the file. Errors "csv-column-unknown", "csv-column-twice", "csv-column-missing" (no
    /// column says whom the badges are for).
    static Result<BadgeColumns> read(const std::vector<std::string>& names);

    /// The request of one record; cells without anything are left out. Error "csv-field-count".
    [[nodiscard]] Result<json::Object> request(const std::vector<std::string>& cells) const;

    /// The column an error of the request is about; empty when it is about none.
    [[nodiscard]] std::string column_of(std::string_view pointer, const std::vector<std::string>& cells) const;

  private:
    struct Column {
        std::string name;     ///< as the file writes it
        std::string pointer;  ///< into the request; of a result its property
        std::string result;   ///< the result description a result column is for; empty: the only one
        bool is_result = false;
    };
    std::vector<Column> columns_;
};

}  // namespace blason::service
