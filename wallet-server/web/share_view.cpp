#include "wallet-server/web/share_view.hpp"

#include <algorithm>
#include <array>

#include "vc/read.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

constexpr std::string_view kField = "choice-";

/// A part of a badge, and the words for it. What stands inside a part is called as the part, unless that would say too
/// much.
struct Part {
    std::string_view pointer, text;
    bool is_whole = true;  ///< also for what is inside
};

constexpr std::array kParts{
    Part{"", "part.all", false},
    Part{"/credentialSubject/achievement/name", "part.achievement_name"},
    Part{"/credentialSubject/achievement/description", "part.achievement_description"},
    Part{"/credentialSubject/achievement/criteria", "part.criteria"},
    Part{"/credentialSubject/achievement/alignment", "part.skills"},
    Part{"/credentialSubject/achievement/tag", "part.tags"},
    Part{"/credentialSubject/achievement/image", "part.image"},
    Part{"/credentialSubject/achievement/achievementType", "part.kind"},
    Part{"/credentialSubject/achievement/id", "part.achievement_id"},
    Part{"/credentialSubject/achievement", "part.achievement", false},
    Part{"/credentialSubject/identifier", "part.recipient_identity"},
    Part{"/credentialSubject/id", "part.recipient_id"},
    Part{"/credentialSubject/result", "part.results"},
    Part{"/credentialSubject", "part.subject", false},
    Part{"/issuer", "part.issuer"},
    Part{"/evidence", "part.evidence"},
    Part{"/validFrom", "part.valid_from"},
    Part{"/validUntil", "part.valid_until"},
    Part{"/credentialStatus", "part.status"},
    Part{"/id", "part.id"},
    Part{"/name", "part.name"},
};

/// Empty where we have no words.
std::string_view part_text(std::string_view pointer, const Texts& texts) {
    for (const Part& part : kParts) {
        const bool inside =
            part.is_whole && pointer.starts_with(part.pointer) && pointer.substr(part.pointer.size()).starts_with('/');
        if (pointer == part.pointer || inside) return texts.text(part.text);
    }
    return {};
}

/// Each part once; what has no words of ours is shown as it is.
json::Array parts_data(const std::vector<std::string>& reveals, const Texts& texts) {
    json::Array parts;
    std::vector<std::string_view> said;
    for (const std::string& pointer : reveals) {
        const auto words = part_text(pointer, texts);
        if (!words.empty()) {
            if (std::find(said.begin(), said.end(), words) != said.end()) continue;
            said.push_back(words);
        }
        json::Object part;
        put(part, "text", words);
        put(part, "pointer", words.empty() ? std::string_view(pointer) : std::string_view());
        parts.push_back(std::move(part));
    }
    return parts;
}

json::Object candidate_data(const ShareCandidate& candidate, const service::Holder& holder, Language language,
                            const PageDependencies& dependencies) {
    json::Object data;
    put(data, "value", candidate.value);
    put(data, "parts", parts_data(candidate.reveals, Texts::of(language)));
    const auto held = dependencies.wallets.credential(holder.org, holder.id, candidate.credential);
    const auto document = held ? vc::read_document(held->text) : Result<json::Value>(held.error());
    if (!document) {
        put(data, "label", candidate.credential);
        return data;
    }
    const BadgeView badge = read_badge(*document, language, dependencies.clock());
    put(data, "label", badge.name);
    put(data, "issuer", badge.issuer);
    put(data, "language", badge.language);
    return data;
}

}  // namespace

json::Array share_data(const std::vector<ShareGroup>& groups, const service::Holder& holder, Language language,
                       const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language);
    json::Array all;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const ShareGroup& group = groups[i];
        const std::string field = std::string(kField) + std::to_string(i);
        json::Array candidates;
        for (const ShareCandidate& candidate : group.candidates) {
            auto data = candidate_data(candidate, holder, language, dependencies);
            put(data, "id", field + "-" + std::to_string(candidates.size()));
            put(data, "checked", group.required && candidates.empty());
            candidates.push_back(std::move(data));
        }
        json::Object data;
        put(data, "field", field);
        put(data, "type", group.multiple ? "checkbox" : "radio");
        put(data, "legend", texts.text(group.required ? "share.choose" : "share.choose_optional"));
        put(data, "reason", group.reason);
        put(data, "may_skip", !group.required && !group.multiple && !group.candidates.empty());
        put(data, "candidates", std::move(candidates));
        all.push_back(std::move(data));
    }
    return all;
}

json::Object hidden_field(std::string_view name, std::string_view value) {
    json::Object data;
    put(data, "name", name);
    put(data, "value", value);
    return data;
}

std::vector<std::string> chosen_of(const std::vector<http::FormField>& form) {
    std::vector<std::string> all;
    for (const auto& field : form) {
        if (field.name.starts_with(kField) && !field.value.empty()) all.push_back(field.value);
    }
    return all;
}

}  // namespace blason::web
