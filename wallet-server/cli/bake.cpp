// blason bake, blason unbake
#include <memory>

#include "vc/openbadges/baking.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string image;
    std::string credential;
    std::string output;
};

/// An image is written byte for byte, without the line end that texts get.
Result<void> write_image(const std::string& path, std::string_view bytes) {
    auto output = Output::open(path);
    if (!output) return std::move(output).error();
    if (auto written = output->write(bytes); !written) return written;
    return output->commit();
}

Result<Status> run_bake(const Arguments& arguments) {
    const auto image = read_input(arguments.image);
    if (!image) return image.error();
    const auto credential = read_input(arguments.credential);
    if (!credential) return credential.error();
    const auto baked = openbadges::bake(*image, *credential);
    if (!baked) return baked.error();
    if (const auto written = write_image(arguments.output, *baked); !written) return written.error();
    return Status::Done;
}

Result<Status> run_unbake(const Arguments& arguments) {
    const auto image = read_input(arguments.image);
    if (!image) return image.error();
    const auto baked = openbadges::unbake(*image);
    if (!baked) return baked.error();
    if (const auto written = write_output(arguments.output, baked->text); !written) return written.error();
    return Status::Done;
}

}  // namespace

void add_bake(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "bake", "Put a signed badge into a PNG or SVG image", invocation);
    command->add_option("IMAGE", arguments->image, "PNG or SVG; a badge that is inside is replaced")->required();
    command->add_option("CREDENTIAL", arguments->credential, "signed credential, JSON or JWS; - for standard input")
        ->required();
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] { invocation.action = [=](Progress&) { return run_bake(*arguments); }; });
}

void add_unbake(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "unbake", "Take the badge out of an image", invocation);
    command->add_option("IMAGE", arguments->image, "PNG or SVG; standard input when absent or -");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] { invocation.action = [=](Progress&) { return run_unbake(*arguments); }; });
}

}  // namespace blason::cli
