#include "wallet-server/app/app.hpp"

#include <chrono>
#include <filesystem>

#include "wallet-server/api/badge_connect/routes.hpp"
#include "wallet-server/api/badges/routes.hpp"
#include "wallet-server/api/did/routes.hpp"
#include "wallet-server/api/hosting/routes.hpp"
#include "wallet-server/api/hosts/routes.hpp"
#include "wallet-server/api/oauth/routes.hpp"
#include "wallet-server/api/oid4vci/answers.hpp"
#include "wallet-server/api/oid4vci/routes.hpp"
#include "wallet-server/api/oid4vp/routes.hpp"
#include "wallet-server/api/openbadges/routes.hpp"
#include "wallet-server/api/openbadges/status_info.hpp"
#include "wallet-server/api/operation/routes.hpp"
#include "wallet-server/api/receiver/routes.hpp"
#include "wallet-server/api/status/routes.hpp"
#include "wallet-server/api/vcalm/routes.hpp"
#include "wallet-server/api/vcapi/routes.hpp"
#include "wallet-server/api/wallets/routes.hpp"
#include "wallet-server/app/master_key.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/storage/sqlite_store.hpp"
#include "wallet-server/web/demo_catalogue.hpp"
#include "wallet-server/web/page.hpp"
#include "wallet-server/web/routes.hpp"

