#include "wallet-server/service/oid4vp/exchange_inquiry.hpp"

#include <algorithm>
#include <map>

#include "vc/oid4vp/draft.hpp"
#include "vc/pex/alternatives.hpp"
#include "vc/pex/formats.hpp"
#include "vc/pex/least.hpp"
#include "vc/pex/select.hpp"
#include "vc/pex/status.hpp"
#include "vc/pex/submission.hpp"

namespace blason::service::oid4vp {
namespace {

namespace pex = vc::pex;

/// What is published of this many credentials is asked for one definition.
constexpr std::size_t kMaxLookUps = 32;

std::string formats_of(const pex::Definition& definition, const pex::InputDescriptor& descriptor) {
    std::string out;
    for (const pex::FormatRule& rule : descriptor.formats.empty() ? definition.formats : descriptor.formats)
        out += (out.empty() ? "" : " ") + rule.name;
    return out;
}

class ExchangeInquiry : public Inquiry {
  public:
    ExchangeInquiry(const pex::Definition& definition, std::string submission_id, Instant now)
        : definition_(definition), submission_id_(std::move(submission_id)), now_(now) {}

    Result<void> look(std::span<const HeldText> wallet, const vc::Environment& environment) {
        for (std::size_t i = 0; i < wallet.size(); ++i) {
            if (!wallet[i].held.holder_binding) continue;
            auto candidate = pex::read_candidate(wallet[i].text);
            if (!candidate) continue;
            candidate->holder_bound = true;
            candidate->selective = wallet[i].held.discretion != vc::presentation::Discretion::None;
            candidates_.push_back(std::move(*candidate));
            credentials_.push_back(i);
        }
        if (auto done = evaluate(wallet, environment); !done) return done;
        for (std::size_t i = 0; i < definition_.descriptors.size(); ++i)
            if (auto done = add_question(i, wallet, environment); !done) return done;
        for (const auto& one : pex::alternatives(definition_, evaluation_))
            sets_.push_back({one.required, one.options});
        auto proposal = pex::propose(definition_, candidates_, evaluation_);
        if (!proposal) return std::move(proposal).error();
        if (*proposal && !(*proposal)->empty()) {
            proposal_ = as_choice(**proposal);
        } else {
            why_not_ = unsatisfied();
        }
        return {};
    }

    [[nodiscard]] Result<Choice> first_choice() const override {
        if (why_not_) return *why_not_;
        return proposal_;
    }

    [[nodiscard]] Result<void> check(const Choice& choice) const override {
        std::vector<pex::Choice> choices;
        for (std::size_t i = 0; i < choice.size(); ++i)
            for (const std::size_t match : choice[i]) choices.push_back({i, match});
        if (choices.empty()) return refused("pex-not-satisfied", "Nothing was chosen.", "/input_descriptors");
        return pex::check_choices(definition_, candidates_, evaluation_, choices);
    }

    /// Draft 24 section 8.1. Each credential is in a presentation of its own, once, whatever it answers.
    [[nodiscard]] Result<json::Object> answer(const Choice& choice, const Present& present) const override {
        const auto shown = shown_by(choice);
        json::Array tokens;
        pex::Submission submission{submission_id_, definition_.id, {}};
        for (const auto& [credential, one] : shown) {
            auto presentation = present({credential, one.revealed}, true, one.ids);
            if (!presentation) return std::move(presentation).error();
            auto added = add_entries(one, *presentation, {tokens.size(), shown.size()}, submission);
            if (!added) return std::move(added).error();
            tokens.push_back(std::move(*presentation));
        }
        json::Value token = tokens.size() == 1 ? std::move(tokens.front()) : json::Value(std::move(tokens));
        if (auto good = check_answer(submission, token, shown); !good) return std::move(good).error();
        return vc::oid4vp::write_draft_response(std::move(token), submission);
    }

  private:
    /// A credential that is shown, and for what.
    struct Shown {
        std::size_t candidate = 0;
        std::vector<std::string> revealed;
        std::vector<std::size_t> descriptors;
        std::vector<std::string> ids;  ///< of the descriptors
    };

    /// What is published is asked only of what fits otherwise.
    Result<void> evaluate(std::span<const HeldText> wallet, const vc::Environment& environment) {
        pex::EvaluateOptions options;
        options.now = now_;
        auto evaluation = pex::evaluate(definition_, candidates_, options);
        if (!evaluation) return std::move(evaluation).error();
        std::size_t looked_up = 0;
        for (const pex::DescriptorResult& result : evaluation->descriptors) {
            for (const pex::Rejection& one : result.rejections) {
                pex::Candidate& candidate = candidates_[one.candidate];
                const bool unknown = candidate.revoked == pex::Fact::Unknown;
                if (one.reason != pex::Reason::StatusUnknown || !unknown || looked_up == kMaxLookUps) continue;
                ++looked_up;
                const auto& text = wallet[credentials_[one.candidate]].text;
                if (auto done = pex::look_up_status(text, candidate, now_, environment); !done) return done;
            }
        }
        if (looked_up > 0) evaluation = pex::evaluate(definition_, candidates_, options);
        if (!evaluation) return std::move(evaluation).error();
        evaluation_ = std::move(*evaluation);
        return {};
    }

