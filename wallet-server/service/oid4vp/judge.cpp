#include "wallet-server/service/oid4vp/judge.hpp"

#include <algorithm>

#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/combined.hpp"
#include "vc/dcql/response.hpp"
#include "vc/first_problem.hpp"
#include "vc/presentation/presented.hpp"
#include "vc/verify.hpp"

namespace blason::service::oid4vp {
namespace {

using vc::oid4vp::AuthorizationRequest;
using vc::oid4vp::Wish;

/// Where it stands in the token.
std::string place_of(const std::string& query, std::size_t index) {
    return "/" + query + "/" + std::to_string(index);
}

/// What is wrong with it. That no proof answers the challenge is said of every proof that is not good: why it is not is
/// another check.
const vc::Check* problem_of(const vc::Report& report) {
    const auto found = std::ranges::find_if(report.checks, [](const vc::Check& check) {
        return check.outcome == vc::Outcome::Fail && check.code != "proof-missing";
    });
    return found != report.checks.end() ? &*found : vc::first_problem(report);
}

/// Why the presentation is not taken.
Error failure_of(const vc::Report& report, const std::string& place) {
    const auto* problem = problem_of(report);
    if (problem == nullptr) return refused("presentation-refused", "The presentation does not verify.", place);
    const std::string detail = problem->message + " (" + problem->code + ")";
    if (problem->outcome == vc::Outcome::Unknown) return unavailable("presentation-unknown", detail, place);
    return refused("presentation-refused", detail, place);
}

bool passed(const vc::Report& report, std::string_view name) {
    bool some = false;
    for (const auto& check : report.checks) {
        if (check.name != name) continue;
        if (check.outcome != vc::Outcome::Pass && check.outcome != vc::Outcome::Warning) return false;
        some = some || check.outcome == vc::Outcome::Pass;
    }
    return some;
}

/// Section 8.1.1: tokens are texts, all else is an object.
bool form_fits(const json::Value& presentation, vc::FormatIdentifier format) {
    return presentation.is_object() == (format == vc::FormatIdentifier::LdpVc);
}

/// The claims of the key binding JWT, which vc::verify has checked.
json::Object binding_claims(const json::Value& presentation) {
    if (!presentation.is_string()) return {};
    const auto parts = sdjwt::split(json::view(presentation));
    if (!parts || parts->key_binding.empty()) return {};
    const auto jws = jose::parse_compact(parts->key_binding);
    if (!jws) return {};
    auto claims = jose::parse_claims(jws->payload);
    return claims ? std::move(*claims) : json::Object();
}

struct Judged {
    vc::presentation::Held held;
    json::Object shown;  ///< for the answer that is kept
    bool valid = false;  ///< and not only without anything wrong
};

class Judge {
  public:
    Judge(const AuthorizationRequest& request, const Wish& wish, const JudgeRules& rules)
        : request_(request), wish_(wish), rules_(rules) {}

    Result<Judged> one(const vc::dcql::CredentialQuery& query, const json::Value& presentation,
                       const std::string& place) {
        auto read = vc::presentation::read_presented(presentation, rules_.environment.jsonld);
        if (!read) return refused(read.error().code, read.error().detail, place);
        if (!form_fits(presentation, read->credential.format))
            return refused("presentation-form", "This format is presented in another form.", place);
        if (query.require_holder_binding && !read->bound)
            return refused("holder-binding-missing", "The holder has not signed this presentation.", place);

        vc::VerifyOptions options;
        options.now = rules_.now;
        if (read->bound) {
            options.challenge = request_.nonce;
            options.domain = request_.client.text;
        }
        auto report = vc::verify(presentation, options, rules_.environment);
        if (!report) return std::move(report).error();
        if (report->verdict() == vc::Verdict::Invalid || report->signature() != vc::Outcome::Pass ||
            report->issuer_authenticated() != vc::Outcome::Pass)
            return failure_of(*report, place);
        auto held = std::move(read->credential);
        held.holder_binding = read->bound && read->by_subject && passed(*report, "holder-binding");
        if (query.require_holder_binding && !held.holder_binding)
            return refused("holder-binding-missing", "Who presents this is not who it was given to.", place);
        if (auto bound = check_transactions(query.id, presentation, place); !bound) return std::move(bound).error();
        auto said = vc::to_json(*report);
        said.get_object().erase("credential");  // stands beside it
        json::Object shown{{"presentation", presentation},
                           {"credential", held.credential.value()},
                           {"holderBound", held.holder_binding},
                           {"report", std::move(said)}};
        return Judged{std::move(held), std::move(shown), report->verdict() == vc::Verdict::Valid};
    }

    void answered(std::vector<std::string> queries) { answered_ = std::move(queries); }

  private:
    Result<void> check_transactions(const std::string& query, const json::Value& presentation,
                                    const std::string& place) {
        const auto bound = vc::oid4vp::bound_to(wish_.transaction_data, query, answered_);
        auto done = vc::presentation::check_transaction_claims(binding_claims(presentation), bound);
        if (!done) return refused(done.error().code, done.error().detail, place);
        return {};
    }

    const AuthorizationRequest& request_;
    const Wish& wish_;
    const JudgeRules& rules_;
    std::vector<std::string> answered_;
};

}  // namespace

Result<json::Object> judge(const AuthorizationRequest& request, const Wish& wish, const json::Object& vp_token,
                           const JudgeRules& rules) {
    const json::Value token(vp_token);
    const auto presentations = vc::dcql::parse_vp_token(token, wish.query);
    if (!presentations) return presentations.error();
    std::size_t count = 0;
    std::vector<std::string> answered;
    for (const auto& [id, list] : *presentations) {
        count += list.size();
        answered.push_back(id);
    }
    if (count > kMaxPresentations)
        return Error{"too-many-presentations", "There are too many presentations.", "", ErrorKind::TooLarge};

    Judge judge(request, wish, rules);
    judge.answered(answered);
    bool valid = true;
    json::Object shown;
    vc::dcql::Presented presented;
    for (const auto& [id, list] : *presentations) {
        const auto* query = wish.query.find(id);
        if (query == nullptr) return refused("vp-token-unknown-query", "Nobody asked this.", "/" + id);
        json::Array of_query;
        for (std::size_t i = 0; i < list.size(); ++i) {
            auto one = judge.one(*query, *list[i], place_of(id, i));
            if (!one) return std::move(one).error();
            valid = valid && one->valid;
            of_query.push_back(std::move(one->shown));
            presented[id].push_back(std::move(one->held));
        }
        shown.emplace(id, std::move(of_query));
    }
    if (auto whole = vc::dcql::check_response(wish.query, presented); !whole) return std::move(whole).error();
    json::Array transactions;
    for (const auto& one : wish.transaction_data) transactions.push_back(one.content);
    json::Object out{{"outcome", valid ? "valid" : "unknown"}, {"presentations", std::move(shown)}};
    if (!transactions.empty()) out.emplace("transactions", std::move(transactions));
    return out;
}

}  // namespace blason::service::oid4vp
