#include "vc/vcalm/judge.hpp"

#include <algorithm>

#include "did/did.hpp"
#include "engine/json/serialize.hpp"
#include "vc/envelope.hpp"
#include "vc/model/values.hpp"
#include "vc/vcalm/match.hpp"
#include "vc/vcalm/message.hpp"
#include "vc/verify.hpp"

namespace blason::vc::vcalm {
namespace {

constexpr const char* kHere = "/verifiablePresentation";

bool holds(const std::vector<std::string>& list, std::string_view name) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& one) { return suite_name(one) == name; });
}

std::optional<Error> missing_credential(const Alternative& one, std::span<const presentation::Held> credentials) {
    for (const Query* query : one.credentials) {
        const auto looked = look(*query, credentials);
        if (!looked) return looked.error();
        if (!looked->satisfied)
            return refused("query-unsatisfied", "What was asked for is not in the presentation.", kHere);
    }
    return std::nullopt;
}

/// Any one of the authentications is enough.
std::optional<Error> missing_authentication(const Alternative& one, std::string_view holder) {
    std::optional<Error> error;
    for (const Query* query : one.authentication) {
        auto accepted = check_method(*query, holder);
        if (accepted) return std::nullopt;
        error = std::move(accepted).error();
    }
    return error;
}

/// One presentation of the message after another; stops at the first that is refused.
class Judge {
  public:
    Judge(const Expectation& expected, const Environment& environment)
        : expected_(expected), environment_(environment) {}

    Result<void> take(const json::Value& presentation) {
        const bool token = presentation.is_string() || enveloped_token(presentation).has_value();
        if (token || json::find(presentation, "proof") != nullptr) return take_signed(presentation);
        return take_unsigned(presentation);
    }

    void choose_alternative() {
        std::optional<Error> first;
        for (const Alternative& one : alternatives(expected_.request)) {
            auto error = missing_of(one);
            if (!error) return;
            if (!first) first = std::move(error);
        }
        judgement_.why = std::move(first);
    }

    [[nodiscard]] bool refused_already() const { return judgement_.report || judgement_.why; }
    Judgement finish() {
        if (!refused_already()) judgement_.presented = std::move(presented_);
        return std::move(judgement_);
    }
    void refuse(std::string code, std::string detail) {
        judgement_.why = refused(std::move(code), std::move(detail), kHere);
    }

  private:
    VerifyOptions options() const {
        VerifyOptions options;
        options.now = expected_.now;
        return options;
    }

    Result<void> take_signed(const json::Value& presentation) {
        auto asked = options();
        asked.challenge = expected_.request.challenge;
        asked.domain = expected_.request.domain;
        if (expected_.domain_may_be_missing && !says_domain(presentation)) asked.domain.reset();
        auto report = verify(presentation, asked, environment_);
        if (!report) return std::move(report).error();
        if (report->verdict() != Verdict::Valid) {
            judgement_.report = std::move(*report);
            return {};
        }
        if (report->kind != "VerifiablePresentation") {
            refuse("presentation-expected", "This is no presentation.");
            return {};
        }
        const bool about_others = std::any_of(report->checks.begin(), report->checks.end(),
                                              [](const Check& check) { return check.code == "holder-not-subject"; });
        if (about_others && !expected_.bearer) {
            refuse("holder-not-subject", "A credential is about somebody else than who presents it.");
            return {};
        }
        const json::Value& document = report->credential;
        const auto* holder = json::find(document, "holder");
        const auto id = holder == nullptr ? std::nullopt : model::id_of(*holder);
        if (!id) {
            refuse("holder-missing", "A signed presentation says who its holder is.");
            return {};
        }
        if (!presented_.holder.empty() && presented_.holder != *id) {
            refuse("holder-mismatch", "The presentations are of several holders.");
            return {};
        }
        // A signature without a challenge may be an old one: it shows who has made it once, not who sends it now.
        const bool now = expected_.request.challenge.has_value();
        if (now) presented_.holder = std::string(*id);
        if (const auto* proofs = json::find(document, "proof"))
            model::for_each_value(*proofs, [&](const json::Value& proof, auto) { note_suite(proof); });
        for (const auto* credential : credentials_in(document))
            if (auto kept = keep(*credential, now ? *id : std::string_view()); !kept) return kept;
        presented_.presentations.push_back(presentation);
        return {};
    }

