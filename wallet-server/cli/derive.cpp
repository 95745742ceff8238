// blason derive
#include <memory>
#include <utility>
#include <vector>

#include "engine/json/parse.hpp"
#include "vc/derive.hpp"
#include "vc/model/values.hpp"
#include "vc/read.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string input;
    std::string output;
    std::vector<std::string> reveal;
};

Result<Status> run_derive(const Arguments& arguments, const Common& common) {
    const auto text = read_input(arguments.input);
    if (!text) return text.error();
    const auto credential = vc::token_format(*text) ? Result(vc::model::text_value(vc::trimmed(*text)))
                                                    : json::parse(*text, {}, {.allow_nul = false});
    if (!credential) return credential.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    vc::DeriveOptions options;
    options.selective_pointers = arguments.reveal;
    const auto derived = vc::derive(*credential, options, (*world)->environment());
    if (!derived) return derived.error();
    if (const auto written = write_output(arguments.output, derived->text); !written) return written.error();
    return Status::Done;
}

}  // namespace

void add_derive(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "derive", "Show a part of a credential, as its holder", invocation);
    command->add_option("INPUT", arguments->input,
                        "credential with an ecdsa-sd-2023 proof, or an SD-JWT; standard input when absent or -");
    command
        ->add_option("--reveal", arguments->reveal,
                     "JSON pointer to what is shown beside what always is; may be repeated")
        ->type_name("POINTER")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_derive(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
