#include "vc/checks/status.hpp"

#include "engine/json/pointer.hpp"
#include "vc/checks/status_lists.hpp"
#include "vc/model/values.hpp"
#include "vc/proof/verify.hpp"

namespace blason::vc::checks {
namespace {

constexpr std::string_view kCheck = "status";

/// Whether an entry leaves the credential as good as it was. Each adds what it has to say.
class Entries {
  public:
    Entries(const json::Value& credential, const Session& session, CheckList& list)
        : credential_(credential), session_(session), list_(list) {}

    bool check(const json::Value& entry, const json::Path& path) {
        if (status::entry_generation(entry)) return check_listed(entry, path);
        if (model::has_type(entry, "1EdTechRevocationList")) return check_revocation_list(entry, path);
        list_.unknown(kCheck, "status-type-unknown", "The credential has a kind of status that is not known here.",
                      path.pointer());
        return false;
    }

  private:
    bool check_listed(const json::Value& value, const json::Path& path) {
        const auto entry = status::read_entry(value, path);
        if (!entry) return fail(entry.error());
        const auto list = status_list(entry->list, session_);
        if (!list) return fail(list.error(), path);
        const auto value_of = status::look_up(*entry, (*list)->list);
        if (!value_of) return fail(value_of.error(), path);
        return judge_list(**list, path) && judge(*entry, *value_of, path);
    }

    /// Who keeps the list, and whether it is the latest that was seen: the list verifies, but one should know.
    bool judge_list(const status::VerifiedList& list, const json::Path& path) {
        const Outcome doubt = session_.options.strict ? Outcome::Fail : Outcome::Warning;
        bool good = true;
        if (list.newest_seen && (!list.valid_from || *list.valid_from < *list.newest_seen)) {
            list_.add(kCheck, doubt, "status-list-older", "A newer status list has been seen at this address before.",
                      path.pointer());
            good = doubt != Outcome::Fail;
        }
        const auto* issuer = json::find(credential_, "issuer");
        if (issuer == nullptr || model::id_of(*issuer) != list.issuer) {
            list_.add(kCheck, doubt, "status-list-issuer",
                      "The status list is kept by another issuer: " + list.issuer + ".", path.pointer());
            good = good && doubt != Outcome::Fail;
        }
        return good;
    }

    bool judge(const status::Entry& entry, unsigned value, const json::Path& path) {
        const auto message = entry.message_of(value);
        if (value == 0 && entry.purpose != "message") return true;
        if (entry.purpose == "revocation") {
            list_.fail(kCheck, "revoked", with("The credential has been revoked", message), path.pointer());
            return false;
        }
        if (entry.purpose == "suspension") {
            list_.fail(kCheck, "suspended", with("The credential is suspended", message), path.pointer());
            return false;
        }
        if (entry.purpose == "refresh") {
            list_.warn(kCheck, "refresh-available", "The issuer has a newer version of this credential.",
                       path.pointer());
            return true;
        }
        if (entry.purpose == "message") {
            if (value == 0 && !message) return true;
            list_.warn(kCheck, "status-message",
                       with("The issuer has set a message: status " + std::to_string(value), message), path.pointer());
            return true;
        }
        list_.unknown(kCheck, "status-purpose-unknown",
                      "The issuer has set a status \"" + entry.purpose + "\"; what that means is not known here.",
                      path.pointer());
        return false;
    }

    bool check_revocation_list(const json::Value& entry, const json::Path& path) {
        const auto url = model::id_of(entry);
        const auto id = model::id_of(credential_);
        if (!url || !id) {
            list_.fail(kCheck, "malformed-value-error",
                       "A revocation list is named by its address, and the credential by its id.", path.pointer());
            return false;
        }
        const auto list = revocation_list(std::string(*url), session_);
        if (!list) return fail(list.error(), path);
        if (!(*list)->contains(*id)) return true;
        const auto& reason = (*list)->revoked.find(*id)->second;
        list_.fail(kCheck, "revoked",
                   with("The credential has been revoked",
                        reason.empty() ? std::nullopt : std::optional<std::string_view>(reason)),
                   path.pointer());
        return false;
    }

    static std::string with(std::string sentence, std::optional<std::string_view> detail) {
        if (detail) sentence.append(" (").append(*detail).append(")");
        return sentence + ".";
    }

    bool fail(const Error& error) {
        list_.add(kCheck, error.kind == ErrorKind::Unavailable ? Outcome::Unknown : Outcome::Fail,
                  proof::kebab_case(error.code), error.detail, error.pointer);
        return false;
    }
    /// An error of the list is reported at the entry that names it.
    bool fail(Error error, const json::Path& path) {
        error.pointer = path.pointer();
        return fail(error);
    }

    const json::Value& credential_;
    const Session& session_;
    CheckList& list_;
};

}  // namespace

void check_status(const json::Value& credential, bool proof_good, const Session& session, CheckList& list) {
    const json::Value* status = json::find(credential, "credentialStatus");
    if (status == nullptr) return list.not_applicable(kCheck, "The credential cannot be revoked.");
    constexpr std::string_view kPlace = "/credentialStatus";
    if (session.environment.client == nullptr || !proof_good) {
        return list.unknown(kCheck, "status-not-checked",
                            proof_good ? "Whether the credential has been revoked was not checked."
                                       : "Without a good proof nobody is asked about the status.",
                            kPlace);
    }
    if (status->is_array() && status->get_array().size() > kMaxStatuses)
        return list.unknown(kCheck, "status-too-many", "There are more statuses than are looked up.", kPlace);
    const json::Path root;
    const json::Path here(&root, "credentialStatus");
    Entries entries(credential, session, list);
    bool all_good = true;
    model::for_each_value(*status, [&](const json::Value& entry, std::optional<std::size_t> index) {
        all_good = (index ? entries.check(entry, json::Path(&here, *index)) : entries.check(entry, here)) && all_good;
    });
    if (all_good) list.pass(kCheck, "The credential is neither revoked nor suspended.", kPlace);
}

}  // namespace blason::vc::checks
