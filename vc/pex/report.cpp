#include "vc/pex/report.hpp"

#include <algorithm>

namespace blason::vc::pex {

namespace {

json::Object to_json(const InputDescriptor& descriptor, const Match& match) {
    json::Array fields;
    for (const FieldResult& one : match.fields) {
        if (one.value == nullptr) continue;
        const Field& field = descriptor.constraints.fields[one.field];
        json::Object entry;
        if (!field.id.empty()) entry["id"] = field.id;
        entry["pointer"] = one.pointer;
        entry["value"] = *one.value;
        fields.push_back(std::move(entry));
    }
    json::Object object{{"credential", match.candidate}, {"fields", std::move(fields)}};
    if (descriptor.constraints.limit_disclosure) {
        json::Array& show = object["show"].emplace_array();
        for (const std::string& pointer : shown_by(match)) show.emplace_back(pointer);
    }
    return object;
}

json::Object to_json(const Rejection& rejection, std::size_t descriptor) {
    std::string pointer = "/input_descriptors/" + std::to_string(descriptor);
    if (rejection.field) pointer += "/constraints/fields/" + std::to_string(*rejection.field);
    std::string message(describe(rejection.reason));
    if (!rejection.detail.empty()) message += " " + rejection.detail;
    return {{"credential", rejection.candidate},
            {"code", std::string(to_text(rejection.reason))},
            {"message", std::move(message)},
            {"pointer", std::move(pointer)}};
}

const char* to_text(Answer answer) {
    switch (answer) {
        case Answer::Satisfied:
            return "satisfied";
        case Answer::Unsatisfied:
            return "unsatisfied";
        case Answer::Unknown:
            break;
    }
    return "unknown";
}

}  // namespace

Result<Report> answer(const Definition& definition, std::span<const Candidate> candidates,
                      const EvaluateOptions& options) {
    auto evaluation = evaluate(definition, candidates, options);
    if (!evaluation) return std::move(evaluation).error();
    auto choices = propose(definition, candidates, *evaluation);
    if (!choices) return std::move(choices).error();
    Report report;
    report.evaluation = std::move(*evaluation);
    if (*choices) {
        report.answer = Answer::Satisfied;
        report.choices = std::move(**choices);
    } else {
        const bool unknown = std::ranges::any_of(report.evaluation.descriptors, [](const DescriptorResult& one) {
            return std::ranges::any_of(one.rejections, [](const Rejection& why) { return is_unknown(why.reason); });
        });
        report.answer =
            unknown && may_be_satisfied(definition, report.evaluation) ? Answer::Unknown : Answer::Unsatisfied;
    }
    return report;
}

Presented submission_of(const Definition& definition, std::span<const Candidate> candidates, const Report& report,
                        std::string id) {
    Presented presented{{std::move(id), definition.id, {}}, {}};
    for (const Choice& choice : report.choices) {
        const std::size_t candidate = report.evaluation.descriptors[choice.descriptor].matches[choice.match].candidate;
        const auto known = std::ranges::find(presented.candidates, candidate);
        const auto position = static_cast<std::size_t>(known - presented.candidates.begin());
        if (known == presented.candidates.end()) presented.candidates.push_back(candidate);
        presented.submission.descriptor_map.push_back(entry_in_presentation(
            definition.descriptors[choice.descriptor].id, candidates[candidate].formats.front(), position));
    }
    return presented;
}

json::Value to_json(const Definition& definition, std::span<const Candidate> candidates, const Report& report,
                    std::string submission_id) {
    json::Array descriptors;
    for (std::size_t i = 0; i < definition.descriptors.size(); ++i) {
        const InputDescriptor& descriptor = definition.descriptors[i];
        const DescriptorResult& result = report.evaluation.descriptors[i];
        json::Array matches;
        for (const Match& match : result.matches) matches.push_back(to_json(descriptor, match));
        json::Array rejections;
        for (const Rejection& rejection : result.rejections) rejections.push_back(to_json(rejection, i));
        descriptors.push_back(json::Object{
            {"id", descriptor.id}, {"matches", std::move(matches)}, {"rejections", std::move(rejections)}});
    }
    json::Object object{{"outcome", to_text(report.answer)}, {"descriptors", std::move(descriptors)}};
    if (report.answer == Answer::Satisfied) {
        const Presented presented = submission_of(definition, candidates, report, std::move(submission_id));
        json::Array& present = object["present"].emplace_array();
        for (const std::size_t candidate : presented.candidates) present.emplace_back(candidate);
        object["submission"] = to_json(presented.submission);
    }
    return object;
}

}  // namespace blason::vc::pex
