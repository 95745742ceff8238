// Presentation Exchange between strangers: `[definition, [credential, ...], submission, target]`. What is proposed is
// what the definition asks for, and a submission that was written is read back as it was.
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/pex/alternatives.hpp"
#include "vc/pex/formats.hpp"
#include "vc/pex/report.hpp"

using namespace blason;
namespace pex = blason::vc::pex;

namespace {

pex::EvaluateOptions options() {
    pex::EvaluateOptions made;
    made.now = {1'750'000'000, 0};
    made.holders = {"did:example:a"};
    made.max_path_steps = 50'000;
    made.max_filter_steps = 20'000;
    return made;
}

void check_evaluation(const pex::Definition& definition, const json::Array& credentials) {
    std::vector<pex::Candidate> candidates;
    for (const json::Value& one : credentials) {
        auto candidate = pex::read_candidate(one);
        if (candidate) candidates.push_back(std::move(*candidate));
    }
    const auto report = pex::answer(definition, candidates, options());
    if (!report) return;
    for (const pex::Alternative& one : pex::alternatives(definition, report->evaluation)) {
        for (const auto& option : one.options) {
            fuzz::require(!option.empty());
            for (const std::size_t descriptor : option)
                fuzz::require(!report->evaluation.descriptors.at(descriptor).matches.empty());
        }
    }
    const json::Value text = pex::to_json(definition, candidates, *report, "s");
    if (report->answer != pex::Answer::Satisfied) return;
    fuzz::require(pex::check_choices(definition, candidates, report->evaluation, report->choices).has_value());
    const auto submission = pex::parse_submission(text.at("submission"));
    fuzz::require(submission.has_value() || definition.descriptors.size() > 100);
    if (submission) fuzz::require(pex::to_json(*submission) == text.at("submission"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = json::parse(fuzz::text(data, size));
    if (!input || !input->is_array() || input->get_array().size() != 4) return 0;
    const json::Array& parts = input->get_array();
    const auto submission = pex::parse_submission(parts[2]);
    if (submission) {
        const auto again = pex::parse_submission(pex::to_json(*submission));
        fuzz::require(again.has_value() && pex::to_json(*again) == pex::to_json(*submission));
    }
    auto definition = pex::parse_definition(parts[0]);
    if (!definition) return 0;
    if (const auto formats = pex::parse_formats(parts[0].get_object(), "vp_formats")) {
        pex::limit_formats(*definition, *formats);
        static_cast<void>(pex::asks_for_known_format(*definition));
    }
    if (parts[1].is_array()) check_evaluation(*definition, parts[1].get_array());
    if (submission) {
        const auto checked = pex::check_submission(*definition, *submission, parts[3], options());
        if (checked) fuzz::require(checked->claims.size() == submission->descriptor_map.size());
    }
    return 0;
}
