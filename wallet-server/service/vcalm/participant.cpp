#include "wallet-server/service/vcalm/participant.hpp"

#include <algorithm>
#include <optional>

#include "engine/json/serialize.hpp"
#include "vc/envelope.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::vcalm {
namespace {

constexpr std::size_t kMostTaken = 64;

/// The wallet's credentials as queries see them; what no query can be about (Open Badges 2.0) is left out.
struct Contents {
    std::vector<std::string> ids;
    std::vector<std::string> texts;
    std::vector<vc::presentation::Held> held;
    std::vector<std::optional<vc::presentation::HolderName>> holders;  ///< of this wallet, to whom each was given
};

Result<Contents> contents_of(const Holder& holder, const HolderKeys& keys, WalletService& wallets,
                             const vc::Environment& environment) {
    auto kept = wallets.credentials(holder.org, holder.id);
    if (!kept) return std::move(kept).error();
    Contents contents;
    for (auto& one : *kept) {
        auto held = vc::presentation::read_held(one.text, environment.jsonld);
        if (!held) continue;
        contents.holders.push_back(keys.own_among(vc::presentation::holder_names(*held, one.text)));
        held->holder_binding = contents.holders.back().has_value();
        contents.ids.push_back(std::move(one.id));
        contents.texts.push_back(std::move(one.text));
        contents.held.push_back(std::move(*held));
    }
    return contents;
}

/// Everything that any query wants to see of a credential, beside what is shown in any case; nothing when no query
/// wants it.
std::optional<std::vector<std::string>> revealed_of(std::size_t credential, const AskedOfWallet& asked) {
    std::optional<std::vector<std::string>> all;
    for (const auto& wanted : asked.wanted) {
        for (const auto& candidate : wanted.candidates) {
            if (candidate.credential != credential) continue;
            if (!all) all.emplace();
            for (const auto& pointer : candidate.revealed)
                if (std::find(all->begin(), all->end(), pointer) == all->end()) all->push_back(pointer);
        }
    }
    return all;
}

}  // namespace

Participant::Participant(WalletService& wallets, net::HttpClient& client, Clock clock,
                         const vc::Environment& environment)
    : wallets_(wallets), network_(client), clock_(std::move(clock)), environment_(environment) {}

Result<Taken> Participant::take(const Holder& holder, const json::Value& credential, const Actor& actor) {
    std::string text = credential.is_string() ? std::string(json::view(credential)) : json::serialize(credential);
    if (const auto token = vc::enveloped_token(credential)) {
        if (!*token) return token->error();
        text = std::string(**token);
    }
    auto received = wallets_.receive(holder.org, holder.id, text, actor);
    if (!received) return std::move(received).error();
    return Taken{std::move(received->report), received->kept ? received->kept->id : std::string()};
}

Result<Situation> Participant::look_at(const Holder& holder, Round round, const Actor& actor) {
    Situation situation;
    situation.origin = origin_of(round.url);
    for (const auto& presentation : round.message.presentations) {
        for (const auto* credential : vc::vcalm::credentials_in(presentation)) {
            if (situation.taken.size() == kMostTaken) break;
            auto taken = take(holder, *credential, actor);
            if (taken) {
                situation.taken.push_back(std::move(*taken));
            } else if (taken.error().kind == ErrorKind::Unavailable || taken.error().kind == ErrorKind::Internal) {
                return std::move(taken).error();
            } else {
                situation.badly_made = true;
            }
        }
    }
    if (round.asks()) {
        const auto request = vc::vcalm::read_presentation_request(*round.message.request, json::Path());
        if (!request) return request.error();
        if (auto checked = check_party(round); !checked) return std::move(checked).error();
        const auto keys = wallets_.keys_of(holder);
        if (!keys) return keys.error();
        auto contents = contents_of(holder, *keys, wallets_, environment_);
        if (!contents) return std::move(contents).error();
        auto asked = look_into(*request, contents->held);
        if (!asked) return std::move(asked).error();
        situation.asked = std::move(*asked);
        situation.held = std::move(contents->ids);
    }
    situation.round = std::move(round);
    return situation;
}

Result<Situation> Participant::begin(std::string_view org, std::string_view holder, std::string_view text,
                                     const Actor& actor) {
    auto owner = wallets_.holder(org, holder);
    if (!owner) return std::move(owner).error();
    const auto link = read_link(text);
    if (!link) return link.error();
    auto round = ExchangeClient(network_).begin(*link);
    if (!round) return std::move(round).error();
    return look_at(*owner, std::move(*round), actor);
}

Result<Situation> Participant::answer(std::string_view org, std::string_view holder, const Round& round,
                                      const std::vector<std::string>& credentials, const Actor& actor) {
    auto owner = wallets_.holder(org, holder);
    if (!owner) return std::move(owner).error();
    const auto request = vc::vcalm::read_presentation_request(*round.message.request, json::Path());
    if (!request) return request.error();
    const auto keys = wallets_.keys_of(*owner);
    if (!keys) return keys.error();
    const auto contents = contents_of(*owner, *keys, wallets_, environment_);
    if (!contents) return contents.error();
    const auto asked = look_into(*request, contents->held);
    if (!asked) return asked.error();
    std::vector<Shown> shown;
    std::vector<std::optional<vc::presentation::HolderName>> holders;
    for (std::size_t i = 0; i < credentials.size(); ++i) {
        const auto pointer = "/credentials/" + std::to_string(i);
        const auto found = std::find(contents->ids.begin(), contents->ids.end(), credentials[i]);
        if (found == contents->ids.end())
            return Error{"credential-not-found", "There is no such credential in this wallet.", pointer,
                         ErrorKind::Refused};
        const auto index = static_cast<std::size_t>(found - contents->ids.begin());
        auto revealed = revealed_of(index, *asked);
        if (!revealed) return refused("credential-not-asked", "Nobody has asked for this credential.", pointer);
        shown.push_back({contents->texts[index], std::move(*revealed)});
        if (asked->signs) holders.push_back(contents->holders[index]);
    }
    const auto name = one_holder(holders, *keys);
    if (!name) return name.error();
    const auto signer = keys->signer(name->key_did);
    if (!signer) return signer.error();
    const auto presentation =
        make_answer(*request, shown, **signer, {name->did, whole_seconds(clock_())}, environment_);
    if (!presentation) return presentation.error();
    auto next = ExchangeClient(network_).answer(round, *presentation);
    if (!next) return std::move(next).error();
    return look_at(*owner, std::move(*next), actor);
}

}  // namespace blason::service::vcalm
