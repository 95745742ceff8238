#include "vc/pex/evaluate.hpp"

#include <algorithm>

#include "vc/model/values.hpp"
#include "vc/pex/rules.hpp"

namespace blason::vc::pex {

namespace {

struct Text {
    Reason reason;
    std::string_view code;
    std::string_view sentence;
};
constexpr Text kTexts[] = {
    {Reason::Format, "format", "The credential is of a format, or secured with an algorithm, that is not asked for."},
    {Reason::Schema, "schema", "The credential is of another schema than those that are asked for."},
    {Reason::FieldMissing, "field-missing", "The credential does not have a field that is asked for."},
    {Reason::FieldFilter, "field-filter", "A field of the credential does not have a value that is asked for."},
    {Reason::Predicate, "predicate", "A yes or no is asked for instead of a value, which this format cannot prove."},
    {Reason::LimitDisclosure, "limit-disclosure",
     "Only some fields may be shown, and the credential has to be shown whole."},
    {Reason::SubjectNotIssuer, "subject-not-issuer", "The credential was not issued by who it is about."},
    {Reason::SubjectNotHolder, "subject-not-holder", "The credential is not about who presents it."},
    {Reason::Status, "status", "The credential has a status that is not wanted."},
    {Reason::StatusUnknown, "status-unknown", "The status of the credential is not known."},
    {Reason::Unchecked, "unchecked", "Whether the credential fits cannot be checked here."},
};

const Text& text_of(Reason reason) {
    return *std::ranges::find(kTexts, reason, &Text::reason);
}

/// All candidates of one definition, with what is kept and counted between them.
class Evaluator {
  public:
    Evaluator(const Definition& definition, std::span<const Candidate> candidates, const EvaluateOptions& options)
        : definition_(definition),
          candidates_(candidates),
          options_(options),
          path_work_{options.max_path_steps},
          filters_{{}, options.max_filter_steps} {}

    Result<Evaluation> run() {
        Evaluation evaluation;
        for (const InputDescriptor& descriptor : definition_.descriptors) {
            DescriptorResult& result = evaluation.descriptors.emplace_back();
            for (std::size_t i = 0; i < candidates_.size() && !stopped_; ++i) evaluate_one(descriptor, i, result);
            std::ranges::stable_sort(result.matches, {}, &Match::unmet_preferences);
        }
        if (stopped_) return std::move(*stopped_);
        return evaluation;
    }

  private:
    void evaluate_one(const InputDescriptor& descriptor, std::size_t index, DescriptorResult& result) {
        Match match;
        match.candidate = index;
        Rejection rejection;
        rejection.candidate = index;
        if (fits(descriptor, candidates_[index], match, rejection)) {
            result.matches.push_back(std::move(match));
        } else {
            result.rejections.push_back(std::move(rejection));
        }
    }

    bool fits(const InputDescriptor& descriptor, const Candidate& candidate, Match& match, Rejection& rejection) {
        const auto reject = [&](Reason reason) {
            rejection.reason = reason;
            return false;
        };
        if (!format_fits(definition_.formats, candidate) || !format_fits(descriptor.formats, candidate))
            return reject(Reason::Format);
        if (!schema_fits(descriptor.schemas, candidate)) return reject(Reason::Schema);
        const Constraints& constraints = descriptor.constraints;
        // Step 1: fields from the first on, so that a verifier can put the most telling one there.
        match.fields.reserve(constraints.fields.size());
        for (std::size_t i = 0; i < constraints.fields.size(); ++i) {
            FieldResult found{i, nullptr, {}};
            if (!field_fits(constraints.fields[i], candidate, found, match, rejection)) {
                rejection.field = i;
                return false;
            }
            match.fields.push_back(std::move(found));
        }
        // Step 3. Who was shown a credential cannot show it in part any more.
        if (options_.role == Role::Holder && !wanted(constraints.limit_disclosure, candidate.selective, match))
            return reject(Reason::LimitDisclosure);
        // Steps 4 and 5.
        if (!wanted(constraints.subject_is_issuer, is_self_issued(candidate), match))
            return reject(Reason::SubjectNotIssuer);
        if (!is_held(constraints, candidate, match)) return reject(Reason::SubjectNotHolder);
        switch (status_fits(constraints, candidate, options_.now)) {
            case Fact::No:
                return reject(Reason::Status);
            case Fact::Unknown:
                return reject(Reason::StatusUnknown);
            case Fact::Yes:
                return true;
        }
        return true;
    }

