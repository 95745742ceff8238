#include "wallet-server/service/badge_host/hosts.hpp"

#include "vc/first_problem.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/hopeless.hpp"
#include "wallet-server/service/badge_host/wanted_scopes.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::badge_host {
namespace {

constexpr std::size_t kMostNotTaken = 1000;    // named in an answer
constexpr std::size_t kMostConnections = 100;  // of one owner, those nobody agreed to included

Error no_such_host(Error error) {
    return renamed(std::move(error), "not-found", "host-not-found-here", "There is no such connection here.");
}

HostView view_of(const storage::SealedRow& row, const Connection& connection) {
    return {row.id, connection.host.base_url, connection.host.title, connection.tokens.scopes, from_ms(row.created_ms)};
}

Result<Connection> connection_of(const SealedRecord& record) {
    const auto reading = record.text.read();
    return connection_from_text(as_text(reading.bytes()));
}

/// The id a badge has, or its number.
std::string name_of(std::string_view text, std::size_t number) {
    if (const auto document = vc::read_document(text)) {
        const auto* id = json::find(*document, "id");
        if (id != nullptr && id->is_string()) return std::string(json::view(*id).substr(0, 200));
    }
    return "#" + std::to_string(number);
}

/// Why a badge was not kept.
Error reason_of(const vc::Report& report) {
    const auto* problem = vc::first_problem(report);
    if (problem == nullptr) return refused("not-valid", "The credential does not verify.");
    return refused(problem->code, problem->message, problem->pointer);
}

}  // namespace

Result<void> Hosts::save(const storage::SealedRow& row, const Connection& connection) {
    auto changed = row;
    records_.seal(changed, to_text(connection), connection.pending ? connection.pending->state : std::string());
    auto done = records_.update(changed);
    if (!done) return no_such_host(std::move(done).error());
    return {};
}

Result<Started> Hosts::connect(const Owner& owner, std::string_view address, const Actor& actor) {
    if (client_ == nullptr) return unavailable("fetch-offline", "Nothing is fetched here.");
    if (!owner.holder.empty()) {
        if (auto there = wallets_.holder(owner.org, owner.holder); !there) return std::move(there).error();
    }
    const auto rows = records_.all(owner.org, owner.holder);
    if (!rows) return rows.error();
    if (rows->size() >= kMostConnections) {
        return Error{"hosts-full", "There are 100 connections already; end one that is not used.", "",
                     ErrorKind::Conflict};
    }
    auto host = discover(address, *client_);
    if (!host) return std::move(host).error();
    Connection connection;
    connection.host = std::move(*host);
    OAuthClient oauth(connection.host, *client_);
    ClientInfo info;
    info.base_url = urls_.base();
    info.redirect_uri = urls_.base() + "/hosts/callback";
    info.software_version = "0.1";
    const auto scopes = wanted_scopes(connection.host);
    auto registration = oauth.register_client(info, scopes);
    if (!registration) return std::move(registration).error();
    connection.registration = std::move(*registration);
    connection.pending = oauth.authorization(connection.registration, scopes, random_);

    const auto now = clock_();
    storage::SealedRow row{owner.org, owner.holder, random_id(random_), {}, {}, to_ms(now)};
    records_.seal(row, to_text(connection), connection.pending->state);
    auto stored = records_.add(row, audit(owner.org, "host.connect", row.id, actor, now));
    if (!stored) return issuer_not_found(std::move(stored).error());
    return Started{view_of(row, connection), connection.pending->url, browser_of(connection.pending->state)};
}

Result<HostView> Hosts::connected(std::string_view query, std::string_view browser, const Actor&) {
    if (client_ == nullptr) return unavailable("fetch-offline", "Nothing is fetched here.");
    const auto record = records_.returned(parameter(query, "state").value_or(""), browser);
    if (!record) return record.error();
    auto connection = connection_of(*record);
    if (!connection) return std::move(connection).error();
    const auto pending = connection->pending.value_or(Pending());
    connection->pending.reset();
    OAuthClient oauth(connection->host, *client_);
    const auto code = oauth.code_of(query, pending);
    if (!code) return code.error();
    auto tokens = oauth.exchange(connection->registration, pending, *code, clock_());
    if (!tokens) return std::move(tokens).error();
    connection->tokens = std::move(*tokens);
    if (auto saved = save(record->row, *connection); !saved) return std::move(saved).error();
    return view_of(record->row, *connection);
}

Result<std::vector<HostView>> Hosts::list(const Owner& owner) {
    auto rows = records_.all(owner.org, owner.holder);
    if (!rows) return std::move(rows).error();
    std::vector<HostView> out;
    for (auto& row : *rows) {
        const auto record = records_.open(std::move(row));
        if (!record) return record.error();
        const auto connection = connection_of(*record);
        if (!connection) return connection.error();
        out.push_back(view_of(record->row, *connection));
    }
    return out;
}

