#include "wallet-server/app/context_loader.hpp"

namespace blason::app {
namespace {

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

    net::FetchRequest request;
    request.url = std::string(url);
    request.accept = "application/ld+json, application/json;q=0.5";
    if (documents_ != nullptr) {
        if (auto reply = documents_->fetch(request)) return to_document(url, std::move(*reply));
    }
    if (!allowed_.contains(url)) return embedded;
    auto reply = client_.fetch(request);
    if (!reply) return unavailable("loading document failed", reply.error().detail);
    if (reply->status != 200)
        return unavailable("loading document failed", "The context was answered with " + std::to_string(reply->status));
    return to_document(url, std::move(*reply));
}

}  // namespace blason::app