    /// Whether a directive lets the candidate pass.
    static bool wanted(const std::optional<Directive>& directive, bool done, Match& match) {
        if (!directive || done) return true;
        ++match.unmet_preferences;
        return *directive == Directive::Preferred;
    }

    /// Step 1.1. Version 1 uses the first path that finds something, whether or not it fits the filter.
    bool field_fits(const Field& field, const Candidate& candidate, FieldResult& result, Match& match,
                    Rejection& rejection) {
        if (field.predicate && options_.role == Role::Holder && !wanted(field.predicate, false, match)) {
            rejection.reason = Reason::Predicate;
            return false;
        }
        rejection.reason = Reason::FieldMissing;
        for (const json::path::Query& path : field.paths) {
            auto found = json::path::first(path, candidate.document.value(), path_work_);
            if (!found) {
                stopped_ = std::move(found).error();
                return false;
            }
            if (!*found) continue;
            const auto passed = filter_fits(field, *(*found)->value, rejection);
            if (!passed) return false;
            if (*passed) {
                result.value = (*found)->value;
                result.pointer = std::move((*found)->pointer);
                return true;
            }
            rejection.reason = Reason::FieldFilter;
            if (definition_.version == Version::V1) break;
        }
        return field.optional;
    }

    /// Nothing when it cannot be told.
    std::optional<bool> filter_fits(const Field& field, const json::Value& value, Rejection& rejection) {
        if (!field.filter) return true;
        // "Predicate Feature": what a verifier receives may be the yes that the filter would give.
        if (field.predicate && options_.role == Role::Verifier && value.is_bool() && value.get_bool()) return true;
        auto accepted = field.filter->accepts(value, filters_);
        if (accepted) return *accepted;
        if (filters_.steps == 0) {
            stopped_ = std::move(accepted).error();
        } else {
            rejection.reason = Reason::Unchecked;
            rejection.detail = std::move(accepted.error().detail);
        }
        return std::nullopt;
    }

    /// The subject of each attribute is who submits it.
    bool is_held(const Constraints& constraints, const Candidate& candidate, Match& match) const {
        for (const Relation& relation : constraints.is_holder) {
            bool held = true;
            for (const FieldResult& one : match.fields) {
                const std::string& id = constraints.fields[one.field].id;
                if (one.value == nullptr || id.empty()) continue;
                if (std::ranges::find(relation.field_ids, id) == relation.field_ids.end()) continue;
                held = held && is_holder(candidate, subjects_at(candidate, one.pointer));
            }
            if (!wanted(relation.directive, held, match)) return false;
        }
        return true;
    }

    [[nodiscard]] bool is_holder(const Candidate& candidate, const std::vector<std::string_view>& subjects) const {
        if (candidate.holder_bound) return true;
        return !subjects.empty() && std::ranges::all_of(subjects, [&](std::string_view subject) {
            return std::ranges::find(options_.holders, subject) != options_.holders.end();
        });
    }

    const Definition& definition_;
    std::span<const Candidate> candidates_;
    const EvaluateOptions& options_;
    json::path::Work path_work_;
    schema::FilterWork filters_;
    std::optional<Error> stopped_;
};

}  // namespace

std::string_view to_text(Reason reason) {
    return text_of(reason).code;
}

std::string_view describe(Reason reason) {
    return text_of(reason).sentence;
}

bool is_unknown(Reason reason) {
    return reason == Reason::StatusUnknown || reason == Reason::Unchecked;
}

Result<Evaluation> evaluate(const Definition& definition, std::span<const Candidate> candidates,
                            const EvaluateOptions& options) {
    return Evaluator(definition, candidates, options).run();
}

std::vector<std::string> shown_by(const Match& match) {
    std::vector<std::string> pointers;
    for (const FieldResult& one : match.fields)
        if (one.value != nullptr) pointers.push_back(one.pointer);
    return pointers;
}

}  // namespace blason::vc::pex
