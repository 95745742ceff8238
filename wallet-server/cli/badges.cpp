// blason badges issue: a file of recipients becomes badges of a hosted issuer. Works on the data folder of a server
// that is stopped, or through one that runs.
#include <cstdio>
#include <memory>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/percent.hpp"
#include "wallet-server/app/app.hpp"
#include "wallet-server/app/serve.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/progress.hpp"
#include "wallet-server/cli/server_call.hpp"
#include "wallet-server/service/badge_batch.hpp"

namespace blason::cli {
namespace {

using service::BatchForm;
using service::BatchLine;

struct Arguments {
    std::string csv;
    std::string ndjson;
    std::string issuer;
    std::string separator = ",";
    std::string output;
    service::BatchOptions batch;
    app::ServeOptions installation;
    std::string server;
    std::string api_key;

    [[nodiscard]] BatchForm form() const { return csv.empty() ? BatchForm::Ndjson : BatchForm::Csv; }
};

json::Object line_json(const BatchLine& line) {
    json::Object object;
    object["line"] = line.line;
    if (!line.error) {
        object["id"] = line.url;
        if (line.existing) object["existing"] = true;
        return object;
    }
    json::Object error{{"code", line.error->code}, {"message", line.error->detail}, {"pointer", line.error->pointer}};
    if (!line.field.empty()) error["field"] = line.field;
    object["error"] = std::move(error);
    return object;
}

/// "line 17, email: This is no e-mail address. (recipient-email)"
void print_error_of(const BatchLine& line) {
    const auto field = line.field.empty() ? std::string() : ", " + line.field;
    std::fprintf(stderr, "line %zu%s: %s (%s)\n", line.line, field.c_str(), line.error->detail.c_str(),
                 line.error->code.c_str());
}

Result<Status> finish(const service::BatchCount& count, const Common& common) {
    json::Object summary;
    summary["issued"] = count.issued;
    summary["existing"] = count.existing;
    summary["failed"] = count.failed;
    const std::string text = common.json ? json::serialize(summary)
                                         : std::to_string(count.issued) + " issued, " + std::to_string(count.existing) +
                                               " issued before, " + std::to_string(count.failed) + " refused.";
    if (auto written = write_output({}, text); !written) return std::move(written).error();
    return count.failed == 0 ? Status::Done : Status::Refused;
}

/// Tells about each line as the results of it come in.
class Teller {
  public:
    static Result<Teller> open(const std::string& path) {
        if (path.empty()) return Teller(std::nullopt);
        auto output = Output::open(path);
        if (!output) return std::move(output).error();
        return Teller(std::move(*output));
    }
    void tell(const BatchLine& line) {
        if (line.error) print_error_of(line);
        if (output_ && written_) written_ = output_->write(json::serialize(line_json(line)) + "\n");
    }
    Result<void> done() {
        if (!written_) return std::move(written_).error();
        return output_ ? output_->commit() : Result<void>();
    }

