#include "vc/checks/ob2_documents.hpp"

#include "engine/json/parse.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/ob2_scope.hpp"
#include "vc/proof/verify.hpp"

namespace blason::vc::checks {

Result<net::FetchReply> fetch_ob2(const std::string& url, const Session& session) {
    if (!openbadges::is_web_address(url))
        return refused("ob2-address", url + " is no web address, so nothing can be asked there.");
    if (session.environment.client == nullptr) return unavailable("fetch-offline", url + " could not be fetched.");
    net::FetchRequest request;
    request.url = url;
    request.accept = "application/ld+json, application/json";
    request.max_bytes = kMaxOb2Document;
    auto reply = session.environment.client->fetch(request);
    if (!reply) return unavailable(reply.error().code, url + " could not be fetched: " + reply.error().detail);
    if (reply->status == 200 || reply->status == 410) return reply;
    if (reply->status == 404)
        return Error{"ob2-not-found", "There is nothing at " + url + ".", {}, ErrorKind::NotFound};
    return unavailable("fetch-status", url + " answers " + std::to_string(reply->status) + ".");
}

Result<json::Value> read_ob2(const json::Value& document, std::string_view base, const Session& session) {
    const json::Value* context = json::find(document, "@context");
    bool named = false;
    if (context != nullptr)
        model::for_each_value(*context, [&](const json::Value& one, std::optional<std::size_t>) {
            named = named || (one.is_string() && json::view(one) == openbadges::kOb2Context);
        });
    if (!named)
        return refused("openbadges-context", "The contexts must include that of Open Badges 2.0.",
                       context == nullptr ? "" : "/@context");
    auto read = openbadges::in_ob2_terms(document, base, session.environment.jsonld);
    if (read) return read;
    Error error = std::move(read).error();
    // What a context means that nobody here knows cannot be said, and neither that it is wrong.
    if (error.code == "context-unknown") error.kind = ErrorKind::Unavailable;
    error.code = proof::kebab_case(error.code);
    return error;
}

Result<json::Value> load_ob2(const std::string& url, const Session& session) {
    const auto reply = fetch_ob2(url, session);
    if (!reply) return reply.error();
    if (reply->status == 410) return Error{"ob2-gone", url + " was taken back.", {}, ErrorKind::NotFound};
    const auto document = json::parse(reply->body, {}, {.max_bytes = kMaxOb2Document, .allow_nul = false});
    if (!document) return refused(document.error().code, url + ": " + document.error().detail);
    auto read = read_ob2(*document, url, session);
    if (!read) {
        read.error().detail = url + ": " + read.error().detail;
        return read;
    }
    const auto id = read->is_object() ? model::id_of(*read) : std::nullopt;
    if (id != url) return refused("ob2-id-mismatch", "What stands at " + url + " says it is another document.");
    return read;
}

}  // namespace blason::vc::checks
