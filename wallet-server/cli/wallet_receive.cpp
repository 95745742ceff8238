// blason wallet receive
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "engine/crypto/random.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/percent.hpp"
#include "vc/verify_received.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/new_key_files.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/person.hpp"
#include "wallet-server/cli/progress.hpp"
#include "wallet-server/cli/server_call.hpp"
#include "wallet-server/cli/unfinished_offer.hpp"
#include "wallet-server/cli/wallet.hpp"
#include "wallet-server/cli/world.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"
#include "wallet-server/service/receiver/delivered_check.hpp"
#include "wallet-server/service/receiver/issuer_session.hpp"

namespace blason::cli {
namespace {

using namespace service::receiver;

/// Nothing needs to be at this address: the person copies it out of the browser.
constexpr const char* kRedirect = "https://blason.example.org/callback";

struct Arguments {
    std::string offer;
    std::string tx_code;
    std::string key;
    std::string new_keys = "holder-key";
    std::string unfinished = "unfinished-offer";
    std::string resume;
    Wish wish;
    std::size_t copies = 1;
    std::int64_t wait = 60;
    WalletClient client{{}, kRedirect};
    std::string login;
    std::string output;
    std::string server;
    std::string api_key;
    std::string issuer;
    std::string wallet;
};

Error usage(std::string detail) {
    return {"usage", std::move(detail), {}, ErrorKind::Usage};
}

/// Whose address decides whether the network of this machine may be used: the issuer's, or that of the offer.
Result<std::string> address_of(std::string_view offer) {
    const auto link = vc::oid4vci::parse_offer_link(offer);
    if (!link) return link.error();
    return link->offer ? link->offer->credential_issuer : link->uri;
}

/// The keys of one run: the one that was named, or a new one for each credential, each in a file of its own.
class Keys {
  public:
    static Result<std::unique_ptr<Keys>> open(const Arguments& arguments) {
        auto keys = std::unique_ptr<Keys>(new Keys(arguments.new_keys));
        if (arguments.key.empty()) {
            if (auto writable = keys->files_.check(); !writable) return std::move(writable).error();
            return keys;
        }
        if (arguments.copies > 1) return usage("Several copies have keys of their own: leave --key out.");
        auto signer = read_signer(arguments.key);
        if (!signer) return std::move(signer).error();
        keys->named_ = std::move(*signer);
        keys->named_file_ = std::filesystem::absolute(arguments.key).string();
        return keys;
    }

    /// Its name is that of its file.
    Result<HolderKey> key(const std::vector<crypto::KeyType>& types) {
        if (named_ != nullptr) {
            if (std::find(types.begin(), types.end(), named_->public_key().type()) == types.end())
                return refused("key-alg-mismatch", "The issuer takes no proof of a key of this type.");
            return HolderKey{named_file_, named_};
        }
        auto made = crypto::generate_key(types.front(), crypto::system_random());
        if (!made) return std::move(made).error();
        auto text = crypto::private_jwk_text(*made);
        auto file = files_.write(text);
        crypto::wipe(text);
        if (!file) return std::move(file).error();
        std::cerr << "The credential's private key is in " << *file << "\n";
        auto signer = crypto::make_signer(std::move(*made));
        if (!signer) return std::move(signer).error();
        return HolderKey{std::filesystem::absolute(*file).string(), std::move(*signer)};
    }

    static Result<HolderKey> same_key(const std::string& file) {
        auto signer = read_signer(file);
        if (!signer) return std::move(signer).error();
        return HolderKey{file, std::move(*signer)};
    }

  private:
    explicit Keys(std::string name) : files_(std::move(name)) {}