Result<void> Hosts::disconnect(const Owner& owner, std::string_view id, const Actor& actor) {
    const auto record = records_.find(owner.org, owner.holder, id);
    if (!record) return no_such_host(record.error());
    // A host that cannot be reached keeps nobody from forgetting it.
    if (auto connection = connection_of(*record); connection && client_ != nullptr) {
        OAuthClient oauth(connection->host, *client_);
        static_cast<void>(oauth.revoke(connection->registration, connection->tokens.refresh_token, "refresh_token"));
        static_cast<void>(oauth.revoke(connection->registration, connection->tokens.access_token, "access_token"));
    }
    auto done = records_.remove(owner.org, owner.holder, id, audit(owner.org, "host.disconnect", id, actor, clock_()));
    if (!done) return no_such_host(std::move(done).error());
    return {};
}

template <typename Work>
auto Hosts::with_session(const Owner& owner, std::string_view id, const Work& work) {
    using Answer = std::invoke_result_t<Work, HostSession&>;
    if (client_ == nullptr) return Answer(unavailable("fetch-offline", "Nothing is fetched here."));
    const OneAtATime::Turn turn(connections_, owner.org + "|" + owner.holder + "|" + std::string(id));
    if (!turn.mine()) {
        return Answer(
            Error{"host-busy", "This connection is in use; try again when that is done.", "", ErrorKind::Conflict});
    }
    const auto record = records_.find(owner.org, owner.holder, id);
    if (!record) return Answer(no_such_host(record.error()));
    auto connection = connection_of(*record);
    if (!connection) return Answer(std::move(connection).error());
    HostSession session(*connection, *client_, clock_, [&](const Connection& now) { return save(record->row, now); });
    return work(session);
}

Result<Pulled> Hosts::pull(const Owner& owner, std::string_view id, std::string_view since, const Actor& actor) {
    if (auto there = wallets_.holder(owner.org, owner.holder); !there) return std::move(there).error();
    return with_session(owner, id, [&](HostSession& session) -> Result<Pulled> {
        Pulled pulled;
        const auto take = [&](const std::string& text) -> Result<void> {
            ++pulled.read;
            const auto received = wallets_.receive(owner.org, owner.holder, text, actor, Wanted::OpenBadge);
            // What is wrong with one badge concerns that badge; what is wrong with us ends the reading.
            if (!received && received.error().kind == ErrorKind::Unavailable) return received.error();
            if (received && received->kept) {
                if (received->how == storage::Keeping::Added) ++pulled.added;
                if (received->how == storage::Keeping::Replaced) ++pulled.replaced;
            } else if (pulled.not_taken.size() < kMostNotTaken) {
                pulled.not_taken.push_back(
                    {name_of(text, pulled.read), received ? reason_of(received->report) : received.error()});
            }
            return {};
        };
        ReadOptions options;
        options.since = since;
        const auto read = session.read_badges(options, take);
        if (!read) return read.error();
        return pulled;
    });
}

Result<std::vector<HeldCredential>> Hosts::to_push(const Owner& owner, const std::vector<std::string>& credentials) {
    std::vector<HeldCredential> out;
    if (owner.holder.empty()) {
        if (credentials.empty())
            return refused("credentials-missing", "Name the credentials that are to be sent.", "/credentials");
        for (const auto& id : credentials) {
            auto issued = issuers_.credential(owner.org, id);
            if (!issued) return std::move(issued).error();
            out.push_back({owner.org, {}, id, std::move(issued->text), std::move(issued->media_type), issued->issued});
        }
        return out;
    }
    if (credentials.empty()) return wallets_.credentials(owner.org, owner.holder);
    for (const auto& id : credentials) {
        auto held = wallets_.credential(owner.org, owner.holder, id);
        if (!held) return std::move(held).error();
        out.push_back(std::move(*held));
    }
    return out;
}

Result<Pushed> Hosts::push(const Owner& owner, std::string_view id, const std::vector<std::string>& credentials) {
    const auto badges = to_push(owner, credentials);
    if (!badges) return badges.error();
    return with_session(owner, id, [&](HostSession& session) -> Result<Pushed> {
        Pushed pushed;
        for (std::size_t i = 0; i < badges->size(); ++i) {
            const auto& badge = (*badges)[i];
            const auto sent = session.send_badge(badge.text);
            if (sent) {
                ++(sent->created ? pushed.created : pushed.replaced);
                continue;
            }
            if (is_hopeless(sent.error())) return sent.error();
            if (pushed.not_taken.size() < kMostNotTaken)
                pushed.not_taken.push_back({name_of(badge.text, i + 1), sent.error()});
        }
        return pushed;
    });
}

Result<std::string> Hosts::read_profile(const Owner& owner, std::string_view id) {
    return with_session(owner, id, [](HostSession& session) { return session.read_profile(); });
}

Result<std::string> Hosts::send_profile(const Owner& owner, std::string_view id) {
    const auto profile = wallets_.profile(owner.org, owner.holder);
    if (!profile) return profile.error();
    return with_session(owner, id, [&](HostSession& session) -> Result<std::string> {
        auto sent = session.send_profile(*profile);
        if (!sent) return std::move(sent).error();
        return std::move(sent->body);
    });
}

}  // namespace blason::service::badge_host
