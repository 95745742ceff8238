#include "vc/sdjwt/disclosable.hpp"

#include <algorithm>
#include <array>

#include "engine/json/pointer.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::sdjwt {

namespace {

constexpr std::array<std::string_view, 20> kTop{"iss",
                                                "nbf",
                                                "exp",
                                                "cnf",
                                                "vct",
                                                "vct#integrity",
                                                "aka_vcts",
                                                "status",
                                                "@context",
                                                "type",
                                                "issuer",
                                                "validFrom",
                                                "validUntil",
                                                "credentialStatus",
                                                "credentialSchema",
                                                "relatedResource",
                                                "issuanceDate",
                                                "expirationDate",
                                                "proof",
                                                "credentialSubject"};
constexpr std::array<std::string_view, 3> kAnywhere{"@context", "type", "@type"};

void of_subject(const json::Value& subject, const json::Path& path, std::vector<std::string>& pointers) {
    if (!subject.is_object()) return;
    const bool named = json::find(subject, "id") != nullptr;
    for (const auto& member : subject.get_object()) {
        const std::string_view name(member.key().data(), member.key().size());
        if (name == "id" || name == "type" || name == "achievement") continue;
        if (name == "identifier" && !named) continue;
        pointers.push_back(json::Path(&path, name).pointer());
    }
}

}  // namespace

std::vector<std::string> disclosable_by_default(const json::Value& credential) {
    std::vector<std::string> pointers;
    const json::Path root;
    if (json::find(credential, "@context") == nullptr) {
        for (const auto& member : credential.as_object()) {
            std::string pointer =
                json::Path(&root, std::string_view(member.key().data(), member.key().size())).pointer();
            if (!must_stay(pointer) && pointer != "/iat") pointers.push_back(std::move(pointer));
        }
        return pointers;
    }
    if (const json::Value* subjects = json::find(credential, "credentialSubject")) {
        const json::Path here(&root, "credentialSubject");
        model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t> index) {
            of_subject(subject, index ? json::Path(&here, *index) : here, pointers);
        });
    }
    if (json::find(credential, "evidence") != nullptr) pointers.emplace_back("/evidence");
    return pointers;
}

bool must_stay(std::string_view pointer) {
    const auto tokens = json::parse_pointer(pointer);
    if (!tokens || tokens->empty()) return true;
    if (tokens->size() == 1 && std::ranges::find(kTop, tokens->front()) != kTop.end()) return true;
    return std::ranges::find(kAnywhere, tokens->back()) != kAnywhere.end();
}

}  // namespace blason::vc::sdjwt
