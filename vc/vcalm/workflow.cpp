#include "vc/vcalm/workflow.hpp"

#include <algorithm>
#include <initializer_list>

#include "engine/json/reader.hpp"
#include "vc/schema/document.hpp"
#include "vc/vcalm/presentation_request.hpp"

namespace blason::vc::vcalm {
namespace {

constexpr std::size_t kMostSteps = 32;
constexpr std::size_t kMostTemplates = 32;
constexpr std::size_t kMostIssued = 16;

const json::Path kRoot;

/// VCALM 1.0 section "Error Handling": UNKNOWN_OPTION_PROVIDED.
Result<void> only(const json::Object& object, std::initializer_list<std::string_view> known, const json::Path& path) {
    for (const auto& member : object) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::find(known.begin(), known.end(), name) == known.end())
            return refused("option-unknown", "This option is not known here.", json::Path(&path, name).pointer());
    }
    return {};
}

Result<std::string> text_at(const json::Reader& reader, std::string_view name) {
    const auto text = reader.optional_string(name);
    if (!text) return text.error();
    return std::string(text->value_or(""));
}

Result<bool> flag_at(const json::Reader& reader, std::string_view name) {
    if (reader.find(name) == nullptr) return false;
    return reader.boolean(name);
}

Error placed(Error error, const json::Path& path) {
    error.pointer = path.pointer() + error.pointer;
    return error;
}

Result<CredentialTemplate> read_template(const json::Value& value, const json::Path& path) {
    if (!value.is_object()) return malformed("wrong-type", "This must be an object.", path.pointer());
    const json::Reader reader(value.get_object(), path);
    if (auto known = only(value.get_object(), {"id", "type", "template"}, path); !known)
        return std::move(known).error();
    const auto type = reader.string("type");
    if (!type) return type.error();
    if (*type != "jsonata" && *type != "achievement")
        return refused("template-type", "A template is of type jsonata or achievement.", reader.pointer_to("type"));
    const auto text = reader.string("template");
    if (!text) return text.error();
    auto id = text_at(reader, "id");
    if (!id) return std::move(id).error();
    const auto kind = *type == "jsonata" ? CredentialTemplate::Kind::Credential : CredentialTemplate::Kind::Badge;
    const auto start = text->find_first_not_of(" \t\r\n");
    const bool name_only =
        kind == CredentialTemplate::Kind::Badge && start != std::string_view::npos && (*text)[start] != '{';
    std::string order;
    if (name_only) {
        // Only what stands in a short name or an address; nothing that would have to be escaped.
        if (text->find_first_of("\"\\ \t\r\n") != std::string_view::npos)
            return malformed("template-syntax", "This is no achievement.", reader.pointer_to("template"));
        order = "{\"achievement\":\"" + std::string(*text) + "\"}";
    }
    auto body = Template::parse(name_only ? std::string_view(order) : *text);
    if (!body) return placed(std::move(body).error(), json::Path(&path, "template"));
    return CredentialTemplate{std::move(*id), kind, std::move(*body)};
}

Result<IssueRequest> read_issue_request(const json::Value& value, const std::vector<CredentialTemplate>& templates,
                                        const json::Path& path) {
    if (!value.is_object()) return malformed("wrong-type", "This must be an object.", path.pointer());
    const auto& object = value.get_object();
    if (auto known = only(object, {"credentialTemplateId", "credentialTemplateIndex", "variables", "result"}, path);
        !known)
        return std::move(known).error();
    const json::Reader reader(object, path);
    const auto unknown = [&](std::string_view member) {
        return refused("template-unknown", "The workflow has no such template.", reader.pointer_to(member));
    };
    IssueRequest request;
    const auto* index = reader.find("credentialTemplateIndex");
    const auto id = reader.optional_string("credentialTemplateId");
    if (!id) return id.error();
    if (*id && index == nullptr) {
        const auto found = std::find_if(templates.begin(), templates.end(),
                                        [&](const CredentialTemplate& one) { return one.id == **id; });
        if (found == templates.end()) return unknown("credentialTemplateId");
        request.template_index = static_cast<std::size_t>(found - templates.begin());
    } else if (index != nullptr && !*id) {
        const bool whole = index->is_int64() && index->get_int64() >= 0;
        if (!whole || static_cast<std::size_t>(index->get_int64()) >= templates.size())
            return unknown("credentialTemplateIndex");
        request.template_index = static_cast<std::size_t>(index->get_int64());
    } else {
        return refused("template-unknown", "What is issued is named by the id or the index of its template.",
                       path.pointer());
    }
    if (const auto* variables = reader.find("variables")) {
        if (!variables->is_string() && !variables->is_object())
            return malformed("wrong-type", "This must be the name of a variable, or an object.",
                             reader.pointer_to("variables"));
        request.variables = *variables;
    }
    auto result = text_at(reader, "result");
    if (!result) return std::move(result).error();
    request.result = std::move(*result);
    return request;
}

