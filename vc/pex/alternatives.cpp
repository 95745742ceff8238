#include "vc/pex/alternatives.hpp"

#include <algorithm>

namespace blason::vc::pex {
namespace {

constexpr std::size_t kMaxOptions = 32;

using Option = std::vector<std::size_t>;
using Options = std::vector<Option>;

/// Each of `some` together with each of `others`.
Options together(const Options& some, const Options& others) {
    Options out;
    for (const Option& one : some) {
        for (const Option& other : others) {
            if (out.size() == kMaxOptions) return out;
            Option both = one;
            std::ranges::copy_if(other, std::back_inserter(both), [&](std::size_t descriptor) {
                return std::ranges::find(one, descriptor) == one.end();
            });
            out.push_back(std::move(both));
        }
    }
    return out;
}

class Lister {
  public:
    explicit Lister(const Evaluation& evaluation) : evaluation_(evaluation) {}

    Options options_of(const SubmissionRequirement& requirement) {
        std::vector<Options> parts;
        for (const std::size_t descriptor : requirement.from)
            if (!evaluation_.descriptors[descriptor].matches.empty()) parts.push_back({{descriptor}});
        for (const SubmissionRequirement& one : requirement.from_nested)
            if (auto nested = options_of(one); !nested.empty()) parts.push_back(std::move(nested));
        const std::size_t total = requirement.from.size() + requirement.from_nested.size();
        const std::size_t number =
            requirement.rule == Rule::All ? total : requirement.count.value_or(requirement.min.value_or(1));
        Options out;
        pick(parts, 0, std::max<std::size_t>(number, 1), {{}}, out);
        return out;
    }

  private:
    /// `number` more of the parts from `at` on, beside what is `chosen`.
    void pick(const std::vector<Options>& parts, std::size_t at, std::size_t number, const Options& chosen,
              Options& out) {
        if (out.size() >= kMaxOptions) return;
        if (number == 0) {
            out.insert(out.end(), chosen.begin(), chosen.end());
            out.resize(std::min(out.size(), kMaxOptions));
            return;
        }
        if (parts.size() - at < number) return;
        pick(parts, at + 1, number - 1, together(chosen, parts[at]), out);
        pick(parts, at + 1, number, chosen, out);
    }

    const Evaluation& evaluation_;
};

}  // namespace

std::vector<Alternative> alternatives(const Definition& definition, const Evaluation& evaluation) {
    std::vector<Alternative> out;
    Lister lister(evaluation);
    for (const SubmissionRequirement& one : definition.requirements) {
        const bool may_be_nothing = one.rule == Rule::Pick && !one.count && one.min == std::size_t{0};
        out.push_back({!may_be_nothing, lister.options_of(one)});
    }
    return out;
}

}  // namespace blason::vc::pex
