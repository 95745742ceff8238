// What the holder is asked to agree to, as JSON for programs and pages.
#include "wallet-server/service/oid4vp/wallet_side.hpp"

namespace blason::service::oid4vp {
namespace {

std::string text_at(const json::Value& document, std::initializer_list<std::string_view> path) {
    const json::Value* at = &document;
    for (const auto name : path) {
        at = json::find(*at, name);
        if (at == nullptr) return {};
    }
    return at->is_string() ? std::string(json::view(*at)) : std::string();
}

/// What people call it.
std::string name_of(const json::Value& credential) {
    auto name = text_at(credential, {"credentialSubject", "achievement", "name"});
    if (name.empty()) name = text_at(credential, {"name"});
    if (name.empty()) name = text_at(credential, {"vct"});
    return name;
}

json::Array texts(const std::vector<std::string>& all) {
    json::Array out;
    for (const auto& one : all) out.push_back(json::key(one));
    return out;
}

json::Array sets_of(const Inquiry& inquiry) {
    json::Array out;
    for (const QuestionSet& set : inquiry.sets()) {
        json::Array options;
        for (const auto& option : set.options) {
            json::Array ids;
            for (const std::size_t one : option) ids.push_back(json::key(inquiry.questions()[one].id));
            options.push_back(std::move(ids));
        }
        out.push_back(json::Object{{"required", set.required}, {"options", std::move(options)}});
    }
    return out;
}

json::Object verifier_of(const Consent& consent) {
    const auto& request = consent.known.request;
    json::Object verifier{{"clientId", json::key(request.client.text)},
                          {"prefix", json::key(to_text(request.client.prefix))},
                          {"vouched", consent.known.vouched},
                          {"answerTo", json::key(request.answer_to)}};
    if (!consent.known.name.empty()) verifier["name"] = json::key(consent.known.name);
    if (consent.wish.client_metadata && !consent.wish.client_metadata->name.empty())
        verifier["saysItIs"] = json::key(consent.wish.client_metadata->name);
    return verifier;
}

json::Object to_json(const Question& question, const Consent& consent) {
    json::Array candidates;
    for (const Candidate& candidate : question.candidates) {
        candidates.push_back(
            json::Object{{"credential", json::key(consent.credentials[candidate.credential].name)},
                         {"name", json::key(name_of(consent.held[candidate.credential].credential.value()))},
                         {"reveals", texts(candidate.revealed)}});
    }
    json::Object out{{"id", json::key(question.id)},
                     {"format", json::key(question.format)},
                     {"multiple", question.multiple},
                     {"holderBinding", question.holder_binding},
                     {"candidates", std::move(candidates)}};
    if (!question.purpose.empty()) out["purpose"] = json::key(question.purpose);
    return out;
}

}  // namespace

json::Object to_json(const Consent& consent) {
    json::Array queries;
    for (const Question& question : consent.inquiry->questions()) queries.push_back(to_json(question, consent));
    const auto& why_not = consent.inquiry->why_not();
    json::Object out{{"verifier", verifier_of(consent)}, {"queries", std::move(queries)}, {"satisfiable", !why_not}};
    if (consent.wish.definition && !consent.wish.definition->purpose.empty())
        out["purpose"] = json::key(consent.wish.definition->purpose);
    if (auto sets = sets_of(*consent.inquiry); !sets.empty()) out["credentialSets"] = std::move(sets);
    if (why_not)
        out["whyNot"] = json::Object{{"code", json::key(why_not->code)},
                                     {"detail", json::key(why_not->detail)},
                                     {"pointer", json::key(why_not->pointer)}};
    json::Array transactions;
    for (const auto& one : consent.wish.transaction_data) transactions.push_back(one.content);
    if (!transactions.empty()) out["transactions"] = std::move(transactions);
    return out;
}

}  // namespace blason::service::oid4vp
