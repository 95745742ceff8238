// Templates of workflows: the part of JSONata that builds JSON out of variables, and nothing that computes.
//
//     {"credentialSubject": {"id": results.auth.did, "name": recipient.given & " " & recipient.family}}
//
// Objects, lists, texts (in double or single quotes), numbers, true, false, null; paths of names and list places,
// `a.b[0].c`; and `&`, which joins texts. That is what the workflows of the standard use; functions, conditions and
// predicates are refused when the template is read, so that a workflow never fails for them in an exchange.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::vcalm {

class Template {
  public:
    struct Node;

    /// At most 64 KiB and 32 levels. Errors "template-syntax", "template-size", kind Malformed; their pointer is empty,
    /// the detail says at which character.
    static Result<Template> parse(std::string_view text);

    /// What a path does not find is left out of objects and lists, as in JSONata; null when nothing is left. Error
    /// "template-size" when the result would be larger than 256 KiB of text.
    [[nodiscard]] Result<json::Value> evaluate(const json::Object& variables) const;

  private:
    explicit Template(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

    std::shared_ptr<const Node> root_;
};

}  // namespace blason::vc::vcalm