  private:
    explicit Teller(std::optional<Output> output) : output_(std::move(output)) {}
    std::optional<Output> output_;
    Result<void> written_;
};

Result<service::BatchCount> issue_here(const Arguments& arguments, std::string_view text, Teller& teller) {
    auto opened = app::open_installation(arguments.installation);
    if (!opened) return std::move(opened).error();
    auto& issuers = (*opened)->services().issuers;
    auto options = arguments.batch;
    options.org = arguments.issuer;
    if (options.org.empty()) {
        auto first = issuers.default_issuer();
        if (!first) return std::move(first).error();
        options.org = first->org;
    }
    return service::issue_batch(issuers, arguments.form(), text, options, {"command-line", ""},
                                [&](const BatchLine& line) { teller.tell(line); });
}

std::size_t number_of(const json::Value& object, std::string_view name) {
    const auto* value = json::find(object, name);
    return value != nullptr && value->is_int64() && value->get_int64() > 0
               ? static_cast<std::size_t>(value->get_int64())
               : 0;
}

/// The server's answer, told as if the lines had been issued here: refusals first, then badges.
service::BatchCount tell_answer(const json::Value& answer, Teller& teller) {
    const auto each = [&](const char* list, const auto& take) {
        const auto* values = json::find(answer, list);
        if (values == nullptr || !values->is_array()) return;
        for (const auto& value : values->get_array()) take(value);
    };
    each("errors", [&](const json::Value& value) {
        teller.tell(
            {number_of(value, "line"),
             refused(json::text_of(value, "code"), json::text_of(value, "detail"), json::text_of(value, "pointer")),
             json::text_of(value, "field"),
             {},
             false});
    });
    each("badges", [&](const json::Value& value) {
        teller.tell({number_of(value, "line"),
                     std::nullopt,
                     {},
                     json::text_of(value, "id"),
                     json::find(value, "existing") != nullptr});
    });
    return {number_of(answer, "issued"), number_of(answer, "existing"), number_of(answer, "failed")};
}

Result<service::BatchCount> issue_on_server(const Arguments& arguments, std::string text, Teller& teller) {
    ServerCall call{arguments.server, arguments.api_key};
    if (!arguments.issuer.empty()) call.path = "/issuers/" + text::percent_encode(arguments.issuer);
    call.path += "/badges?achievement=" + text::percent_encode(arguments.batch.achievement) +
                 "&language=" + text::percent_encode(arguments.batch.language) +
                 "&separator=" + text::percent_encode(std::string(1, arguments.batch.separator));
    call.content_type = arguments.form() == BatchForm::Csv ? "text/csv" : "application/x-ndjson";
    if (!arguments.batch.name.empty()) call.headers.emplace_back("Idempotency-Key", arguments.batch.name);
    call.body = std::move(text);
    auto answer = post_to_server(call);
    if (!answer) return std::move(answer).error();
    return tell_answer(*answer, teller);
}

Result<Status> issue(Arguments& arguments, const Common& common) {
    if (arguments.csv.empty() == arguments.ndjson.empty())
        return Error{"usage", "One file: --csv FILE or --ndjson FILE.", {}, ErrorKind::Usage};
    if (arguments.separator == "tab") arguments.separator = "\t";
    if (arguments.separator != "," && arguments.separator != ";" && arguments.separator != "\t")
        return Error{"usage", "--separator is a comma, a semicolon or \"tab\".", {}, ErrorKind::Usage};
    arguments.batch.separator = arguments.separator.front();
    auto text = read_input(arguments.csv.empty() ? arguments.ndjson : arguments.csv);
    if (!text) return std::move(text).error();
    auto teller = Teller::open(arguments.output);
    if (!teller) return std::move(teller).error();
    auto count = arguments.server.empty() ? issue_here(arguments, *text, *teller)
                                          : issue_on_server(arguments, std::move(*text), *teller);
    if (!count) return std::move(count).error();
    if (auto done = teller->done(); !done) return std::move(done).error();
    return finish(*count, common);
}

}  // namespace

void add_badges(CLI::App& app, Invocation& invocation) {
    auto* badges = app.add_subcommand("badges", "Badges for the achievements of a hosted issuer");
    badges->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(*badges, "issue", "Issue a badge for each line of a file, each line once", invocation);
    command->add_option("--csv", arguments->csv, "recipients, a line each; the first line names the columns")
        ->type_name("FILE");
    command->add_option("--ndjson", arguments->ndjson, "or badge requests, one JSON object a line")->type_name("FILE");
    command->add_option("--achievement", arguments->batch.achievement, "short name; for lines that name none")
        ->type_name("NAME");
    command->add_option("--language", arguments->batch.language, "of the words, for lines that name none");
    command->add_option("--batch", arguments->batch.name, "name of the batch; another name issues the same lines again")
        ->type_name("NAME");
    command->add_option("--separator", arguments->separator, "of the columns: comma, semicolon or \"tab\"")
        ->type_name("CHAR");
    command->add_option("--issuer", arguments->issuer, "short name of the issuer; the first one when absent")
        ->type_name("NAME");
    command->add_option("-o,--output", arguments->output, "what became of each line, NDJSON")->type_name("FILE");
    command
        ->add_option("--data", arguments->installation.data,
                     "data folder of a stopped server, with its --key-file, --passphrase-file, --config or --demo")
        ->type_name("DIR");
    command->add_option("--config", arguments->installation.config, "its settings, JSON")->type_name("FILE");
    command->add_option("--base-url", arguments->installation.base_url, "how the world reaches it")->type_name("URL");
    command->add_option("--key-file", arguments->installation.key_file, "its master key")->type_name("FILE");
    command->add_option("--passphrase-file", arguments->installation.passphrase_file, "or passphrase")
        ->type_name("FILE");
    command->add_flag("--demo", arguments->installation.demo, "the data folder is of the demo");
    command->add_option("--server", arguments->server, "address of a running server instead")->type_name("URL");
    command->add_option("--api-key", arguments->api_key, "file (mode 0600) with an API key of it")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) {
            arguments->installation.offline = invocation.common.offline;
            return issue(*arguments, invocation.common);
        };
    });
}

}  // namespace blason::cli
