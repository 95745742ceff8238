// The form of /issue/{achievement}: what was typed, what is wrong with it, and the order to the service it makes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

class IssueForm {
  public:
    /// An empty form; `own`: with the fields that describe an achievement of one's own.
    IssueForm(bool own, Language page_language);

    /// Takes the values over and checks them. Characters that no text may contain are left out.
    void read(const std::vector<http::FormField>& fields);

    [[nodiscard]] bool is_good() const { return problems_.empty(); }
    /// A refusal of the service, at the field its pointer names, or above the form.
    void refuse(const Error& error);

    /// The order, from a good form. `wallet_did`: the recipient when the demo wallet was chosen.
    [[nodiscard]] service::IssueBadge order(std::string_view org, std::string_view achievement,
                                            std::string_view wallet_did) const;
    /// The achievement of one's own; its id and image are still to be given.
    [[nodiscard]] service::NewAchievement achievement(std::string_view org) const;
    [[nodiscard]] std::string language() const { return value("language"); }

    /// Data for issue_form.mustache, without the achievement that is shown beside it.
    [[nodiscard]] json::Object data() const;

  private:
    struct Problem {
        std::string field;  ///< empty: the whole form
        std::string message;
    };
    [[nodiscard]] std::string value(std::string_view field) const;
    [[nodiscard]] std::string problem_at(std::string_view field) const;
    void complain(std::string_view field, std::string_view text_key);
    void check_recipient();
    void check_evidence();
    void check_dates();
    [[nodiscard]] json::Object field_data(std::string_view field) const;
    [[nodiscard]] json::Array recipients_data() const;

    bool own_;
    Language page_language_;
    std::map<std::string, std::string, std::less<>> values_;
    std::vector<Problem> problems_;
};

}  // namespace blason::web