    Result<void> take_unsigned(const json::Value& presentation) {
        if (!model::has_type(presentation, "VerifiablePresentation")) {
            refuse("presentation-expected", "This is no presentation.");
            return {};
        }
        unsigned_ = true;
        for (const auto* credential : credentials_in(presentation)) {
            auto report = verify(*credential, options(), environment_);
            if (!report) return std::move(report).error();
            if (report->kind == "VerifiablePresentation") {
                refuse("credential-expected", "A presentation holds credentials, and no further presentations.");
                return {};
            }
            if (report->verdict() != Verdict::Valid) {
                judgement_.report = std::move(*report);
                return {};
            }
            if (auto kept = keep(*credential, {}); !kept) return kept;
        }
        json::Object believed = presentation.get_object();
        believed.erase("holder");
        presented_.presentations.emplace_back(std::move(believed));
        return {};
    }

    /// A credential that has been verified. It counts as its holder's own where the holder, who has signed, is its
    /// subject.
    Result<void> keep(const json::Value& credential, std::string_view holder) {
        auto held = presentation::read_held(
            credential.is_string() ? std::string(json::view(credential)) : json::serialize(credential),
            environment_.jsonld);
        if (!held) {
            judgement_.why = std::move(held).error();
            return {};
        }
        bool own = false;
        if (const auto* subjects = json::find(held->credential.value(), "credentialSubject"))
            model::for_each_value(*subjects, [&](const json::Value& subject, auto) {
                own = own || (!holder.empty() && model::id_of(subject) == holder);
            });
        held->holder_binding = own;
        held_.push_back(std::move(*held));
        presented_.credentials.push_back(credential);
        return {};
    }

    void note_suite(const json::Value& proof) {
        const auto* suite = json::find(proof, "cryptosuite");
        if (suite == nullptr) suite = json::find(proof, "type");
        if (suite != nullptr && suite->is_string()) suites_.emplace_back(json::view(*suite));
    }

    static bool says_domain(const json::Value& presentation) {
        const auto* proofs = json::find(presentation, "proof");
        bool found = proofs == nullptr;
        if (proofs != nullptr)
            model::for_each_value(*proofs, [&](const json::Value& proof, auto) {
                found = found || json::find(proof, "domain") != nullptr;
            });
        return found;
    }

    /// VCALM 1.0 section "The DID Authentication Query Format".
    std::optional<Error> wrong_authentication(const Query& query) const {
        if (auto accepted = check_method(query, presented_.holder); !accepted) return std::move(accepted).error();
        const bool suited = std::any_of(suites_.begin(), suites_.end(), [&](const std::string& suite) {
            return holds(query.accepted_cryptosuites, suite);
        });
        if (!query.accepted_cryptosuites.empty() && !suited)
            return refused("cryptosuite-not-accepted", "Proofs of this cryptosuite are not accepted here.", kHere);
        return std::nullopt;
    }

    std::optional<Error> missing_of(const Alternative& one) const {
        if (!one.authentication.empty()) {
            if (unsigned_ || presented_.holder.empty())
                return refused("proof-missing", "The presentation has to be signed by its holder.", kHere);
            std::optional<Error> error;
            for (const Query* query : one.authentication) {
                error = wrong_authentication(*query);
                if (!error) break;
            }
            if (error) return error;
        }
        return missing_credential(one, held_);
    }

    const Expectation& expected_;
    const Environment& environment_;
    Presented presented_;
    Judgement judgement_;
    std::vector<presentation::Held> held_;  ///< the credentials, as queries see them
    std::vector<std::string> suites_;       ///< of the proofs of presentations
    bool unsigned_ = false;
};

}  // namespace

Result<void> check_method(const Query& authentication, std::string_view holder) {
    const auto did = did::Did::parse(holder);
    if (!did) return refused("holder-missing", "The holder is named by a DID.", kHere);
    if (!authentication.accepted_methods.empty() && !holds(authentication.accepted_methods, did->method))
        return refused("method-not-accepted", "DIDs of this method are not accepted here.", kHere);
    return {};
}

Result<void> check_brought(const PresentationRequest& request, const Brought& brought) {
    std::optional<Error> first;
    for (const Alternative& one : alternatives(request)) {
        auto error = missing_authentication(one, brought.holder);
        if (!error) error = missing_credential(one, brought.credentials);
        if (!error) return {};
        if (!first) first = std::move(error);
    }
    return first ? std::move(*first) : refused("query-unsatisfied", "Nothing was asked for.", kHere);
}

Result<Judgement> judge(const std::vector<json::Value>& presentations, const Expectation& expected,
                        const Environment& environment) {
    Judge judge(expected, environment);
    if (presentations.empty()) judge.refuse("presentation-missing", "A presentation was asked for.");
    for (const auto& presentation : presentations) {
        if (judge.refused_already()) break;
        if (auto taken = judge.take(presentation); !taken) return std::move(taken).error();
    }
    if (!judge.refused_already()) judge.choose_alternative();
    return judge.finish();
}

}  // namespace blason::vc::vcalm
