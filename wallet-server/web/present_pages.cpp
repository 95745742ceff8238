// A verifier asks (OpenID4VP): who, for what, and what would be seen; the holder chooses, shows or declines.
#include <algorithm>
#include <map>
#include <set>

#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/share_view.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/wallet_open.hpp"

namespace blason::web {
namespace {

bool flag_of(const json::Value& object, std::string_view name) {
    const auto* flag = json::find(object, name);
    return flag != nullptr && flag->is_bool() && flag->get_bool();
}

/// The list `name`; empty when there is none.
const json::Array& list_of(const json::Value& object, std::string_view name) {
    static const json::Array none;
    const auto* list = json::find(object, name);
    return list != nullptr && list->is_array() ? list->get_array() : none;
}

std::vector<std::string> texts_of(const json::Array& list) {
    std::vector<std::string> out;
    for (const auto& one : list) out.emplace_back(json::view(one));
    return out;
}

/// What of each query can be chosen. The value of the form is "QUERY.CREDENTIAL": names of credentials have no dot.
std::vector<ShareCandidate> candidates_of(const json::Value& query) {
    std::vector<ShareCandidate> all;
    const std::string id = json::text_of(query, "id");
    for (const auto& candidate : list_of(query, "candidates")) {
        const std::string credential = json::text_of(candidate, "credential");
        all.push_back({id + "." + credential, credential, texts_of(list_of(candidate, "reveals"))});
    }
    return all;
}

using Queries = std::map<std::string, const json::Value*, std::less<>>;

ShareGroup group_of(const json::Value& query, bool required) {
    return {json::text_of(query, "purpose"), required, flag_of(query, "multiple"), candidates_of(query)};
}

/// A set whose options are single queries is one choice among all their badges; of any other the first option counts.
void add_set(std::vector<ShareGroup>& groups, const json::Value& set, const Queries& queries,
             std::set<std::string, std::less<>>& seen) {
    const auto& options = list_of(set, "options");
    const bool required = flag_of(set, "required");
    const bool is_choice =
        std::all_of(options.begin(), options.end(), [](const auto& ids) { return ids.get_array().size() == 1; });
    ShareGroup either{"", required, false, {}};
    for (const auto& option : options) {
        for (const auto& id : option.get_array()) {
            const auto query = queries.find(json::view(id));
            if (query == queries.end() || !seen.insert(query->first).second) continue;
            if (!is_choice) {
                groups.push_back(group_of(*query->second, required));
                continue;
            }
            for (auto& candidate : candidates_of(*query->second)) either.candidates.push_back(std::move(candidate));
        }
        if (!is_choice) return;
    }
    if (!either.candidates.empty() || required) groups.push_back(std::move(either));
}

std::vector<ShareGroup> groups_of(const json::Value& consent) {
    std::vector<ShareGroup> groups;
    Queries queries;
    for (const auto& query : list_of(consent, "queries")) queries.emplace(json::text_of(query, "id"), &query);
    const auto& sets = list_of(consent, "credentialSets");
    std::set<std::string, std::less<>> seen;
    for (const auto& set : sets) add_set(groups, set, queries, seen);
    if (sets.empty()) {
        for (const auto& query : list_of(consent, "queries")) groups.push_back(group_of(query, true));
    }
    return groups;
}

/// The choice of the form as the service reads it: {QUERY: [CREDENTIAL]}.
json::Object choice_of(const std::vector<http::FormField>& form) {
    json::Object choice;
    for (const std::string& value : chosen_of(form)) {
        const std::size_t dot = value.rfind('.');
        if (dot == std::string::npos) continue;
        auto& list = choice[json::key(value.substr(0, dot))];
        if (!list.is_array()) list = json::Array();
        list.get_array().push_back(json::key(value.substr(dot + 1)));
    }
    return choice;
}

}  // namespace

http::Response open_request(const service::Holder& holder, const std::string& link, const http::Request& request,
                            const PageDependencies& dependencies) {
    const auto asked = dependencies.presenting.consider(holder.org, holder.id, link, {});
    if (!asked) return show_open(link, asked.error(), request, dependencies);

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    const json::Value consent(asked->consent);
    const auto& verifier = consent.at("verifier");
    const std::string answer_to = shown_origin(json::text_of(verifier, "answerTo"));
    std::string who = json::text_of(verifier, "name");
    if (who.empty()) who = json::text_of(verifier, "saysItIs");
    json::Object data;
    put(data, "heading", texts.fill("share.title", {{"who", who.empty() ? answer_to : who}}));
    put(data, "answer_to", answer_to);
    put(data, "client_id", json::text_of(verifier, "clientId"));
    put(data, "only_named", !flag_of(verifier, "vouched") && !who.empty());
    put(data, "action", "/wallet/presentations");
    put(data, "hidden", json::Array{hidden_field("session", asked->session)});
    put(data, "groups", share_data(groups_of(consent), holder, language, dependencies));
    put(data, "possible", flag_of(consent, "satisfiable"));
    put(data, "signs", true);
    Page page{"wallet_asked", std::string(texts.text("share.page_title")), std::string(texts.text("open.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    page.path = "/wallet/open";
    return show(page, std::move(data), request, dependencies);
}

http::Response wallet_answered(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const std::string session(value_of(*fields, "session"));
    const bool shows = value_of(*fields, "answer") == "show";
    const auto sent = shows ? dependencies.presenting.present(holder->org, holder->id, session, choice_of(*fields))
                            : dependencies.presenting.decline(holder->org, holder->id, session);
    if (!sent) return show_open({}, sent.error(), request, dependencies);

    const Texts& texts = Texts::of(language_of(request));
    const std::string key = shows ? "shown" : "declined";
    Page page{"wallet_done", std::string(texts.text("share." + key + "_title")),
              std::string(texts.text("open.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.path = "/wallet";
    json::Object data;
    put(data, "heading", page.title);
    put(data, "text", texts.text("share." + key + "_text"));
    put(data, "go", linkable_url(sent->redirect_uri));
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
