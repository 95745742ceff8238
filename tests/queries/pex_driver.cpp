// Our side of the differential test of Presentation Exchange: reads cases as NDJSON from standard input, {definition,
// credentials, holders, now}, and writes one line for each: {"fits": [[descriptor, credential], ...], "present":
// whether what is asked for can be presented} or {"error", "pointer"}.
#include <iostream>
#include <string>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/pex/report.hpp"

namespace blason::vc::pex {
namespace {

json::Object failed(const Error& error) {
    return {{"error", error.code}, {"pointer", error.pointer}, {"detail", error.detail}};
}

json::Object run(const json::Value& test) {
    const auto definition = parse_definition(test.at("definition"));
    if (!definition) return failed(definition.error());
    std::vector<Candidate> candidates;
    for (const json::Value& one : test.at("credentials").as_array()) {
        auto candidate = read_candidate(one);
        if (!candidate) return failed(candidate.error());
        candidates.push_back(std::move(*candidate));
    }
    EvaluateOptions options;
    options.now = parse_instant(json::view(test.at("now"))).value();
    for (const json::Value& one : test.at("holders").as_array()) options.holders.emplace_back(json::view(one));
    const auto report = answer(*definition, candidates, options);
    if (!report) return failed(report.error());
    json::Array fits;
    for (std::size_t i = 0; i < report->evaluation.descriptors.size(); ++i) {
        for (const Match& match : report->evaluation.descriptors[i].matches)
            fits.push_back(json::Array{i, match.candidate});
    }
    return {{"fits", std::move(fits)}, {"present", report->answer == Answer::Satisfied}};
}

}  // namespace
}  // namespace blason::vc::pex

int main() {
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto test = blason::json::parse(line);
        const auto result = test ? blason::vc::pex::run(*test) : blason::vc::pex::failed(test.error());
        std::cout << blason::json::serialize(result) << '\n' << std::flush;
    }
    return 0;
}
