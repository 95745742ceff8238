#include "wallet-server/service/vcalm/exchange_steps.hpp"

#include "engine/json/serialize.hpp"
#include "vc/envelope.hpp"
#include "vc/model/values.hpp"
#include "vc/vcalm/match.hpp"
#include "wallet-server/service/vcalm/exchange_issue.hpp"
#include "wallet-server/service/vcalm/step_results.hpp"

namespace blason::service::vcalm {
namespace {

using vc::vcalm::Message;
using vc::vcalm::Step;

constexpr std::int64_t kMostMessages = 256;

/// A credential as it stands in a presentation.
json::Value in_presentation(const StoredCredential& credential) {
    auto value = vc::for_presentation(credential.text);
    return value ? std::move(*value) : json::Value(json::key(credential.text));
}

class Walker {
  public:
    Walker(Exchange& exchange, const vc::vcalm::Workflow& workflow, const Message& message, Door door,
           const Surroundings& around, const Actor& actor)
        : exchange_(exchange), workflow_(workflow), message_(message), door_(door), around_(around), actor_(actor) {}

    Result<Walk> go() {
        if (!message_.redirect_url.empty())
            return refused("redirect-not-followed", "Addresses sent by a client are not followed here.",
                           "/redirectUrl");
        if (exchange_.sequence >= kMostMessages)
            return refused("exchange-too-long", "This exchange has had too many messages.");
        const auto at_first = exchange_;
        for (int steps = 0; steps < kMostSteps; ++steps) {
            auto step = workflow_.step(exchange_.step, exchange_.variables);
            if (!step) return std::move(step).error();
            auto done = one(*step);
            if (!done) return std::move(done).error();
            if (walk_.turn.refused) {
                exchange_ = at_first;
                walk_.moved = false;
                return std::move(walk_);
            }
            if (!*done) break;
            walk_.moved = true;
            if (!step->callback_url.empty()) walk_.callbacks.push_back(step->callback_url);
            if (auto next = leave(exchange_, *step, workflow_, around_.random); !next) return std::move(next).error();
            if (exchange_.is_over()) break;
            if (steps + 1 == kMostSteps)
                return refused("exchange-too-long", "The steps of this workflow go round in circles.");
        }
        if (walk_.moved) {
            ++exchange_.sequence;
            if (exchange_.state == ExchangeState::Pending) exchange_.state = ExchangeState::Active;
        }
        return std::move(walk_);
    }

  private:
    /// True: the step is done. False: the client has to say something first, and the answer says what.
    Result<bool> one(const Step& step) {
        if (message_.request && !request_seen_) {
            request_seen_ = true;
            if (auto answered = answer_request(step); !answered) return std::move(answered).error();
        }
        if (asks(exchange_, step)) {
            if (message_.presentations.empty() || presentation_used_) return ask(step);
            auto accepted = take_presentations(step);
            if (!accepted) return std::move(accepted).error();
            if (!*accepted) return false;
        } else if (step.invite) {
            return false;  // what is waited for comes through another door
        } else if (!message_.presentations.empty() && !presentation_used_) {
            return refused("presentation-not-asked", "Nobody has asked for a presentation.", "/verifiablePresentation");
        }
        return give(step);
    }

    Result<bool> ask(const Step& step) {
        walk_.turn.answer.request = request_of(step, exchange_.challenge, around_.urls.base());
        return false;
    }

    /// The client wants to see something first (section "Exchange Examples"), or says in what form it takes
    /// credentials. What a step issues is its answer: whether that is what the client had in mind is the client's to
    /// judge.
    Result<void> answer_request(const Step& step) {
        auto request = vc::vcalm::read_presentation_request(*message_.request,
                                                            json::Path(&root_, "verifiablePresentationRequest"));
        if (!request) return std::move(request).error();
        std::vector<vc::presentation::Held> ours;
        if (step.presentation)
            for (const auto* credential : vc::vcalm::credentials_in(*step.presentation))
                if (auto held = vc::presentation::read_held(json::serialize(*credential), around_.environment.jsonld))
                    ours.push_back(std::move(*held));
        bool wants_something = false;
        bool shows_something = false;
        AcceptedForms forms;
        for (const auto& query : request->queries) {
            for (const auto& wanted : query.credential_queries) {
                note_forms(wanted, forms);
                if (json::find(wanted, "example") == nullptr) continue;
                wants_something = true;
                const auto looked = vc::vcalm::look(query, ours);
                if (!looked) return looked.error();
                if (!looked->satisfied) continue;
                // A step that gives it anyway gives it once.
                if (step.request) walk_.turn.answer.presentations = {*step.presentation};
                shows_something = true;
            }
        }
        if (!forms.any() && forms != exchange_.forms) {
            exchange_.forms = std::move(forms);
            walk_.moved = true;  // it is about a later step, perhaps after another message
        }
        if (shows_something || !wants_something || !step.issue.empty()) return {};
        return refused("request-unsatisfied", "We have nothing that answers this request.",
                       "/verifiablePresentationRequest");
    }

