// Workflows (VCALM 1.0 section "Create Workflow"): the steps of an exchange, and what is issued in them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/vcalm/template.hpp"

namespace blason::vc::vcalm {

/// How a credential comes to be. Types: "jsonata" (template.hpp), which gives a credential, or {"credential",
/// "options"}; and "achievement", of ours, which gives an order of a badge as `POST /badges` takes it. The text of the
/// latter may also be the name of a stored achievement alone.
struct CredentialTemplate {
    enum class Kind { Credential, Badge };
    std::string id;
    Kind kind = Kind::Credential;
    Template body;
};

struct IssueRequest {
    std::size_t template_index = 0;
    json::Value variables;  ///< a text: the name of a variable; an object: the variables; null: those of the exchange
    std::string result;     ///< where the credential is kept in the variables, a name or a JSON pointer; may be empty
};

/// What happens when an exchange is at a step.
struct Step {
    std::optional<json::Value> request;  ///< verifiablePresentationRequest
    bool create_challenge = false;
    bool bearer = false;                      ///< credentials about somebody else than who presents them are taken too
    bool invite = false;                      ///< an invitation is waited for (`inviteRequest`)
    std::optional<json::Value> presentation;  ///< verifiablePresentation to be given
    std::vector<IssueRequest> issue;
    std::string redirect_url;
    std::string callback_url;
    std::string next;                                ///< empty: the last step
    std::optional<json::Value> presentation_schema;  ///< a JSON Schema for what is presented
};

class Workflow {
  public:
    /// Reads a configuration and everything in it that can be judged without an exchange. Errors with pointers:
    /// "missing-member", "wrong-type", "option-unknown", "step-unknown" (initialStep, nextStep), "step-too-many" (32),
    /// "template-unknown", "template-type", those of Template and of read_presentation_request, "challenge-fixed" (the
    /// challenge of a step without template would be the same in every exchange), "redirect-not-last", those of
    /// schema::Document::read.
    static Result<Workflow> read(const json::Value& configuration);

    [[nodiscard]] const std::string& id() const { return id_; }  ///< may be empty
    [[nodiscard]] const std::string& initial_step() const { return initial_; }
    [[nodiscard]] const std::vector<CredentialTemplate>& templates() const { return templates_; }
    /// Some step issues something.
    [[nodiscard]] bool issues() const { return issues_; }

    /// The step with the variables of an exchange in it. Errors "step-unknown", and those of read for what a template
    /// made.
    [[nodiscard]] Result<Step> step(std::string_view name, const json::Object& variables) const;

  private:
    Result<Step> read_step(const json::Value& value, std::string_view name) const;

    std::string id_;
    std::string initial_;
    std::vector<CredentialTemplate> templates_;
    std::map<std::string, std::variant<json::Value, Template>, std::less<>> steps_;
    bool issues_ = false;
};

}  // namespace blason::vc::vcalm
