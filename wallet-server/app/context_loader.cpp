#include "wallet-server/app/context_loader.hpp"

#include <algorithm>

#include "engine/crypto/hash.hpp"
#include "engine/json/parse.hpp"
#include "vc/model/inline_context.hpp"

namespace blason::app {
namespace {

constexpr std::string_view kAcceptContext = "application/ld+json, application/json;q=0.5";
constexpr std::string_view kAcceptDocument =
    "application/ld+json, application/json;q=0.5, text/html;q=0.3, application/xhtml+xml;q=0.3";

jsonld::RemoteDocument to_document(std::string_view url, net::FetchReply reply) {
    jsonld::RemoteDocument document;
    document.document_url = std::string(url);
    document.content_type = std::move(reply.content_type);
    for (auto& [name, value] : reply.headers)
        if (name == "link") document.link_headers.push_back(std::move(value));
    document.text = std::move(reply.body);
    return document;
}

}  // namespace

Result<jsonld::RemoteDocument> ContextLoader::load(std::string_view url, const jsonld::LoadOptions& options) {
    auto embedded = bundled_.load(url, options);
    if (embedded) return embedded;
    const bool is_context = !options.request_profile.empty();
    const bool listed = documents_ != nullptr && documents_->lists(url);
    const bool asked_for = rules_.use == ContextUse::Anything && !is_context;
    if (!listed && !asked_for && !rules_.allowed.contains(url)) return embedded;

    net::FetchRequest request;
    request.url = std::string(url);
    request.accept = options.html_pages == jsonld::HtmlPages::Read ? kAcceptDocument : kAcceptContext;
    auto reply = client_.fetch(request);
    if (!reply && reply.error().code == "fetch-digest") return refused("context-digest", reply.error().detail);
    if (!reply) return Error{"loading document failed", reply.error().detail, {}, reply.error().kind};
    if (reply->status != 200) {
        return unavailable("loading document failed",
                           std::string(url) + " was answered with " + std::to_string(reply->status) + ".");
    }
    if (is_context) {
        if (const auto good = check(url, *reply); !good) return good.error();
    }
    return to_document(url, std::move(*reply));
}

Result<void> ContextLoader::check(std::string_view url, const net::FetchReply& reply) const {
    const auto pin = rules_.allowed.find(url);
    if (pin != rules_.allowed.end() && !std::ranges::equal(crypto::sha256(reply.body).bytes(), pin->second)) {
        return refused("context-digest", std::string(url) + " has another text than the one that was agreed on.");
    }
    if (rules_.use == ContextUse::Anything || rules_.vocabulary_contexts) return {};
    const auto document = json::parse(reply.body);
    const auto* context = document ? json::find(*document, "@context") : nullptr;
    if (context == nullptr) return {};  // no context at all: the processor says so
    vc::model::Findings findings;
    vc::model::check_inline_contexts(*context, json::Path{}, findings);
    if (findings.empty()) return {};
    return refused("context-not-allowed", "The context " + std::string(url) +
                                              " is not for credentials: " + findings.all().front().message + " (" +
                                              findings.all().front().pointer + ")");
}

}  // namespace blason::app
