// blason dcql evaluate
#include <memory>
#include <utility>
#include <vector>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/dcql/evaluate.hpp"
#include "vc/dcql/render.hpp"
#include "vc/presentation/answer.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/signing.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

namespace dcql = vc::dcql;
namespace presentation = vc::presentation;

struct Arguments {
    std::string query;
    std::vector<std::string> credentials;
    std::string output;
    SigningArguments signing;
};

/// The credentials as they were given, and as queries see them.
struct Wallet {
    std::vector<std::string> texts;
    std::vector<presentation::Held> held;
};

Result<dcql::Query> read_query(const std::string& path) {
    const auto text = read_input(path);
    if (!text) return text.error();
    const auto value = json::parse(*text);
    if (!value) return value.error();
    return dcql::parse_query(*value);
}

Result<Wallet> read_wallet(const std::vector<std::string>& paths, const jsonld::Processor& processor) {
    Wallet wallet;
    for (const std::string& path : paths) {
        auto text = read_input(path);
        if (!text) return std::move(text).error();
        auto held = presentation::read_held(*text, processor);
        if (!held) {
            Error error = std::move(held).error();
            error.detail = path + ": " + error.detail;
            return error;
        }
        wallet.texts.push_back(std::move(*text));
        wallet.held.push_back(std::move(*held));
    }
    return wallet;
}

/// Signs for the holder, where a key was given.
class Presenter {
  public:
    static Result<Presenter> make(const Arguments& arguments) {
        Presenter presenter;
        if (auto applied = apply(arguments.signing, presenter.options_); !applied) return std::move(applied).error();
        auto signers = Signers::read(arguments.signing);
        if (!signers) return std::move(signers).error();
        presenter.signers_ = std::make_unique<Signers>(std::move(*signers));
        presenter.holder_ = &presenter.signers_->assign(arguments.signing, presenter.options_);
        return presenter;
    }

    Result<json::Value> present(const std::string& text, const presentation::Held& held, bool bound,
                                const std::vector<std::string>& revealed, const vc::Environment& environment) const {
        const auto reduced = presentation::reduced(text, held, revealed, environment);
        if (!reduced) return reduced.error();
        if (!bound) return presentation::bare(*reduced);
        return presentation::bound(*reduced, held, *holder_, options_, {}, environment);
    }

  private:
    vc::PresentOptions options_;
    std::unique_ptr<Signers> signers_;
    const crypto::Signer* holder_ = nullptr;
};

/// The `vp_token` of the first choice.
Result<json::Value> vp_token(const dcql::Query& query, const dcql::Evaluation& evaluation, const Wallet& wallet,
                             const Presenter& presenter, const vc::Environment& environment) {
    const auto choice = dcql::first_choice(query, evaluation);
    json::Object token;
    for (std::size_t i = 0; i < choice->size(); ++i) {
        json::Array presentations;
        for (const std::size_t chosen : (*choice)[i]) {
            const dcql::Candidate& candidate = evaluation.credentials[i].candidates[chosen];
            auto made = presenter.present(wallet.texts[candidate.credential], wallet.held[candidate.credential],
                                          query.credentials[i].require_holder_binding, candidate.revealed, environment);
            if (!made) return made;
            presentations.push_back(std::move(*made));
        }
        if (!presentations.empty()) token.emplace(json::key(query.credentials[i].id), std::move(presentations));
    }
    return json::Value(std::move(token));
}

Result<Status> run_evaluate(const Arguments& arguments, const Common& common) {
    const auto query = read_query(arguments.query);
    if (!query) return query.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    const auto environment = (*world)->environment();
    const auto wallet = read_wallet(arguments.credentials, environment.jsonld);
    if (!wallet) return wallet.error();
    const auto evaluation = dcql::evaluate(*query, wallet->held);
    json::Object answer = dcql::to_json(*query, evaluation, arguments.credentials);
    if (evaluation.satisfiable && !arguments.signing.keys.empty()) {
        const auto presenter = Presenter::make(arguments);
        if (!presenter) return presenter.error();
        auto token = vp_token(*query, evaluation, *wallet, *presenter, environment);
        if (!token) return std::move(token).error();
        answer.emplace("vp_token", std::move(*token));
    }
    const std::string text = common.json ? json::serialize(answer) : json::pretty(json::Value(std::move(answer)));
    if (const auto written = write_output(arguments.output, text); !written) return written.error();
    return evaluation.satisfiable ? Status::Done : Status::Refused;
}

}  // namespace

void add_dcql(CLI::App& app, Invocation& invocation) {
    auto* dcql = app.add_subcommand("dcql", "Queries of the Digital Credentials Query Language");
    dcql->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(*dcql, "evaluate",
                                "Say which credentials answer a query and what of them would be shown", invocation);
    command->add_option("QUERY", arguments->query, "the dcql_query of a request, JSON; - is standard input")
        ->required();
    command->add_option("CREDENTIAL", arguments->credentials, "the wallet: secured credentials, JSON, JWT or SD-JWT");
    add_signing_options(*command, arguments->signing);
    command->get_option("--key")->required(false)->description(
        "private key file of the holder; with it the vp_token is made, of the first credentials that answer");
    command->get_option("--challenge")->description("nonce of the request");
    command->get_option("--domain")->description("client id of the verifier, with its prefix");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_evaluate(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
