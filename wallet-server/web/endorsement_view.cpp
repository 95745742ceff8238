#include "wallet-server/web/endorsement_view.hpp"

#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/read.hpp"
#include "wallet-server/web/badge_words.hpp"

namespace blason::web {

namespace {

constexpr std::size_t kMost = 20;

void add(const json::Value& endorsement, Language language, std::vector<EndorsementView>& all) {
    if (all.size() == kMost || !openbadges::is_endorsement_credential(endorsement)) return;
    EndorsementView one;
    if (const auto* issuer = json::find(endorsement, "issuer")) {
        one.by = words(json::find(*issuer, "name"), language);
        if (one.by.empty()) one.by = vc::model::id_of(*issuer).value_or("");
    }
    if (const auto* subject = json::find(endorsement, "credentialSubject"))
        one.comment = words(json::find(*subject, "endorsementComment"), language);
    if (!one.by.empty()) all.push_back(std::move(one));
}

void add_all(const json::Value* holder, Language language, std::vector<EndorsementView>& all) {
    if (holder == nullptr) return;
    const auto for_each = [&](std::string_view name, const auto& each) {
        if (const auto* list = json::find(*holder, name))
            vc::model::for_each_value(*list, [&](const json::Value& one, std::optional<std::size_t>) { each(one); });
    };
    for_each("endorsement", [&](const json::Value& one) { add(one, language, all); });
    for_each("endorsementJwt", [&](const json::Value& token) {
        if (all.size() == kMost || !token.is_string()) return;
        if (const auto inside = vc::read_document(json::view(token))) add(*inside, language, all);
    });
}

}  // namespace

std::vector<EndorsementView> read_endorsements(const json::Value& credential, Language language) {
    std::vector<EndorsementView> all;
    add_all(&credential, language, all);
    const auto* subjects = json::find(credential, "credentialSubject");
    if (subjects != nullptr) {
        vc::model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
            add_all(json::find(subject, "achievement"), language, all);
        });
    }
    add_all(json::find(credential, "issuer"), language, all);
    return all;
}

}  // namespace blason::web