/// {"type": "JsonSchema", "jsonSchema": {...}}
Result<std::optional<json::Value>> schema_at(const json::Reader& reader, std::string_view name) {
    const std::optional<json::Value> none;
    const auto object = reader.optional_object(name);
    if (!object) return object.error();
    if (*object == nullptr) return none;
    const json::Path path(&reader.path(), name);
    const json::Reader schema(**object, path);
    const auto type = schema.string("type");
    if (!type) return type.error();
    if (*type != "JsonSchema")
        return refused("option-unknown", "Only schemas of type JsonSchema are known here.", schema.pointer_to("type"));
    const auto body = schema.object("jsonSchema");
    if (!body) return body.error();
    // What no presentation could be compared with is the coordinator's mistake.
    const auto readable = schema::Document::read("urn:blason:presentation-schema", **body);
    if (!readable) return placed(readable.error(), json::Path(&path, "jsonSchema"));
    return std::optional<json::Value>(json::Value(**body));
}

Result<void> read_callback(const json::Reader& reader, Step& step) {
    const auto callback = reader.optional_object("callback");
    if (!callback) return callback.error();
    if (*callback == nullptr) return {};
    const json::Path path(&reader.path(), "callback");
    if (auto known = only(**callback, {"url"}, path); !known) return known;
    const auto url = json::Reader(**callback, path).string("url");
    if (!url) return url.error();
    step.callback_url = std::string(*url);
    return {};
}

/// Everything but the requests to issue.
Result<Step> read_plain_step(const json::Object& object, const json::Path& path) {
    const auto known =
        only(object,
             {"createChallenge", "verifiablePresentationRequest", "verifiablePresentation", "redirectUrl", "callback",
              "issueRequests", "presentationSchema", "nextStep", "bearer", "inviteRequest"},
             path);
    if (!known) return known.error();
    const json::Reader reader(object, path);
    Step step;
    for (const auto& [name, target] : {std::pair<const char*, bool*>{"createChallenge", &step.create_challenge},
                                       {"bearer", &step.bearer},
                                       {"inviteRequest", &step.invite}}) {
        const auto flag = flag_at(reader, name);
        if (!flag) return flag.error();
        *target = *flag;
    }
    for (const auto& [name, target] :
         {std::pair<const char*, std::string*>{"redirectUrl", &step.redirect_url}, {"nextStep", &step.next}}) {
        auto text = text_at(reader, name);
        if (!text) return std::move(text).error();
        *target = std::move(*text);
    }
    if (const auto* request = reader.find("verifiablePresentationRequest")) {
        const auto read = read_presentation_request(*request, json::Path(&path, "verifiablePresentationRequest"));
        if (!read) return read.error();
        step.request = *request;
    }
    if (const auto* given = reader.find("verifiablePresentation")) {
        if (!given->is_object() && !given->is_array())
            return malformed("wrong-type", "This must be a presentation.", reader.pointer_to("verifiablePresentation"));
        step.presentation = *given;
    }
    auto schema = schema_at(reader, "presentationSchema");
    if (!schema) return std::move(schema).error();
    step.presentation_schema = std::move(*schema);
    if (auto done = read_callback(reader, step); !done) return std::move(done).error();
    if (!step.redirect_url.empty() && !step.next.empty())
        return refused("redirect-not-last", "After a redirect the exchange is over: there is no next step.",
                       reader.pointer_to("nextStep"));
    return step;
}

}  // namespace