    Result<void> add_question(std::size_t index, std::span<const HeldText> wallet, const vc::Environment& environment) {
        const pex::InputDescriptor& descriptor = definition_.descriptors[index];
        Question& question = questions_.emplace_back();
        question.id = descriptor.id;
        question.format = formats_of(definition_, descriptor);
        question.purpose = descriptor.purpose.empty() ? descriptor.name : descriptor.purpose;
        auto& matches = evaluation_.descriptors[index].matches;
        std::vector<pex::Match> kept;
        for (pex::Match& match : matches) {
            const std::size_t credential = credentials_[match.candidate];
            auto revealed = pex::least(
                {definition_, index, now_},
                {match, candidates_[match.candidate], wallet[credential].held, wallet[credential].text}, environment);
            if (!revealed) return std::move(revealed).error();
            if (!*revealed) continue;  // cannot be shown in part so that the verifier would find it
            question.candidates.push_back({credential, std::move(**revealed)});
            kept.push_back(std::move(match));
        }
        matches = std::move(kept);
        return {};
    }

    [[nodiscard]] Choice as_choice(const std::vector<pex::Choice>& choices) const {
        Choice out(questions_.size());
        for (const pex::Choice& one : choices) out[one.descriptor] = {one.match};
        return out;
    }

    /// Without requirements the first descriptor that nothing answers; else nobody can say which one it is.
    [[nodiscard]] Error unsatisfied() const {
        std::string pointer;
        for (std::size_t i = questions_.size(); i > 0; --i)
            if (questions_[i - 1].candidates.empty()) pointer = "/input_descriptors/" + std::to_string(i - 1);
        if (!definition_.requirements.empty()) pointer = "/submission_requirements";
        return refused("pex-not-satisfied", "Nothing here is what the definition asks for.", std::move(pointer));
    }

    /// By credential.
    [[nodiscard]] std::map<std::size_t, Shown> shown_by(const Choice& choice) const {
        std::map<std::size_t, Shown> out;
        for (std::size_t i = 0; i < choice.size(); ++i) {
            for (const std::size_t match : choice[i]) {
                const Candidate& candidate = questions_[i].candidates[match];
                Shown& one = out[candidate.credential];
                one.candidate = evaluation_.descriptors[i].matches[match].candidate;
                for (const std::string& pointer : candidate.revealed)
                    if (std::ranges::find(one.revealed, pointer) == one.revealed.end()) one.revealed.push_back(pointer);
                one.descriptors.push_back(i);
                one.ids.push_back(questions_[i].id);
            }
        }
        return out;
    }

    /// Where in the token each descriptor finds its credential.
    [[nodiscard]] Result<void> add_entries(const Shown& one, const json::Value& presentation, pex::TokenPlace place,
                                           pex::Submission& submission) const {
        const auto outer = pex::read_candidate(presentation);
        if (!outer) return outer.error();
        for (const std::size_t index : one.descriptors) {
            const pex::InputDescriptor& descriptor = definition_.descriptors[index];
            if (outer->is_presentation()) {
                if (!pex::may_be_presented_in(definition_, descriptor, *outer))
                    return refused("vp_formats_not_supported",
                                   "The verifier does not take presentations of this form or with this key.",
                                   "/presentation_definition");
                place.presentation = pex::designation_for(definition_, descriptor, *outer);
                place.vp_claim = json::find(outer->document.value(), "vp") != nullptr;
            }
            const auto& credential = candidates_[one.candidate];
            submission.descriptor_map.push_back(
                pex::entry_in_token(descriptor.id, pex::designation_for(definition_, descriptor, credential), place));
        }
        return {};
    }

    /// What is sent is what its verifier would find good.
    [[nodiscard]] Result<void> check_answer(const pex::Submission& submission, const json::Value& token,
                                            const std::map<std::size_t, Shown>& shown) const {
        std::vector<std::size_t> entries;  // candidates, in the order of the descriptor map
        for (const auto& [credential, one] : shown)
            entries.insert(entries.end(), one.descriptors.size(), one.candidate);
        std::size_t next = 0;
        pex::EvaluateOptions options;
        options.now = now_;
        const auto checked = pex::check_submission(definition_, submission, token, options,
                                                   [&](pex::Candidate& candidate, const json::Value&) {
                                                       const pex::Candidate& ours = candidates_[entries[next++]];
                                                       candidate.holder_bound = true;
                                                       candidate.revoked = ours.revoked;
                                                       candidate.suspended = ours.suspended;
                                                   });
        if (!checked) return checked.error();
        return {};
    }

    pex::Definition definition_;
    std::string submission_id_;
    Instant now_;
    std::vector<pex::Candidate> candidates_;
    std::vector<std::size_t> credentials_;  ///< of the same index: the place in the wallet
    pex::Evaluation evaluation_;            ///< its matches are the candidates of the questions, in the same order
    Choice proposal_;
};

}  // namespace

Result<std::shared_ptr<const Inquiry>> exchange_inquiry(const pex::Definition& definition,
                                                        std::span<const HeldText> wallet, std::string submission_id,
                                                        Instant now, const vc::Environment& environment) {
    auto inquiry = std::make_shared<ExchangeInquiry>(definition, std::move(submission_id), now);
    if (auto done = inquiry->look(wallet, environment); !done) return std::move(done).error();
    return std::shared_ptr<const Inquiry>(std::move(inquiry));
}

}  // namespace blason::service::oid4vp
