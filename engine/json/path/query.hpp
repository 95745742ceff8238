// JSONPath (RFC 9535) without function extensions, and what Presentation Exchange 2.1.1 has beside it: expressions in
// parentheses, script subscripts such as [(@.length-1)] and names that begin with "@". Queries come from strangers:
// they are data with a small grammar of their own, never code, and their work is bounded.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::json::path {

struct Segment;

struct ParseLimits {
    std::size_t max_bytes = 2048;   ///< of the text
    std::size_t max_segments = 64;  ///< of the query and of those in its filters, together
    std::size_t max_depth = 16;     ///< parentheses, negations and queries inside each other
};

/// One query, read once. A value: copies share what was read. Safe from every thread.
class Query {
  public:
    /// Errors, kind Malformed: "json-path-syntax" (what is wrong and at which character), "json-path-function" (an
    /// extension function); kind TooLarge: "json-path-size", "json-path-depth".
    static Result<Query> parse(std::string_view text, const ParseLimits& limits = {});

    [[nodiscard]] const std::string& text() const { return text_; }
    /// RFC 9535 section 2.3.5.1: whether it can name one place at most.
    [[nodiscard]] bool is_singular() const;
    [[nodiscard]] const std::vector<Segment>& segments() const { return *segments_; }

  private:
    Query() = default;

    std::string text_;
    std::shared_ptr<const std::vector<Segment>> segments_;
};

struct Match {
    const Value* value;   ///< inside the document
    std::string pointer;  ///< RFC 6901: where it stands
};

/// What queries may still cost; shared by all that belong to one task. A step is one value looked at.
struct Work {
    std::size_t steps = 200'000;
};

/// The nodes in the order of RFC 9535 (section 2.5.2.2 for descendants; members in the order of the document), as long
/// as `visit` says true. Error "json-path-work", kind Unavailable: `work` is used up, so the answer is not known.
Result<void> visit(const Query& query, const Value& document, Work& work,
                   const std::function<bool(const Value&, const Path&)>& visit);

/// The first node, or nothing.
Result<std::optional<Match>> first(const Query& query, const Value& document, Work& work);
/// All of them. Error also "json-path-matches", kind TooLarge.
Result<std::vector<Match>> all(const Query& query, const Value& document, Work& work, std::size_t max_matches = 1000);

}  // namespace blason::json::path
