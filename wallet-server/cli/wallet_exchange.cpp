// blason wallet exchange: a key in a file and credentials in files take part in an exchange.
#include "wallet-server/cli/wallet.hpp"

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/envelope.hpp"
#include "vc/read.hpp"
#include "vc/verify_received.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/key_file.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/world.hpp"
#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/service/vcalm/exchange_client.hpp"
#include "wallet-server/service/vcalm/wallet_answer.hpp"

namespace blason::cli {
namespace {

using service::vcalm::Round;

struct Arguments {
    std::string url;
    std::string key;
    std::vector<std::string> credentials;
    std::string output;
};

/// Where a link leads first.
std::string address_of(const service::vcalm::Link& link) {
    if (const auto* exchange = std::get_if<service::vcalm::ExchangeLink>(&link)) return exchange->url;
    if (const auto* interaction = std::get_if<service::vcalm::InteractionLink>(&link)) return interaction->url;
    if (const auto* request = std::get_if<service::vcalm::DccRequestLink>(&link)) return request->url;
    const auto& protocols = std::get_if<service::vcalm::ProtocolsLink>(&link)->protocols;
    const auto found = protocols.find("vcapi");
    return found == protocols.end() ? std::string() : found->second;
}

/// The operator names the other side: it may be on this machine, without TLS, and then what it gives may be too.
std::unique_ptr<net::HttpClient> loopback_client(const service::vcalm::Link& link, const Common& common) {
    if (common.offline || !address_of(link).starts_with("http://")) return nullptr;
    http::CurlOptions options;
    options.allow_loopback_http = true;
    return std::make_unique<http::CurlClient>(options);
}

/// One run of the command: the rounds of an exchange, and what came of them.
class Exchange {
  public:
    Exchange(const crypto::Signer& signer, vc::Environment environment)
        : signer_(signer), environment_(environment), holder_(did::did_key(signer.public_key())) {}

    Result<void> add_credential(const std::string& text) {
        auto held = vc::presentation::read_held(vc::trimmed(text), environment_.jsonld);
        if (!held) return std::move(held).error();
        texts_.emplace_back(vc::trimmed(text));
        held_.push_back(std::move(*held));
        return {};
    }

    /// Who asks, for what, and what is shown: the first credential that fits each query.
    Result<json::Value> answer_to(const Round& round) {
        const auto request = vc::vcalm::read_presentation_request(*round.message.request, json::Path());
        if (!request) return request.error();
        const auto asked = service::vcalm::look_into(*request, held_);
        if (!asked) return asked.error();
        if (!asked->possible)
            return refused("query-unsatisfied", "None of the credentials that were given is what is asked for.");
        json::Object shown;
        shown["to"] = json::key(service::vcalm::origin_of(round.url));
        shown["signed"] = asked->signs;
        json::Array credentials;
        std::vector<service::vcalm::Shown> chosen;
        for (const auto& wanted : asked->wanted) {
            if (!wanted.required || wanted.candidates.empty()) continue;
            const auto& first = wanted.candidates.front();
            chosen.push_back({texts_[first.credential], first.revealed});
            json::Array revealed;
            for (const auto& pointer : first.revealed) revealed.emplace_back(json::key(pointer));
            credentials.emplace_back(json::Object{{"credential", first.credential}, {"reveals", std::move(revealed)}});
        }
        shown["credentials"] = std::move(credentials);
        shown_.emplace_back(std::move(shown));
        return service::vcalm::make_answer(*request, chosen, signer_, {holder_, system_now()}, environment_);
    }

    /// Keeps what verifies. Errors of vc::verify_received.
    Result<void> take(const Round& round) {
        for (const auto& presentation : round.message.presentations) {
            for (const auto* credential : vc::vcalm::credentials_in(presentation)) {
                vc::VerifyOptions options;
                options.now = system_now();
                auto report = vc::verify_received(*credential, options, environment_);
                if (!report) return std::move(report).error();
                const auto verdict = report->verdict();
                json::Object taken;
                taken["outcome"] = json::key(vc::to_text(verdict));
                if (verdict == vc::Verdict::Valid) {
                    taken["credential"] = *credential;
                } else {
                    taken["report"] = vc::to_json(*report);
                    all_good_ = false;
                }
                received_.emplace_back(std::move(taken));
            }
        }
        if (!round.message.redirect_url.empty()) redirect_ = round.message.redirect_url;
        return {};
    }

    [[nodiscard]] bool all_good() const { return all_good_; }
    [[nodiscard]] json::Value result() const {
        json::Object out;
        out["holder"] = json::key(holder_);
        out["shown"] = shown_;
        out["received"] = received_;
        if (!redirect_.empty()) out["redirectUrl"] = json::key(redirect_);
        return out;
    }

  private:
    const crypto::Signer& signer_;
    vc::Environment environment_;
    std::string holder_;
    std::vector<std::string> texts_;
    std::vector<vc::presentation::Held> held_;
    json::Array shown_;
    json::Array received_;
    std::string redirect_;
    bool all_good_ = true;
};

Result<Status> run_exchange(const Arguments& arguments, const Common& common) {
    const auto link = service::vcalm::read_link(arguments.url);
    if (!link) return link.error();
    const auto signer = read_signer(arguments.key);
    if (!signer) return signer.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    const auto loopback = loopback_client(*link, common);
    auto environment = (*world)->environment();
    if (loopback) environment.client = loopback.get();
    Exchange exchange(**signer, environment);
    for (const auto& file : arguments.credentials) {
        const auto text = read_input(file);
        if (!text) return text.error();
        if (auto added = exchange.add_credential(*text); !added) return std::move(added).error();
    }
    service::vcalm::ExchangeClient other(*environment.client);
    auto round = other.begin(*link);
    for (int rounds = 0; round && rounds < service::vcalm::kMostRounds; ++rounds) {
        if (auto taken = exchange.take(*round); !taken) return std::move(taken).error();
        if (!round->asks()) {
            if (auto written = write_output(arguments.output, json::pretty(exchange.result())); !written)
                return std::move(written).error();
            return exchange.all_good() ? Status::Done : Status::Refused;
        }
        const auto answer = exchange.answer_to(*round);
        if (!answer) return answer.error();
        round = other.answer(*round, *answer);
    }
    if (!round) return std::move(round).error();
    return refused("exchange-too-long", "The other side asks and asks; this ends after ten rounds.");
}

}  // namespace

void add_wallet_exchange(CLI::App& wallet, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(
        wallet, "exchange", "Take part in a VCALM exchange: show what is asked for, keep what verifies", invocation);
    command
        ->add_option("URL", arguments->url,
                     "exchange URL, interaction URL, wallet URL with ?request=, or dccrequest: link")
        ->required();
    command->add_option("CREDENTIAL", arguments->credentials, "credentials that may be shown");
    command->add_option("--key", arguments->key, "private key of the holder")->required()->type_name("KEY");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_exchange(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
