#include "wallet-server/service/oid4vp/dcql_inquiry.hpp"

#include "vc/dcql/evaluate.hpp"

namespace blason::service::oid4vp {
namespace {

class DcqlInquiry : public Inquiry {
  public:
    DcqlInquiry(const vc::dcql::Query& query, std::span<const vc::presentation::Held> held)
        : query_(query), evaluation_(vc::dcql::evaluate(query, held)) {
        why_not_ = vc::dcql::why_not(query_, evaluation_);
        for (std::size_t i = 0; i < query_.credentials.size(); ++i) {
            const auto& one = query_.credentials[i];
            Question& question = questions_.emplace_back();
            question.id = one.id;
            question.format = one.format;
            question.multiple = one.multiple;
            question.holder_binding = one.require_holder_binding;
            for (const auto& candidate : evaluation_.credentials[i].candidates)
                question.candidates.push_back({candidate.credential, candidate.revealed});
        }
        for (std::size_t i = 0; i < query_.credential_sets.size(); ++i) {
            const auto& one = query_.credential_sets[i];
            QuestionSet& set = sets_.emplace_back();
            set.required = one.required;
            for (const std::size_t option : evaluation_.credential_sets[i]) set.options.push_back(one.options[option]);
        }
    }

    [[nodiscard]] Result<Choice> first_choice() const override {
        auto choice = vc::dcql::first_choice(query_, evaluation_);
        if (choice) return std::move(*choice);
        return why_not_ ? *why_not_ : refused("dcql-unsatisfied", "Nothing here answers the request.");
    }

    [[nodiscard]] Result<void> check(const Choice& choice) const override {
        return vc::dcql::check_choice(query_, evaluation_, choice);
    }

    /// Section 8.1: the presentations by the ids of their queries.
    [[nodiscard]] Result<json::Object> answer(const Choice& choice, const Present& present) const override {
        json::Object token;
        for (std::size_t i = 0; i < questions_.size(); ++i) {
            const Question& question = questions_[i];
            json::Array presentations;
            for (const std::size_t chosen : choice[i]) {
                auto shown = present(question.candidates[chosen], question.holder_binding, {question.id});
                if (!shown) return std::move(shown).error();
                presentations.push_back(std::move(*shown));
            }
            if (!presentations.empty()) token.emplace(json::key(question.id), std::move(presentations));
        }
        return json::Object{{"vp_token", std::move(token)}};
    }

  private:
    vc::dcql::Query query_;
    vc::dcql::Evaluation evaluation_;
};

}  // namespace

std::shared_ptr<const Inquiry> dcql_inquiry(const vc::dcql::Query& query,
                                            std::span<const vc::presentation::Held> held) {
    return std::make_shared<DcqlInquiry>(query, held);
}

}  // namespace blason::service::oid4vp
