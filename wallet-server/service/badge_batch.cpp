#include "wallet-server/service/badge_batch.hpp"

#include <vector>

#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/csv.hpp"
#include "wallet-server/service/badge_columns.hpp"
#include "wallet-server/service/badge_request.hpp"

namespace blason::service {
namespace {

/// As many badges share one write to the disk.
constexpr std::size_t kTogether = 128;
constexpr json::ParseLimits kLine{.max_bytes = 256U << 10U, .max_depth = 32, .allow_nul = false};

/// Which column or member an error is about.
using FieldOf = std::function<std::string(std::string_view pointer)>;

/// An e-mail address is the same in capitals: two such lines are one badge.
json::Object in_one_spelling(json::Object request) {
    const auto lower = [](json::Value& value) {
        if (value.is_string() && json::view(value).find('@') != std::string_view::npos)
            value = text::lower(json::view(value));
    };
    auto* recipient = request.if_contains("recipient");
    if (recipient == nullptr) return request;
    if (recipient->is_string()) lower(*recipient);
    auto* email = recipient->is_object() ? recipient->get_object().if_contains("email") : nullptr;
    if (email != nullptr) lower(*email);
    return request;
}

class Batch {
  public:
    Batch(IssuerService& issuers, const BatchOptions& options, const Actor& actor,
          const std::function<void(const BatchLine&)>& tell)
        : issuers_(issuers), options_(options), actor_(actor), tell_(tell) {}

    void add(std::size_t line, Result<json::Object> request, FieldOf field_of) {
        auto order = request ? order_of(std::move(*request)) : Result<IssueBadge>(std::move(request).error());
        Waiting waiting{line, std::nullopt, 0, std::move(field_of)};
        if (order) {
            waiting.order = orders_.size();
            orders_.push_back(std::move(*order));
        } else {
            waiting.error = std::move(order).error();
        }
        waiting_.push_back(std::move(waiting));
        if (orders_.size() == kTogether || waiting_.size() == 4 * kTogether) flush();
    }

    BatchCount finish() {
        flush();
        return count_;
    }

  private:
    struct Waiting {
        std::size_t line;
        std::optional<Error> error;
        std::size_t order;  ///< which of the orders, without an error
        FieldOf field_of;
    };

    Result<IssueBadge> order_of(json::Object request) const {
        const auto usual = [&](const char* member, const std::string& value) {
            if (!value.empty() && !request.contains(member)) request[member] = value;
        };
        usual("achievement", options_.achievement);
        usual("language", options_.language);
        if (request.contains("options"))
            return refused("member-unknown", "A line of a file has no options of its own.", "/options");
        auto order = read_badge_request(request);
        if (!order) return order;
        const auto said = json::canonicalize(in_one_spelling(std::move(request)));
        order->org = options_.org;
        order->once = issuers_.request_key({"line", options_.name, said}, said);
        return order;
    }

    void flush() {
        const auto answers = issuers_.issue_badges(options_.org, orders_, actor_);
        for (auto& waiting : waiting_) {
            BatchLine line{waiting.line, std::move(waiting.error), {}, {}, false};
            if (!line.error && !answers[waiting.order]) line.error = answers[waiting.order].error();
            if (line.error) {
                if (line.error->code == "achievement-not-found") line.error->pointer = "/achievement";
                line.field = waiting.field_of(line.error->pointer);
                ++count_.failed;
            } else {
                const auto& badge = *answers[waiting.order];
                line.url = badge.url;
                line.existing = badge.answered_before;
                line.remarks = badge.remarks;
                ++(line.existing ? count_.existing : count_.issued);
            }
            tell_(line);
        }
        waiting_.clear();
        orders_.clear();
    }

    IssuerService& issuers_;
    const BatchOptions& options_;
    const Actor& actor_;
    const std::function<void(const BatchLine&)>& tell_;
    std::vector<Waiting> waiting_;
    std::vector<IssueBadge> orders_;
    BatchCount count_;
};

Result<BatchCount> issue_csv(std::string_view text, const BatchOptions& options, Batch& batch) {
    text::CsvRules rules;
    rules.separator = options.separator;
    text::CsvReader reader(text, rules);
    const auto first = reader.next();
    if (!first) return malformed("csv-empty", "The file is empty: its first line names the columns.");
    if (first->error) return *first->error;
    auto columns = BadgeColumns::read(first->fields);
    if (!columns) {
        auto error = std::move(columns).error();
        if (first->fields.size() == 1 && first->fields.front().find(';') != std::string::npos)
            error.detail += " The columns seem to be separated by semicolons: say so (separator).";
        return error;
    }
    while (auto record = reader.next()) {
        auto request =
            record->error ? Result<json::Object>(std::move(*record->error)) : columns->request(record->fields);
        batch.add(record->line, std::move(request),
                  [&columns, cells = std::move(record->fields)](std::string_view pointer) {
                      return columns->column_of(pointer, cells);
                  });
    }
    return batch.finish();
}

Result<BatchCount> issue_ndjson(std::string_view text, Batch& batch) {
    std::size_t number = 0;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto value = json::parse(line, {}, kLine);
        auto request = !value               ? Result<json::Object>(std::move(value).error())
                       : value->is_object() ? Result<json::Object>(std::move(value->get_object()))
                                            : Result<json::Object>(malformed("wrong-type", "A line is a JSON object."));
        batch.add(number, std::move(request), [](std::string_view pointer) { return std::string(pointer); });
    }
    return batch.finish();
}

}  // namespace

Result<BatchCount> issue_batch(IssuerService& issuers, BatchForm form, std::string_view text,
                               const BatchOptions& options, const Actor& actor,
                               const std::function<void(const BatchLine&)>& tell) {
    // An issuer that is not here is one error, not one a line.
    if (auto known = issuers.issuer(options.org); !known) return std::move(known).error();
    Batch batch(issuers, options, actor, tell);
    return form == BatchForm::Csv ? issue_csv(text, options, batch) : issue_ndjson(text, batch);
}

}  // namespace blason::service
