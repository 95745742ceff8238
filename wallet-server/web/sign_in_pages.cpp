// Signing in, signing up, signing out.
#include <array>

#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/oauth/authorization.hpp"
#include "wallet-server/web/consent_page.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

/// A form is shown empty first, and again with what was wrong.
struct Attempt {
    std::string next;
    std::string name;
    std::string email;
    std::optional<Error> error = {};
};

struct Field {
    std::string_view id, type, autocomplete;
    std::string_view value;
    int max;
};

json::Object field_data(const Field& field, const Texts& texts, const std::optional<Error>& error) {
    const bool wrong = error && error->pointer == "/" + std::string(field.id);
    json::Object data;
    put(data, "id", field.id);
    put(data, "label", texts.text("account." + std::string(field.id)));
    put(data, "input", true);
    put(data, "type", field.type);
    put(data, "value", field.value);
    put(data, "max", std::to_string(field.max));
    put(data, "autocomplete", field.autocomplete);
    put(data, "required", true);
    const bool hint = field.autocomplete == "new-password";
    put(data, "hint", hint ? texts.text("account.password_hint") : std::string_view());
    put(data, "error", wrong ? texts.text("account." + error->code) : std::string_view());
    if (wrong || hint) {
        put(data, "described", std::string(field.id) + (wrong ? "-error" : "-hint"));
    } else {
        put(data, "described", "");
    }
    return data;
}

/// What went wrong with the whole, not with one field.
std::string_view general_error(const Texts& texts, const std::optional<Error>& error) {
    if (!error || !error->pointer.empty()) return {};
    if (error->code == "too-many-requests") return texts.text("account.too_many");
    return texts.text(error->code == "email-taken" ? "account.email-taken" : "account.failed");
}

http::Response show_form(bool is_new, const Attempt& attempt, const http::Request& request,
                         const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language_of(request));
    const auto& error = attempt.error;
    json::Array fields;
    if (is_new) fields.push_back(field_data({"name", "text", "name", attempt.name, 200}, texts, error));
    fields.push_back(field_data({"email", "email", "username", attempt.email, 254}, texts, error));
    const std::string_view password = is_new ? "new-password" : "current-password";
    fields.push_back(field_data({"password", "password", password, "", 1024}, texts, error));

    const std::string name = is_new ? "sign_up" : "sign_in";
    json::Object data;
    put(data, "heading", texts.text("account." + name + "_title"));
    put(data, "lead", is_new ? texts.text("account.sign_up_lead") : std::string_view());
    put(data, "asked", is_authorization(attempt.next));
    put(data, "failure", general_error(texts, error));
    const auto prefix = account_prefix(request);
    put(data, "action", prefix + (is_new ? "/signup" : "/login"));
    put(data, "submit", texts.text("account." + name + "_action"));
    put(data, "fields", std::move(fields));
    put(data, "next", attempt.next);
    put(data, "other_question", texts.text(is_new ? "account.have_account" : "account.no_account"));
    put(data, "other_action", texts.text(is_new ? "account.sign_in_action" : "account.sign_up_action"));
    const std::string next_query = service::oauth::with_parameters("", {{"next", attempt.next}});
    put(data, "other_href", prefix + (is_new ? "/login" : "/signup") + next_query);

    Page page{"sign_in", std::string(texts.text("account." + name + "_title")),
              std::string(texts.text("account." + name + "_description"))};
    page.section = "account";
    page.is_private = true;
    page.has_form = true;
    page.status = error ? http::status_of(*error) : 200;
    page.query = next_query.substr(1);
    page.form_target = answer_origin(attempt.next, dependencies);
    auto response = show(page, std::move(data), request, dependencies);
    if (page.status == 429) response.fields.set("Retry-After", "90");
    return response;
}

http::Response welcome(const service::SignedIn& session, const std::string& next,
                       const PageDependencies& dependencies) {
    auto response = http::Response::redirect(next);
    response.fields.set("Cache-Control", "no-store");
    keep_session(response, session, dependencies);
    return response;
}

/// Errors that the form can tell; the others have their page.
bool is_for_the_form(const Error& error) {
    return error.kind == ErrorKind::Refused || error.code == "sign-in-failed" || error.code == "too-many-requests" ||
           error.code == "email-taken";
}

http::Response submitted(bool is_new, const http::Request& request, const PageDependencies& dependencies) {
    const auto form = read_form(request, dependencies);
    if (!form) return show_error(form.error(), request, dependencies);
    const auto org = account_org(request, dependencies);
    if (!org) return show_error(org.error(), request, dependencies);
    Attempt attempt{local_target(value_of(*form, "next")), std::string(value_of(*form, "name")),
                    std::string(value_of(*form, "email"))};
    const std::string password(value_of(*form, "password"));
    const auto visitor = visitor_of(*org, request, dependencies);
    const auto session =
        is_new
            ? dependencies.accounts.sign_up(*org, {attempt.email, password, attempt.name}, visitor, page_actor(request))
            : dependencies.accounts.sign_in(*org, attempt.email, password, visitor, page_actor(request));
    if (session) return welcome(*session, attempt.next, dependencies);
    if (!is_for_the_form(session.error())) return show_error(session.error(), request, dependencies);
    attempt.error = session.error();
    return show_form(is_new, attempt, request, dependencies);
}

http::Response first_form(bool is_new, const http::Request& request, const PageDependencies& dependencies) {
    if (request.params.contains("org")) {
        if (const auto org = account_org(request, dependencies); !org)
            return show_error(org.error(), request, dependencies);
    }
    return show_form(is_new, {local_target(request.query_param("next").value_or("")), {}, {}}, request, dependencies);
}

}  // namespace

http::Response sign_in_page(const http::Request& request, const PageDependencies& dependencies) {
    return first_form(false, request, dependencies);
}
http::Response sign_in_submitted(const http::Request& request, const PageDependencies& dependencies) {
    return submitted(false, request, dependencies);
}
http::Response sign_up_page(const http::Request& request, const PageDependencies& dependencies) {
    return first_form(true, request, dependencies);
}
http::Response sign_up_submitted(const http::Request& request, const PageDependencies& dependencies) {
    return submitted(true, request, dependencies);
}

http::Response sign_out(const http::Request& request, const PageDependencies& dependencies) {
    const auto form = read_form(request, dependencies);
    if (!form) return show_error(form.error(), request, dependencies);
    const auto account = signed_in(request, dependencies);
    if (account) {
        const auto ended =
            dependencies.accounts.sign_out(account->org, session_of(account->org, request, dependencies));
        if (!ended) return show_error(ended.error(), request, dependencies);
    }
    auto response = http::Response::redirect("/");
    if (const auto org = account_org(request, dependencies)) forget_session(response, *org, dependencies);
    return response;
}

}  // namespace blason::web