namespace blason::app {
namespace {

service::IssuerIdentity identity_of(const config::Config& config) {
    switch (config.issuer_identity) {
        case config::IssuerIdentity::DidWebvh:
            return service::IssuerIdentity::DidWebvh;
        case config::IssuerIdentity::DidWeb:
            return service::IssuerIdentity::DidWeb;
        case config::IssuerIdentity::DidKey:
        case config::IssuerIdentity::Auto:  // decided when the configuration was checked
            break;
    }
    return service::IssuerIdentity::DidKey;
}

/// The demo gives everybody every role, so its data and that of a real installation never meet.
Result<void> check_mode(storage::Store& store, bool demo) {
    const std::string mode = demo ? "demo" : "production";
    auto known = store.fact("mode");
    if (!known) return std::move(known).error();
    if (!*known) return store.set_once("mode", mode);
    if (**known == mode) return {};
    if (demo) {
        return refused("production-data",
                       "This data folder belongs to a real installation; give the demo another one (--data).");
    }
    return refused("demo-data", "This data folder belongs to the demo; start a real installation on another one.");
}

/// A new list is opened when three quarters of one are in use.
service::AllocationRules allocation_rules(const config::Config& config) {
    service::AllocationRules rules;
    rules.entries = config.status_list_entries;
    rules.in_use = config.status_list_entries / 4 * 3;
    return rules;
}

MasterKeySource key_source(const config::Config& config, const storage::DataFolder& folder, crypto::Argon2Cost cost) {
    MasterKeySource source{config.key_file, config.passphrase_file, false, cost};
    if (source.key_file.empty() && source.passphrase_file.empty()) {
        source.key_file = folder.file("master.key");
        source.make_key_file = config.demo;
    }
    return source;
}

}  // namespace

service::Clock system_clock() {
    return [] {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return service::from_ms(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
    };
}

Result<std::unique_ptr<App>> App::open(const config::Config& config, Surroundings surroundings) {
    auto presentations = read_presentation_files(config);
    if (!presentations) return std::move(presentations).error();
    auto folder = storage::DataFolder::open(config.data);
    if (!folder) return std::move(folder).error();
    auto store = storage::SqliteStore::open((*folder)->database(), service::to_ms(surroundings.clock()));
    if (!store) return std::move(store).error();
    if (auto mode = check_mode(**store, config.demo); !mode) return std::move(mode).error();
    const auto source = key_source(config, **folder, surroundings.passphrase_cost);
    auto master = open_master_key(source, **store, *surroundings.random);
    if (!master) return std::move(master).error();
    auto app = std::unique_ptr<App>(new App(config, std::move(surroundings), std::move(*folder), std::move(*store),
                                            std::move(*master), std::move(*presentations)));
    if (auto indexed = app->wallets_.index_all(); !indexed) return std::move(indexed).error();
    return app;
}

App::App(const config::Config& config, Surroundings surroundings, std::unique_ptr<storage::DataFolder> folder,
         std::unique_ptr<storage::Store> store, crypto::SecretBytes master, PresentationFiles presentations)
    : folder_(std::move(folder)),
      store_(std::move(store)),
      master_(std::move(master)),
      clock_(std::move(surroundings.clock)),
      random_(*surroundings.random),
      outbound_(std::move(surroundings.outbound)),
      urls_(config.base_url),
      loader_(outbound_.documents, *outbound_.client,
              {ContextUse::Credentials, config.allowed_contexts, config.vocabulary_contexts}),
      processor_(loader_),
      methods_(*outbound_.client),
      universal_(methods_, *outbound_.client, config.resolver),
      cache_(universal_),
      keys_(*store_, master_, random_),
      hosted_(*store_, urls_),
      resolver_(hosted_, cache_),
      challenges_(master_, random_),
      rotation_(*store_, keys_, clock_),
      allocator_(*store_, master_, random_, allocation_rules(config)),
      publisher_(*store_, keys_, urls_, clock_, {processor_, resolver_}),
      statuses_(*store_, allocator_, publisher_, urls_, clock_),
      lists_client_(statuses_, *store_, urls_, *outbound_.client),
      issuers_(*store_, keys_, statuses_, urls_, identity_of(config), clock_, random_, environment()),
      wallets_(*store_, keys_, clock_, random_, environment()),
      verifier_(*store_, challenges_, clock_, environment()),
      access_(*store_, clock_, random_),
      accounts_(*store_, keys_, master_, clock_, random_, surroundings.password_cost),
      access_tokens_(master_, urls_),
      clients_(*store_, {.allow_loopback = config.demo}, clock_, random_),
      grants_(*store_, access_tokens_, clock_, random_),
      authorizations_(clients_, *store_, clock_, random_),
      authentication_(clients_, *store_, config.wallet_providers, clock_, random_),
      dpop_(clock_, random_, config.dpop),
      credential_issuer_(issuers_, grants_, accounts_, keys_, *store_, master_, urls_, environment(),
                         config.wallet_providers, clock_, random_),
      badge_hosts_(*store_, master_, wallets_, issuers_, urls_, outbound_.client.get(), clock_, random_),
      exchanges_(*store_, issuers_, urls_, *outbound_.client, clock_, random_, environment()),
      participant_(wallets_, *outbound_.client, clock_, environment()),
      presentations_(
          {*store_, issuers_, keys_, master_, urls_, clock_, random_, environment(), presentations.certificate}),
      exchange_doors_(exchanges_, credential_issuer_.offers, presentations_, keys_, clock_),
      presenting_({wallets_, master_, *outbound_.client, clock_, random_, environment(), presentations.trust}),
      received_offers_(*store_, master_, wallets_, keys_, urls_, outbound_.client.get(), clock_, random_,
                       environment()),
      services_{
          issuers_,
          wallets_,
          verifier_,
          access_,
          hosted_,
          rotation_,
          statuses_,
          accounts_,
          clients_,
          grants_,
          authorizations_,
          authentication_,
          dpop_,
          credential_issuer_,
          badge_hosts_,
          exchanges_,
          exchange_doors_,
          participant_,
          presentations_,
          presenting_,
          received_offers_,
          resolver_,
          *store_,
          urls_,
          clock_,
          config.demo,
          draining_,
          [] { return std::string(); },
      },
      demo_(config.demo) {
    issuers_.draw_with([](const service::Achievement& achievement, const service::Issuer& issuer) {
        return web::badge_svg(web::image_of(achievement, issuer.name, achievement.default_language));
    });
    authorizations_.offer(credential_issuer_.catalogue);
    clients_.offer(credential_issuer_.catalogue);
    grants_.join(credential_issuer_.offers);
    credential_issuer_.issuance.join(exchanges_);
    presentations_.join(exchanges_);
    statuses_.on_change([this](const std::string& url) { fetched_lists_.forget(url); });
    rotation_.on_change([this](std::string_view org) {
        publisher_.key_changed(org);
        fetched_lists_.forget(urls_.issuer(org) + "/");
    });
}

vc::Environment App::environment() {
    return {processor_, resolver_, &lists_client_, &fetched_lists_, &schemas_};
}

http::Router App::router() {
    const web::PageDependencies pages{
        issuers_,
        wallets_,
        verifier_,
        statuses_,
        accounts_,
        clients_,
        grants_,
        badge_hosts_,
        authorizations_,
        exchanges_,
        participant_,
        credential_issuer_.offers,
        presentations_,
        presenting_,
        received_offers_,
        urls_,
        clock_,
        random_,
        outbound_.client.get(),
        demo_,
    };
    http::Router router;
    router.mount(web::page_routes(pages));
    router.mount(api::vcapi::routes(services_));
    router.mount(api::hosting::routes(services_));
    router.mount(api::badges::routes(services_));
    router.mount(api::oauth::routes(services_));
    router.mount(api::oid4vci::routes(services_));
    router.mount(api::status::routes(services_));
    router.mount(api::did::routes(services_));
    router.mount(api::operation::routes(services_));
    router.mount(api::openbadges::routes(services_));
    router.mount(api::hosts::routes(services_));
    router.mount(api::vcalm::routes(services_));
    router.mount(api::badge_connect::routes(services_));
    router.mount(api::oid4vp::routes(services_));
    router.mount(api::receiver::routes(services_));
    router.mount(api::wallets::routes(services_));
    for (const std::string above : {"", "/issuers/{issuer}"}) {
        router.errors_below(above + api::openbadges::kBasePath, [](const Error& error, const http::Request&) {
            return api::openbadges::status_info(error);
        });
    }
    router.errors_below(std::string(api::badge_connect::kBasePath),
                        [](const Error& error, const http::Request&) { return api::badge_connect::refusal(error); });
    router.errors_below(api::oid4vci::kBasePath,
                        [](const Error& error, const http::Request&) { return api::oid4vci::refusal(error); });
    // A person who took a wrong turn, or sent too much, gets a page, a program a problem.
    router.otherwise([pages](const Error& error, const http::Request& request) {
        return web::wants_page(request) ? web::show_error(error, request, pages)
                                        : http::problem(error, request.request_id);
    });
    return router;
}

Result<std::optional<std::string>> App::make_first_key() {
    const std::optional<std::string> none;
    if (demo_) return none;
    auto first = access_.has_no_keys();
    if (!first) return std::move(first).error();
    if (!*first) return none;
    // The file is there before the key counts: whatever happens in between, the next start does it again.
    const auto file = folder_->file("admin.key");
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    const auto token = access_.new_token(service::kInstallation);
    if (auto written = storage::write_secret_file(file, token + "\n"); !written) return std::move(written).error();
    const service::ApiKey key{std::string(service::kInstallation), "first administrator", service::Role::Admin};
    if (auto added = access_.add_key(token, key, {"first start", ""}); !added) return std::move(added).error();
    return std::optional<std::string>(file);
}

}  // namespace blason::app