    static void note_forms(const json::Value& wanted, AcceptedForms& forms) {
        for (auto& name : vc::vcalm::names_in(json::find(wanted, "acceptedCryptosuites"), "cryptosuite"))
            forms.cryptosuites.push_back(std::move(name));
        for (auto& name : vc::vcalm::names_in(json::find(wanted, "acceptedEnvelopes"), "mediaType"))
            forms.envelopes.push_back(std::move(name));
    }

    Result<bool> take_presentations(const Step& step) {
        const auto asked = request_of(step, exchange_.challenge, around_.urls.base());
        const auto request = vc::vcalm::read_presentation_request(asked, json::Path());
        if (!request) return request.error();
        auto judged =
            vc::vcalm::judge(message_.presentations, {*request, around_.now, step.bearer, door_ == Door::DccRequest},
                             around_.environment);
        if (!judged) return std::move(judged).error();
        if (judged->why) return std::move(*judged->why);
        if (judged->report) {
            walk_.turn.refused = std::move(*judged->report);
            return false;
        }
        presentation_used_ = true;
        auto& presented = *judged->presented;
        auto& presentations = presented.presentations;
        json::Value shown = presentations.size() == 1
                                ? std::move(presentations.front())
                                : json::Value(json::Array(presentations.begin(), presentations.end()));
        if (step.presentation_schema)
            if (auto fits = check_schema(shown, *step.presentation_schema); !fits) return std::move(fits).error();
        auto& results = results_of(exchange_.variables, exchange_.step);
        results["verifiablePresentation"] = std::move(shown);
        if (!presented.holder.empty()) {
            results["did"] = json::key(presented.holder);
            exchange_.holder = presented.holder;
        }
        return true;
    }

    Result<bool> give(const Step& step) {
        std::vector<json::Value> credentials;
        for (std::size_t i = 0; i < step.issue.size(); ++i) {
            const auto issued =
                issue_in_exchange(exchange_, workflow_, step.issue[i], number_++, around_.issuers, actor_);
            if (!issued) {
                if (issued.error().code == "idempotency-mismatch") return exchange_moved();
                return issued.error();
            }
            auto credential = in_presentation(*issued);
            if (auto kept = keep_result(exchange_.variables, step.issue[i].result, credential); !kept)
                return std::move(kept).error();
            walk_.turn.issued.push_back(credential);
            credentials.push_back(std::move(credential));
        }
        auto& given = walk_.turn.answer.presentations;
        if (step.presentation) {
            vc::model::for_each_value(*step.presentation, [&](const json::Value& one, auto) { given.push_back(one); });
        }
        if (!credentials.empty()) given.push_back(vc::vcalm::unsigned_presentation(std::move(credentials)));
        walk_.turn.answer.redirect_url = step.redirect_url;
        return true;
    }

    Exchange& exchange_;
    const vc::vcalm::Workflow& workflow_;
    const Message& message_;
    Door door_;
    const Surroundings& around_;
    const Actor& actor_;
    const json::Path root_;
    Walk walk_;
    bool request_seen_ = false;
    bool presentation_used_ = false;
    std::size_t number_ = 0;  ///< of credentials issued for this message
};

}  // namespace

json::Value request_of(const Step& step, const std::string& challenge, const std::string& domain) {
    json::Object request = step.request->get_object();
    if (!challenge.empty() && !request.contains("challenge")) request["challenge"] = json::key(challenge);
    if (request.contains("challenge") && !request.contains("domain")) request["domain"] = json::key(domain);
    return request;
}

bool asks(const Exchange& exchange, const Step& step) {
    return step.request && !exchange.answered;
}

Result<void> leave(Exchange& exchange, const Step& step, const vc::vcalm::Workflow& workflow, crypto::Random& random) {
    exchange.state = step.next.empty() ? ExchangeState::Complete : ExchangeState::Active;
    exchange.challenge.clear();
    exchange.answered = false;
    if (step.next.empty()) return {};
    exchange.step = step.next;
    const auto next = workflow.step(exchange.step, exchange.variables);
    if (!next) return next.error();
    if (needs_challenge(*next)) exchange.challenge = random_id(random);
    return {};
}

bool needs_challenge(const Step& step) {
    if (!step.request) return false;
    if (step.create_challenge) return true;
    const auto request = vc::vcalm::read_presentation_request(*step.request, json::Path());
    if (!request) return true;
    for (const auto& query : request->queries)
        if (query.kind == vc::vcalm::QueryKind::DidAuthentication) return true;
    return false;
}

Result<Walk> walk(Exchange& exchange, const vc::vcalm::Workflow& workflow, const Message& message, Door door,
                  const Surroundings& around, const Actor& actor) {
    return Walker(exchange, workflow, message, door, around, actor).go();
}

}  // namespace blason::service::vcalm