Result<Step> Workflow::read_step(const json::Value& value, std::string_view name) const {
    const json::Path steps(&kRoot, "steps");
    const json::Path path(&steps, name);
    if (!value.is_object()) return malformed("wrong-type", "A step is an object.", path.pointer());
    auto step = read_plain_step(value.get_object(), path);
    if (!step) return step;
    if (!step->next.empty() && !steps_.contains(step->next))
        return refused("step-unknown", "The workflow has no such step.", json::Path(&path, "nextStep").pointer());
    const json::Reader reader(value.get_object(), path);
    if (reader.find("issueRequests") == nullptr) return step;
    const auto requests = reader.array("issueRequests");
    if (!requests) return requests.error();
    const json::Path here(&path, "issueRequests");
    if ((*requests)->size() > kMostIssued)
        return refused("issue-too-many", "A step issues at most 16 credentials.", here.pointer());
    for (std::size_t i = 0; i < (*requests)->size(); ++i) {
        auto request = read_issue_request((**requests)[i], templates_, json::Path(&here, i));
        if (!request) return std::move(request).error();
        step->issue.push_back(std::move(*request));
    }
    return step;
}

Result<Workflow> Workflow::read(const json::Value& configuration) {
    if (!configuration.is_object()) return malformed("wrong-type", "A workflow is an object.");
    const auto& object = configuration.get_object();
    const auto known =
        only(object, {"id", "initialStep", "controller", "authorization", "credentialTemplates", "steps"}, kRoot);
    if (!known) return known.error();
    const json::Reader reader(object, kRoot);
    Workflow workflow;
    auto id = text_at(reader, "id");
    if (!id) return std::move(id).error();
    workflow.id_ = std::move(*id);
    const auto initial = reader.string("initialStep");
    if (!initial) return initial.error();
    workflow.initial_ = std::string(*initial);
    const auto steps = reader.object("steps");
    if (!steps) return steps.error();
    if ((*steps)->empty() || (*steps)->size() > kMostSteps)
        return refused("step-too-many", "A workflow has 1 to 32 steps.", "/steps");

    if (reader.find("credentialTemplates") != nullptr) {
        const auto templates = reader.array("credentialTemplates");
        if (!templates) return templates.error();
        const json::Path path(&kRoot, "credentialTemplates");
        if ((*templates)->size() > kMostTemplates)
            return refused("template-too-many", "A workflow has at most 32 templates.", path.pointer());
        for (std::size_t i = 0; i < (*templates)->size(); ++i) {
            auto one = read_template((**templates)[i], json::Path(&path, i));
            if (!one) return std::move(one).error();
            workflow.templates_.push_back(std::move(*one));
        }
    }

    const json::Path path(&kRoot, "steps");
    for (const auto& member : **steps) {
        const std::string_view name(member.key().data(), member.key().size());
        const auto* text = json::find(member.value(), "stepTemplate");
        if (text == nullptr) {
            workflow.steps_.emplace(name, member.value());
            continue;
        }
        const json::Path here(&path, name);
        const json::Path inside(&here, "stepTemplate");
        if (auto alone = only(member.value().get_object(), {"stepTemplate"}, here); !alone)
            return std::move(alone).error();
        auto read = read_template(*text, inside);
        if (!read) return std::move(read).error();
        if (read->kind != CredentialTemplate::Kind::Credential)
            return refused("template-type", "The template of a step is of type jsonata.", inside.pointer() + "/type");
        workflow.steps_.emplace(name, std::move(read->body));
        workflow.issues_ = workflow.issues_ || !workflow.templates_.empty();  // it may
    }
    if (!workflow.steps_.contains(workflow.initial_))
        return refused("step-unknown", "The workflow has no such step.", "/initialStep");
    for (const auto& [name, step] : workflow.steps_) {
        const auto* plain = std::get_if<json::Value>(&step);
        if (plain == nullptr) continue;
        const auto read = workflow.read_step(*plain, name);
        if (!read) return read.error();
        workflow.issues_ = workflow.issues_ || !read->issue.empty();
        if (read->request && json::find(*read->request, "challenge") != nullptr) {
            const json::Path here(&path, name);
            return refused("challenge-fixed", "Every exchange needs a challenge of its own; ask for createChallenge.",
                           here.pointer() + "/verifiablePresentationRequest/challenge");
        }
    }
    return workflow;
}

Result<Step> Workflow::step(std::string_view name, const json::Object& variables) const {
    const auto found = steps_.find(name);
    if (found == steps_.end()) return refused("step-unknown", "The workflow has no such step.");
    if (const auto* plain = std::get_if<json::Value>(&found->second)) return read_step(*plain, name);
    auto made = std::get<Template>(found->second).evaluate(variables);
    if (!made) return std::move(made).error();
    return read_step(*made, name);
}

}  // namespace blason::vc::vcalm
