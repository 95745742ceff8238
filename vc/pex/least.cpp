#include "vc/pex/least.hpp"

#include <algorithm>

#include "engine/json/pointer.hpp"
#include "vc/presentation/answer.hpp"
#include "vc/presentation/least.hpp"

namespace blason::vc::pex {
namespace {

using presentation::Discretion;

bool is_index(std::string_view token) {
    return !token.empty() && std::ranges::all_of(token, [](char c) { return c >= '0' && c <= '9'; });
}

/// Where the first array on the way to a place stands; nothing when there is none.
std::optional<std::string> array_around(std::string_view pointer) {
    for (std::size_t at = pointer.find('/'); at != std::string_view::npos;) {
        const std::size_t next = pointer.find('/', at + 1);
        const std::size_t end = next == std::string_view::npos ? pointer.size() : next;
        if (is_index(pointer.substr(at + 1, end - at - 1))) return std::string(pointer.substr(0, at));
        at = next;
    }
    return std::nullopt;
}

/// What the fields found, and what relations between people are judged by.
std::vector<std::string> selected_by(const Constraints& constraints, const LeastOf& credential) {
    std::vector<std::string> out = shown_by(credential.match);
    if (!constraints.subject_is_issuer && constraints.is_holder.empty() && constraints.same_subject.empty()) return out;
    for (const char* pointer : {"/credentialSubject/id", "/issuer/id", "/sub"}) {
        const auto tokens = json::parse_pointer(pointer);
        if (tokens && json::resolve_pointer(credential.held.credential.value(), *tokens) != nullptr)
            out.emplace_back(pointer);
    }
    return out;
}

/// Whether the verifier, who sees only this, finds the descriptor answered.
Result<bool> suffices(const LeastQuestion& question, const LeastOf& credential,
                      const std::vector<std::string>& revealed, const Environment& environment) {
    const auto text = presentation::reduced(credential.text, credential.held, revealed, environment);
    if (!text) return false;
    auto seen = read_candidate(*text);
    if (!seen) return false;
    seen->holder_bound = credential.candidate.holder_bound;
    seen->revoked = credential.candidate.revoked;
    seen->suspended = credential.candidate.suspended;
    Definition alone;
    alone.version = question.definition.version;
    alone.formats = question.definition.formats;
    alone.descriptors.push_back(question.definition.descriptors[question.descriptor]);
    EvaluateOptions options;
    options.role = Role::Verifier;
    options.now = question.now;
    const auto evaluation = evaluate(alone, std::span(&*seen, 1), options);
    if (!evaluation) return evaluation.error();
    return !evaluation->descriptors.front().matches.empty();
}

}  // namespace

Result<std::optional<std::vector<std::string>>> least(const LeastQuestion& question, const LeastOf& credential,
                                                      const Environment& environment) {
    using Answer = std::optional<std::vector<std::string>>;
    const Constraints& constraints = question.definition.descriptors[question.descriptor].constraints;
    const Discretion discretion = credential.held.discretion;
    std::vector<std::string> selected = selected_by(constraints, credential);
    std::vector<std::string> wider;
    for (const std::string& one : selected) wider.push_back(array_around(one).value_or(one));
    auto narrow = presentation::revealed(credential.held, selected);
    if (discretion == Discretion::None) return Answer(std::move(narrow));
    // Deriving a proof is dear, and without arrays nothing can move.
    if (discretion == Discretion::Pointers && wider == selected) return Answer(std::move(narrow));

    std::vector<std::vector<std::string>> attempts{std::move(narrow), presentation::revealed(credential.held, wider)};
    if (constraints.limit_disclosure != Directive::Required)
        attempts.push_back(presentation::revealed(credential.held, {""}));
    for (auto& attempt : attempts) {
        const auto enough = suffices(question, credential, attempt, environment);
        if (!enough) return enough.error();
        if (*enough) return Answer(std::move(attempt));
    }
    return Answer();
}

}  // namespace blason::vc::pex