    NewKeyFiles files_;
    std::shared_ptr<const crypto::Signer> named_;
    std::string named_file_;
};

/// Verifies what came; what does not verify is not printed.
Result<void> check(const std::string& credential, const vc::Environment& environment) {
    vc::VerifyOptions options;
    options.now = system_now();
    const auto report = vc::verify_received(credential, options, environment);
    if (!report) return report.error();
    if (report->verdict() == vc::Verdict::Valid) return {};
    return not_verified(*report);
}

/// What the issuer sent by another way, asked for at the terminal.
std::string ask_tx_code(const vc::oid4vci::TxCode& asked) {
    std::cerr << "The issuer sent a code by another way";
    if (asked.length) std::cerr << " (" << *asked.length << (asked.input_mode == "text" ? " characters)" : " digits)");
    if (!asked.description.empty()) std::cerr << ": " << service::badge_host::shortened(asked.description);
    std::cerr << "\nCode: " << std::flush;
    std::string line;
    std::getline(std::cin, line);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    return line;
}

/// The token: by the offer's code, or through the person's browser.
Result<void> get_token(IssuerSession& session, const Receiving& receiving, const Arguments& arguments,
                       net::HttpClient& client) {
    const auto& grant = receiving.discovered.offer.pre_authorized;
    if (grant) {
        auto code = arguments.tx_code;
        if (grant->tx_code && code.empty()) code = ask_tx_code(*grant->tx_code);
        return session.redeem(code);
    }
    const auto url = session.authorize(arguments.client);
    if (!url) return url.error();
    const auto query = arguments.login.empty()
                           ? ask_person(*url)
                           : play_person(arguments.login, arguments.client.redirect_uri, client)(*url);
    if (!query) return query.error();
    return session.returned(*query);
}

/// Waits for what comes later, as long as the person wants to.
Result<void> wait_for(IssuerSession& session, const Receiving& receiving, const Holding& holding, std::int64_t most) {
    const auto until = system_now().seconds + most;
    while (!receiving.awaited.empty()) {
        const auto next = std::max<std::int64_t>(receiving.awaited.front().not_before.seconds, system_now().seconds);
        if (next > until)
            return unavailable("credential-awaited", "The issuer delivers later than --wait allows to wait.");
        std::this_thread::sleep_for(std::chrono::seconds(std::max<std::int64_t>(1, next - system_now().seconds)));
        if (auto fetched = session.fetch(holding); !fetched) return fetched;
    }
    return {};
}

Result<Receiving> begin_receiving(const Arguments& arguments, net::HttpClient& client) {
    auto discovered = discover(arguments.offer, client);
    if (!discovered) return std::move(discovered).error();
    auto receiving = receiving_of(std::move(*discovered));
    const auto& [offer, issuer, server] = receiving.discovered;
    auto chosen = choose(offer, issuer, arguments.wish);
    if (!chosen) return std::move(chosen).error();
    receiving.chosen = std::move(*chosen);
    auto dpop_key = new_dpop_key(server, crypto::system_random());
    if (!dpop_key) return std::move(dpop_key).error();
    receiving.dpop_key = std::move(*dpop_key);
    receiving.copies = arguments.copies;
    return receiving;
}

/// Asks for everything, and waits. What is not there at the end is kept in the file.
Result<void> receive_all(IssuerSession& session, const Receiving& receiving, const Holding& holding,
                         UnfinishedOffer& unfinished, std::int64_t wait) {
    auto done = session.collect(holding);
    if (done && !receiving.awaited.empty()) {
        done = unfinished.keep(receiving);  // whoever is impatient ends the program
        if (done) done = wait_for(session, receiving, holding, wait);
    }
    if (receiving.is_answered() && receiving.awaited.empty()) {
        unfinished.finish();
        return done;
    }
    if (auto kept = unfinished.keep(receiving); !kept) return kept;
    std::cerr << "What is still to come can be asked for later: blason wallet receive --resume " << unfinished.path()
              << "\n";
    return done;
}

Result<Status> receive_here(const Arguments& arguments, const Common& common) {
    if (arguments.offer.empty() == arguments.resume.empty())
        return usage("Give the link of an offer, or --resume FILE.");
    auto unfinished = arguments.resume.empty() ? UnfinishedOffer::beginning(arguments.unfinished)
                                               : UnfinishedOffer::resumed(arguments.resume);
    // Of an unfinished offer the issuer was reached before, in the same way.
    std::optional<Receiving> resumed;
    if (!arguments.resume.empty()) {
        auto read = unfinished.read();
        if (!read) return std::move(read).error();
        resumed = std::move(*read);
    }
    const auto address = resumed ? Result(resumed->discovered.issuer.credential_issuer) : address_of(arguments.offer);
    if (!address) return address.error();
    const auto client = client_for(*address, common.offline);
    const auto world = World::open(common);
    if (!world) return world.error();
    auto keys = Keys::open(arguments);
    if (!keys) return std::move(keys).error();
    // The issuer gives a credential once: what cannot be written is found out before.
    auto output = Output::open(arguments.output);
    if (!output) return std::move(output).error();
    if (auto writable = unfinished.check(); !writable) return std::move(writable).error();

    auto begun = resumed ? Result(std::move(*resumed)) : begin_receiving(arguments, *client);
    if (!begun) return std::move(begun).error();
    Receiving& receiving = *begun;
    auto environment = (*world)->environment();
    // An issuer on this machine, which the person has named, keeps its status lists there too.
    if (is_loopback(*address)) environment.client = client.get();
    const Tools tools{*client, environment, system_now, crypto::system_random()};
    auto session = IssuerSession::open(receiving, tools);
    if (!session) return std::move(session).error();

    std::vector<std::string> credentials;
    const Holding holding{[&](const std::vector<crypto::KeyType>& types) { return (*keys)->key(types); },
                          &Keys::same_key,
                          [&](const std::string& credential) -> Result<std::string> {
                              if (auto checked = check(credential, environment); !checked)
                                  return std::move(checked).error();
                              credentials.push_back(credential);
                              return std::to_string(credentials.size());
                          },
                          [&] { return unfinished.keep(receiving); }};
    if (!receiving.token) {
        if (auto token = get_token(**session, receiving, arguments, *client); !token) return std::move(token).error();
    }
    auto done = receive_all(**session, receiving, holding, unfinished, arguments.wait);
    // What was kept before something went wrong is the holder's: the issuer gives it once.
    std::string text;
    for (const auto& credential : credentials) text += credential + "\n";
    if (!text.empty() || done) {
        if (auto written = output->write(text); !written) return std::move(written).error();
        if (auto written = output->commit(); !written) return std::move(written).error();
    }
    if (!done) return std::move(done).error();
    return Status::Done;
}

/// The wallet of a running server takes the offer by itself.
Result<Status> receive_there(const Arguments& arguments) {
    if (arguments.issuer.empty() || arguments.wallet.empty())
        return usage("--server: which wallet? Give --issuer NAME and --wallet ID.");
    if (arguments.offer.empty()) return usage("--server: which offer? What comes later its wallet fetches by itself.");
    json::Object body;
    body["offer"] = json::key(arguments.offer);
    body["accept"] = true;
    if (!arguments.tx_code.empty()) body["txCode"] = json::key(arguments.tx_code);
    if (!arguments.wish.format.empty()) body["format"] = json::key(arguments.wish.format);
    if (arguments.copies > 1) body["copies"] = arguments.copies;
    json::Array configurations;
    for (const auto& id : arguments.wish.configurations) configurations.emplace_back(json::key(id));
    if (!configurations.empty()) body["configurations"] = std::move(configurations);
    ServerCall call{arguments.server, arguments.api_key};
    call.path = "/issuers/" + text::percent_encode(arguments.issuer) + "/wallets/" +
                text::percent_encode(arguments.wallet) + "/credential-offers";
    call.content_type = "application/json";
    call.body = json::serialize(body);
    const auto answer = post_to_server(call);
    if (!answer) return answer.error();
    if (auto written = write_output(arguments.output, json::serialize(*answer)); !written)
        return std::move(written).error();
    return Status::Done;
}

}  // namespace

void add_wallet_receive(CLI::App& wallet, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command =
        add_command(wallet, "receive", "Take what an issuer offers (OpenID4VCI), verify and print it", invocation);
    command->add_option("offer", arguments->offer, "the offer's link, openid-credential-offer://...");
    command
        ->add_option("--tx-code", arguments->tx_code, "code that the issuer sent by another way; asked for if needed")
        ->type_name("CODE");
    command->add_option("--key", arguments->key, "key to bind the credential to; else each gets a new one")
        ->type_name("FILE");
    command
        ->add_option("--new-keys", arguments->new_keys,
                     "files of new keys: the first free of NAME.json, NAME-2.json, ...")
        ->type_name("NAME")
        ->capture_default_str();
    command
        ->add_option("--unfinished", arguments->unfinished,
                     "file for what comes later, and its tokens: the first free of NAME.json, NAME-2.json, ...")
        ->type_name("NAME")
        ->capture_default_str();
    command->add_option("--resume", arguments->resume, "instead of an offer: what such a file still has to come")
        ->type_name("FILE");
    command->add_option("--format", arguments->wish.format, "ldp_vc, dc+sd-jwt, vc+sd-jwt or jwt_vc_json");
    command->add_option("--configuration", arguments->wish.configurations, "of what is offered, only this; repeatable")
        ->type_name("ID");
    command->add_option("--copies", arguments->copies, "of each credential, every one with a key of its own")
        ->check(CLI::Range(1, 16));
    command->add_option("--wait", arguments->wait, "for credentials that come later")->type_name("SECONDS");
    command->add_option("--client-id", arguments->client.client_id, "by which the issuer's server knows this wallet");
    command->add_option("--redirect-uri", arguments->client.redirect_uri, "where the browser is sent back to")
        ->type_name("URL")
        ->capture_default_str();
    command->add_option("--login", arguments->login, "file with name and password, to sign in without a browser")
        ->type_name("FILE");
    command->add_option("-o,--output", arguments->output, "the credentials, a line each")->type_name("FILE");
    command->add_option("--server", arguments->server, "let a wallet of this running server take it")->type_name("URL");
    command->add_option("--api-key", arguments->api_key, "file (mode 0600) with an API key of it")->type_name("FILE");
    command->add_option("--issuer", arguments->issuer, "the organisation of the wallet there")->type_name("NAME");
    command->add_option("--wallet", arguments->wallet, "the wallet there")->type_name("ID");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) {
            progress.stop();
            return arguments->server.empty() ? receive_here(*arguments, invocation.common) : receive_there(*arguments);
        };
    });
}

}  // namespace blason::cli
