// blason clr
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/crypto/random.hpp"
#include "vc/envelope.hpp"
#include "vc/issue.hpp"
#include "vc/openbadges/clr.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/remarks.hpp"
#include "wallet-server/cli/signing.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::vector<std::string> credentials;
    std::vector<std::tuple<std::string, std::string, std::string>> associations;
    std::string id;
    std::string name;
    std::string subject;
    std::string email;
    std::string issuer;
    std::string issuer_name;
    std::string output;
    bool partial = false;
    SigningArguments signing;
};

/// A token stands in the record in its envelope.
Result<std::vector<json::Value>> read_credentials(const std::vector<std::string>& paths) {
    std::vector<json::Value> credentials;
    for (const std::string& path : paths) {
        const auto text = read_input(path);
        if (!text) return text.error();
        auto credential = vc::for_presentation(*text);
        if (!credential) {
            Error error = std::move(credential).error();
            error.detail = path + ": " + error.detail;
            return error;
        }
        credentials.push_back(std::move(*credential));
    }
    return credentials;
}

/// Without --issuer the key's did:key becomes the id.
void set_issuer(const Arguments& arguments, json::Object& record, vc::IssueOptions& options) {
    options.set_issuer = arguments.issuer.empty();
    json::Object issuer{{"id", json::key(arguments.issuer)}, {"type", json::Array{"Profile"}}};
    if (!arguments.issuer_name.empty()) issuer["name"] = arguments.issuer_name;
    record["issuer"] = std::move(issuer);
}

Result<Status> run_clr(const Arguments& arguments, const Common& common) {
    vc::IssueOptions options;
    if (auto applied = apply(arguments.signing, options); !applied) return std::move(applied).error();
    auto credentials = read_credentials(arguments.credentials);
    if (!credentials) return std::move(credentials).error();
    openbadges::ClrRequest request;
    request.id = arguments.id;
    request.name = arguments.name;
    request.subject = arguments.subject;
    request.email = arguments.email;
    request.salt = to_hex(crypto::system_random().bytes(16));
    request.valid_from = options.created;
    request.partial = arguments.partial;
    for (const auto& [type, source, target] : arguments.associations)
        request.associations.push_back({type, source, target});
    auto record = openbadges::make_clr(std::move(*credentials), request);
    if (!record) return std::move(record).error();
    set_issuer(arguments, record->get_object(), options);
    const auto signers = Signers::read(arguments.signing);
    if (!signers) return signers.error();
    const crypto::Signer& signer = signers->assign(arguments.signing, options);
    const auto world = World::open(common);
    if (!world) return world.error();
    const auto secured = vc::issue(std::move(*record), signer, options, (*world)->environment());
    if (!secured) return secured.error();
    say_remarks(secured->remarks);
    if (const auto written = write_output(arguments.output, secured->text); !written) return written.error();
    return Status::Done;
}

}  // namespace

void add_clr(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "clr", "Sign a Comprehensive Learner Record around credentials", invocation);
    command
        ->add_option("CREDENTIAL", arguments->credentials, "secured credentials, JSON or tokens, all about one learner")
        ->required();
    add_signing_options(*command, arguments->signing);
    command->add_option("--id", arguments->id, "URL of the record")->type_name("URL")->required();
    command->add_option("--name", arguments->name, "name of the record")->type_name("TEXT")->required();
    command->add_option("--subject", arguments->subject, "id of the learner; that of the credentials when absent")
        ->type_name("ID");
    command
        ->add_option("--email", arguments->email,
                     "e-mail address of the learner, which every credential must be for; the record names its hash")
        ->type_name("ADDRESS");
    command->add_option("--issuer-name", arguments->issuer_name, "name of the issuer")->type_name("TEXT");
    command->add_option("--issuer", arguments->issuer, "id of the issuer; the key's did:key when absent")
        ->type_name("ID");
    command->add_flag("--partial", arguments->partial, "the learner has more credentials than these");
    command
        ->add_option("--association", arguments->associations,
                     "how two achievements belong together, such as isChildOf; may be repeated")
        ->type_name("TYPE SOURCE TARGET")
        ->allow_extra_args(false);
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_clr(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
