// Comma-separated values, strictly (RFC 4180): record after record from a text, with a refusal for each that is none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"

namespace blason::text {

struct CsvRules {
    char separator = ',';
    std::size_t max_fields = 256;        ///< of one record
    std::size_t max_field = 64U << 10U;  ///< bytes of one field
};

struct CsvRecord {
    std::size_t line = 0;  ///< where it begins, counted from 1; a quoted field may hold line ends
    std::vector<std::string> fields;
    std::optional<Error> error;  ///< why it cannot be read; `fields` are those before the place
};

/// Lines end with CR LF or LF; a byte order mark of UTF-8 at the beginning and lines without anything are passed over.
/// Errors of a record: "csv-quote" (a quote inside a plain field, or something after a closing one), "csv-unclosed"
/// (the text ends inside quotes), "csv-line-end" (a lone CR), "csv-control" (NUL), "csv-encoding" (not UTF-8),
/// "csv-too-many-fields", "csv-field-too-long". Reading goes on at the next line.
class CsvReader {
  public:
    /// `text` must outlive the reader.
    explicit CsvReader(std::string_view text, CsvRules rules = {});

    /// The next record; nothing at the end.
    std::optional<CsvRecord> next();

  private:
    void read_record(CsvRecord& record);
    bool read_field(CsvRecord& record);
    bool read_quoted(CsvRecord& record, std::string& field);
    bool read_plain(CsvRecord& record, std::string& field);
    bool keep(CsvRecord& record, std::string field);
    void refuse(CsvRecord& record, std::string code, std::string detail);
    void skip_line();
    [[nodiscard]] std::size_t line_end() const;

    std::string_view text_;
    CsvRules rules_;
    std::size_t position_ = 0;
    std::size_t line_ = 1;
};

}  // namespace blason::text
