// "Processing of Submission Entries".
#include <algorithm>
#include <map>

#include "engine/json/path/query.hpp"
#include "vc/pex/submission.hpp"

namespace blason::vc::pex {

namespace {

constexpr std::size_t kMaxSteps = 20'000;  ///< of the paths of one entry

/// What one path of a submission finds; it has to be exactly one value.
Result<const json::Value*> only(std::string_view path, const json::Value& target, json::path::Work& work) {
    const auto query = json::path::Query::parse(path);
    if (!query) return query.error();
    auto found = json::path::all(*query, target, work, 2);
    if (!found && found.error().kind == ErrorKind::Unavailable) return std::move(found).error();
    if (!found || found->size() != 1)
        return refused("submission-path",
                       !found || found->size() > 1 ? "The path finds more than one value." : "The path finds nothing.");
    return found->front().value;
}

/// The same, where wallets differ: one presentation is `$`, but `$[0]` is written too, and the reverse.
Result<const json::Value*> in_target(std::string_view path, const json::Value& target, json::path::Work& work) {
    if (!target.is_array() && (path == "$[0]" || path.starts_with("$[0].") || path.starts_with("$[0][")))
        return only("$" + std::string(path.substr(4)), target, work);
    if (target.is_array() && target.get_array().size() == 1 && path == "$") return &target.get_array().front();
    return only(path, target, work);
}

/// In a token of version 1.1 everything is in `vp`, which some wallets pass over.
Result<const json::Value*> in_presentation(std::string_view path, const Candidate& outer, json::path::Work& work) {
    auto found = only(path, outer.document.value(), work);
    if (found) return found;
    const json::Value* inside = json::find(outer.document.value(), "vp");
    if (inside == nullptr) return found;
    auto again = only(path, *inside, work);
    return again ? again : found;
}

class Checker {
  public:
    Checker(const Definition& definition, const Submission& submission, const EvaluateOptions& options,
            const Complete& complete)
        : definition_(definition), submission_(submission), options_(options), complete_(complete) {}

    Result<CheckedSubmission> run(const json::Value& target) {
        if (submission_.definition_id != definition_.id)
            return refused("submission-definition", "The submission is for another definition.", "/definition_id");
        for (std::size_t i = 0; i < submission_.descriptor_map.size(); ++i) {
            if (auto read = read_entry(i, target); !read) return std::move(read).error();
        }
        if (auto fits = check_fits(); !fits) return std::move(fits).error();
        return std::move(checked_);
    }

  private:
    static std::string place_of(std::size_t entry) { return "/descriptor_map/" + std::to_string(entry); }

    Result<void> read_entry(std::size_t index, const json::Value& target) {
        const Entry* entry = &submission_.descriptor_map[index];
        const auto descriptor = std::ranges::find(definition_.descriptors, entry->id, &InputDescriptor::id);
        std::string place = place_of(index);
        if (descriptor == definition_.descriptors.end())
            return refused("submission-descriptor", "The definition has no such input descriptor.", place + "/id");
        Submitted submitted;
        submitted.entry = index;
        submitted.descriptor = static_cast<std::size_t>(descriptor - definition_.descriptors.begin());
        // "Validation of Claims": one container for each input descriptor.
        if (std::ranges::find(checked_.claims, submitted.descriptor, &Submitted::descriptor) != checked_.claims.end())
            return refused("submission-repeated", "Two credentials are submitted for one input descriptor.", place);
        json::path::Work work{kMaxSteps};
        auto value = in_target(entry->path, target, work);
        for (;;) {
            if (!value) {
                value.error().pointer = place + "/path";
                return std::move(value).error();
            }
            auto candidate = read_candidate(**value);
            const bool right =
                candidate && std::ranges::find(candidate->formats, entry->format) != candidate->formats.end();
            if (!right)
                return refused("submission-format", "What stands there is not of the format that the submission says.",
                               place + "/format");
            submitted.raw = **value;
            submitted.candidate = std::move(*candidate);
            if (!entry->nested) break;
            entry = entry->nested.get();
            place += "/path_nested";
            value = in_presentation(entry->path, submitted.candidate, work);
        }
        if (complete_) complete_(submitted.candidate, submitted.raw);
        checked_.claims.push_back(std::move(submitted));
        return {};
    }

    /// Each against its descriptor, and all together.
    Result<void> check_fits() {
        std::vector<Candidate> candidates;
        for (const Submitted& one : checked_.claims) candidates.push_back(one.candidate);
        Evaluation together;
        together.descriptors.resize(definition_.descriptors.size());
        std::vector<Choice> choices;
        for (std::size_t i = 0; i < checked_.claims.size(); ++i) {
            auto fits = check_claim(checked_.claims[i], candidates[i]);
            if (!fits) return std::move(fits).error();
            fits->candidate = i;
            const std::size_t descriptor = checked_.claims[i].descriptor;
            together.descriptors[descriptor].matches.push_back(std::move(*fits));
            choices.push_back({descriptor, 0});
        }
        return check_choices(definition_, candidates, together, choices);
    }

    Result<Match> check_claim(const Submitted& claim, const Candidate& candidate) {
        Definition alone;
        alone.version = definition_.version;
        alone.formats = definition_.formats;
        alone.descriptors.push_back(definition_.descriptors[claim.descriptor]);
        EvaluateOptions options = options_;
        options.role = Role::Verifier;
        auto evaluation = evaluate(alone, std::span(&candidate, 1), options);
        if (!evaluation) return std::move(evaluation).error();
        DescriptorResult& result = evaluation->descriptors.front();
        if (!result.matches.empty()) return std::move(result.matches.front());
        const Rejection& why = result.rejections.front();
        Error error = refused("submission-rejected", std::string(describe(why.reason)), place_of(claim.entry));
        if (is_unknown(why.reason)) error.kind = ErrorKind::Unavailable;
        return error;
    }

    const Definition& definition_;
    const Submission& submission_;
    const EvaluateOptions& options_;
    const Complete& complete_;
    CheckedSubmission checked_;
};

}  // namespace

Result<CheckedSubmission> check_submission(const Definition& definition, const Submission& submission,
                                           const json::Value& target, const EvaluateOptions& options,
                                           const Complete& complete) {
    return Checker(definition, submission, options, complete).run(target);
}

}  // namespace blason::vc::pex
