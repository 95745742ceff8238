// A wallet takes part in an exchange (VCALM), wherever it is: what is asked for is shown, what is given is kept.
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/share_view.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/wallet_open.hpp"

namespace blason::web {
namespace {

using service::vcalm::Round;
using service::vcalm::Situation;

/// What the next form brings back: the service keeps nothing between two messages.
json::Array hidden_of(const Round& round) {
    json::Array all;
    all.push_back(hidden_field("exchange", round.url));
    all.push_back(
        hidden_field("request", round.message.request ? json::serialize(*round.message.request) : std::string()));
    all.push_back(hidden_field("bare", round.bare ? "yes" : ""));
    all.push_back(hidden_field("reference", round.message.reference_id));
    return all;
}

Result<Round> round_of(const std::vector<http::FormField>& form) {
    Round round;
    round.url = value_of(form, "exchange");
    round.bare = value_of(form, "bare") == "yes";
    round.message.reference_id = value_of(form, "reference");
    auto request = json::parse(value_of(form, "request"));
    if (!request) return std::move(request).error();
    round.message.request = std::move(*request);
    return round;
}

std::vector<ShareGroup> groups_of(const Situation& situation) {
    std::vector<ShareGroup> groups;
    for (const auto& wanted : situation.asked.wanted) {
        ShareGroup group{wanted.reason, wanted.required, false, {}};
        for (const auto& candidate : wanted.candidates) {
            const std::string& id = situation.held[candidate.credential];
            group.candidates.push_back({id, id, candidate.revealed});
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

http::Response show_asked(const Situation& situation, const service::Holder& holder, const http::Request& request,
                          const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Object data;
    put(data, "heading", texts.fill("share.title", {{"who", situation.origin}}));
    put(data, "answer_to", situation.origin);
    put(data, "client_id", "");
    put(data, "only_named", false);
    put(data, "action", "/wallet/exchanges");
    put(data, "hidden", hidden_of(situation.round));
    put(data, "groups", share_data(groups_of(situation), holder, language, dependencies));
    put(data, "possible", situation.asked.possible);
    put(data, "signs", situation.asked.signs);
    Page page{"wallet_asked", std::string(texts.text("share.page_title")), std::string(texts.text("open.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    page.path = "/wallet/open";
    return show(page, std::move(data), request, dependencies);
}

http::Response show_done(const Situation& situation, const service::Holder& holder, const http::Request& request,
                         const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Array kept;
    bool refused = situation.badly_made;
    for (const auto& taken : situation.taken) {
        refused = refused || taken.id.empty();
        if (!taken.id.empty()) kept.push_back(held_link(taken.id, holder, language, dependencies));
    }
    Page page{"wallet_done", std::string(texts.text("share.over_title")), std::string(texts.text("open.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.path = "/wallet";
    json::Object data;
    put(data, "heading", page.title);
    put(data, "text", kept.empty() && !refused ? texts.text("share.over_text") : std::string_view());
    put(data, "kept", std::move(kept));
    put(data, "refused", refused);
    put(data, "go", linkable_url(situation.round.message.redirect_url));
    return show(page, std::move(data), request, dependencies);
}

http::Response show_situation(const Situation& situation, const service::Holder& holder, const http::Request& request,
                              const PageDependencies& dependencies) {
    return situation.round.asks() ? show_asked(situation, holder, request, dependencies)
                                  : show_done(situation, holder, request, dependencies);
}

}  // namespace

http::Response open_exchange(const service::Holder& holder, const std::string& link, const http::Request& request,
                             const PageDependencies& dependencies) {
    const auto situation = dependencies.participant.begin(holder.org, holder.id, link, page_actor(request));
    if (!situation) return show_open(link, situation.error(), request, dependencies);
    return show_situation(*situation, holder, request, dependencies);
}

http::Response wallet_took_part(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    if (value_of(*fields, "answer") != "show") return http::Response::redirect("/wallet");
    const auto round = round_of(*fields);
    if (!round) return show_error(round.error(), request, dependencies);
    const auto situation =
        dependencies.participant.answer(holder->org, holder->id, *round, chosen_of(*fields), page_actor(request));
    if (!situation) return show_open({}, situation.error(), request, dependencies);
    return show_situation(*situation, *holder, request, dependencies);
}

}  // namespace blason::web
