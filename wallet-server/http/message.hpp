// A request and a response as plain values: all that handlers know of HTTP.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blason::http {

/// Field names compare without case.
class Fields {
  public:
    void set(std::string name, std::string value);  ///< replaces
    void add(std::string name, std::string value);
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;  ///< the first of that name
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

  private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
    std::string method;
    std::string path;   ///< percent-decoded once, always begins with "/"
    std::string query;  ///< raw, without "?"
    Fields fields;
    std::string body;
    std::string client;                         ///< peer address
    std::string request_id;                     ///< ours, for logs and problem details
    std::map<std::string, std::string> params;  ///< of the matched route pattern: {id}

    [[nodiscard]] std::optional<std::string> query_param(std::string_view name) const;  ///< decoded, the first
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    Fields fields;
    std::string body;

    static Response json(int status, std::string body);
    static Response html(int status, std::string body);
    static Response text(int status, std::string body);
    static Response redirect(std::string location);  ///< 303
};

/// application/x-www-form-urlencoded and multipart/form-data, of at most 256 fields. Nothing is returned when the body
/// is neither or is not well-formed.
struct FormField {
    std::string name;
    std::string value;      ///< a file's bytes for a file field
    std::string file_name;  ///< empty for ordinary fields
};
std::optional<std::vector<FormField>> parse_form(const Request& request);
/// The same for a text that is urlencoded: such a body, or a query.
std::optional<std::vector<FormField>> parse_urlencoded(std::string_view text);

/// Header values that contain CR, LF or NUL cannot be made: they are dropped to the first such byte.
std::string safe_header_value(std::string_view value);

}  // namespace blason::http
