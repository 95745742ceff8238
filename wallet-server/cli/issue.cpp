// blason issue
#include <memory>
#include <utility>
#include <vector>

#include "engine/json/parse.hpp"
#include "vc/issue.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/ordered_lines.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/remarks.hpp"
#include "wallet-server/cli/signing.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string input;
    std::string output;
    SigningArguments signing;
    std::vector<std::string> mandatory;
    std::vector<std::string> disclosable;
    std::size_t decoys = 0;
    std::string holder_key;
    bool set_issuer = false;
    bool add_proof = false;
    bool ndjson = false;
    unsigned threads = 0;
};

/// One credential text in, the secured text out.
class Issuer {
  public:
    Issuer(const crypto::Signer& signer, vc::IssueOptions options, vc::Environment environment)
        : signer_(signer), options_(std::move(options)), environment_(environment) {}

    /// `line`: of --ndjson, for what could not be looked at.
    [[nodiscard]] Result<std::string> operator()(std::string_view text, std::size_t line = 0) const {
        std::vector<vc::Check> remarks;
        auto secured = vc::issue_text(text, signer_, options_, environment_, &remarks);
        if (secured && !remarks.empty()) say_remarks(remarks, line);
        return secured;
    }

    /// While the answer lives, many signatures cost less (crypto::Signer::keep_open).
    [[nodiscard]] std::shared_ptr<const void> keep_key_open() const { return signer_.keep_open(); }

  private:
    const crypto::Signer& signer_;
    vc::IssueOptions options_;
    vc::Environment environment_;
};

Result<Status> issue_one(const Arguments& arguments, const Issuer& issuer) {
    const auto text = read_input(arguments.input);
    if (!text) return text.error();
    const auto secured = issuer(*text);
    if (!secured) return secured.error();
    if (const auto written = write_output(arguments.output, *secured); !written) return written.error();
    return Status::Done;
}

Result<Status> issue_lines(const Arguments& arguments, const Issuer& issuer, Progress& progress) {
    const auto work = [&](std::string_view line, std::size_t number) -> LineAnswer {
        auto secured = issuer(line, number);
        if (!secured) return line_error(secured.error(), number);
        return {std::move(*secured), Status::Done};
    };
    const auto open_key = issuer.keep_key_open();
    return run_lines(arguments.input, arguments.output, arguments.threads, work, progress);
}

/// What the options of SD-JWT say.
Result<void> apply_disclosure(const Arguments& arguments, vc::IssueOptions& options) {
    vc::SdJwtOptions& wishes = options.sd_jwt;
    const bool any = !arguments.disclosable.empty() || arguments.decoys > 0 || !arguments.holder_key.empty();
    if (any && options.format != vc::Format::SdJwt) {
        return Error{"option-without-format", "--disclosable, --decoys and --holder-key are for --format sd-jwt.", "",
                     ErrorKind::Usage};
    }
    if (!arguments.disclosable.empty()) wishes.disclosable = arguments.disclosable;
    wishes.decoys = arguments.decoys;
    if (arguments.holder_key.empty()) return {};
    const auto text = read_input(arguments.holder_key);
    if (!text) return text.error();
    const auto jwk = json::parse(*text);
    if (!jwk) return jwk.error();
    auto key = jwk->is_object() ? crypto::PublicKey::from_jwk(jwk->get_object())
                                : Result<crypto::PublicKey>(malformed("jwk-malformed", "This is not a JWK."));
    if (!key) return std::move(key).error();
    wishes.holder_key = std::move(*key);
    return {};
}

Result<Status> run_issue(const Arguments& arguments, const Common& common, Progress& progress) {
    vc::IssueOptions options;
    options.set_issuer = arguments.set_issuer;
    options.mandatory_pointers = arguments.mandatory;
    if (auto applied = apply(arguments.signing, options); !applied) return std::move(applied).error();
    options.proof.add = arguments.add_proof;
    if (auto applied = apply_disclosure(arguments, options); !applied) return std::move(applied).error();
    const auto signers = Signers::read(arguments.signing);
    if (!signers) return signers.error();
    const crypto::Signer& signer = signers->assign(arguments.signing, options);
    const auto world = World::open(common);
    if (!world) return world.error();
    const Issuer issuer(signer, std::move(options), (*world)->environment());
    return arguments.ndjson ? issue_lines(arguments, issuer, progress) : issue_one(arguments, issuer);
}

}  // namespace

void add_issue(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "issue", "Sign a credential", invocation);
    command->add_option("INPUT", arguments->input, "unsigned credential, JSON; standard input when absent or -");
    add_signing_options(*command, arguments->signing);
    command->add_flag("--set-issuer", arguments->set_issuer, "make the key's did:key the issuer's id");
    command->add_flag("--add-proof", arguments->add_proof,
                      "the credential may have proofs: they stay, and it gets more");
    command
        ->add_option("--mandatory", arguments->mandatory,
                     "with selective disclosure: JSON pointer to what is always shown; may be repeated")
        ->type_name("POINTER")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    command
        ->add_option("--disclosable", arguments->disclosable,
                     "with sd-jwt: what the holder may keep back; what is said of the person when absent; may be "
                     "repeated")
        ->type_name("POINTER")
        ->allow_extra_args(false);
    command->add_option("--decoys", arguments->decoys, "with sd-jwt: digests of nothing beside the others")
        ->check(CLI::Range(0, 64));
    command->add_option("--holder-key", arguments->holder_key, "with sd-jwt: public JWK the credential is bound to")
        ->type_name("FILE");
    auto* ndjson = command->add_flag("--ndjson", arguments->ndjson, "one credential a line, in and out");
    command->add_option("--threads", arguments->threads, "with --ndjson; one per core when absent")
        ->check(CLI::Range(1, 1024))
        ->needs(ndjson);
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) {
            return run_issue(*arguments, invocation.common, progress);
        };
    });
}

}  // namespace blason::cli
