#include "engine/text/csv.hpp"

#include <algorithm>

#include "engine/text/utf8.hpp"

namespace blason::text {

CsvReader::CsvReader(std::string_view text, CsvRules rules) : text_(text), rules_(rules) {
    if (text_.starts_with("\xEF\xBB\xBF")) position_ = 3;
}

/// Length of the line end at the position: 2, 1, or 0 when there is none.
std::size_t CsvReader::line_end() const {
    const auto rest = text_.substr(position_);
    return rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
}

void CsvReader::refuse(CsvRecord& record, std::string code, std::string detail) {
    record.error = refused(std::move(code), std::move(detail));
}

void CsvReader::skip_line() {
    const auto end = text_.find('\n', position_);
    position_ = end == std::string_view::npos ? text_.size() : end + 1;
    ++line_;
}

std::optional<CsvRecord> CsvReader::next() {
    while (const auto empty = line_end()) {
        position_ += empty;
        ++line_;
    }
    if (position_ >= text_.size()) return std::nullopt;
    CsvRecord record;
    record.line = line_;
    read_record(record);
    if (record.error) skip_line();
    return record;
}

void CsvReader::read_record(CsvRecord& record) {
    while (read_field(record)) {
        if (position_ >= text_.size()) return;
        if (const auto end = line_end()) {
            position_ += end;
            ++line_;
            return;
        }
        ++position_;  // the separator
    }
}

/// False when the record is refused; else the position is at a separator, a line end or the end of the text.
bool CsvReader::read_field(CsvRecord& record) {
    if (record.fields.size() == rules_.max_fields) {
        refuse(record, "csv-too-many-fields", "A line has at most " + std::to_string(rules_.max_fields) + " fields.");
        return false;
    }
    std::string field;
    const bool quoted = position_ < text_.size() && text_[position_] == '"';
    if (!(quoted ? read_quoted(record, field) : read_plain(record, field))) return false;
    return keep(record, std::move(field));
}

bool CsvReader::read_plain(CsvRecord& record, std::string& field) {
    const auto start = position_;
    for (; position_ < text_.size(); ++position_) {
        const char c = text_[position_];
        if (c == rules_.separator || line_end() != 0) break;
        if (c == '"') {
            refuse(record, "csv-quote", "A field with a quote in it stands in quotes, and the quote is doubled.");
            return false;
        }
        if (c == '\r') {
            refuse(record, "csv-line-end", "A line ends with CR LF or LF.");
            return false;
        }
    }
    field = text_.substr(start, position_ - start);
    return true;
}

bool CsvReader::read_quoted(CsvRecord& record, std::string& field) {
    ++position_;
    while (true) {
        const auto quote = text_.find('"', position_);
        const auto part = text_.substr(position_, quote - position_);
        if (quote == std::string_view::npos) {
            refuse(record, "csv-unclosed", "The quotes that begin on this line are not closed.");
            position_ = text_.size();
            return false;
        }
        field += part;
        line_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
        position_ = quote + 1;
        if (position_ >= text_.size() || text_[position_] != '"') break;
        field += '"';
        ++position_;
        if (field.size() > rules_.max_field) break;
    }
    if (field.size() <= rules_.max_field && position_ < text_.size() && text_[position_] != rules_.separator &&
        line_end() == 0) {
        refuse(record, "csv-quote", "After a closing quote comes a separator or the end of the line.");
        return false;
    }
    return true;
}

bool CsvReader::keep(CsvRecord& record, std::string field) {
    if (field.size() > rules_.max_field) {
        refuse(record, "csv-field-too-long", "A field has at most " + std::to_string(rules_.max_field) + " bytes.");
    } else if (field.find('\0') != std::string::npos) {
        refuse(record, "csv-control", "There is a NUL in this line.");
    } else if (first_invalid_utf8(field)) {
        refuse(record, "csv-encoding", "This line is not UTF-8.");
    } else {
        record.fields.push_back(std::move(field));
        return true;
    }
    return false;
}

}  // namespace blason::text
