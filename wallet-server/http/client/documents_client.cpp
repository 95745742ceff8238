#include "wallet-server/http/client/documents_client.hpp"

#include <fstream>
#include <iterator>

#include "engine/json/parse.hpp"
#include "engine/json/value.hpp"

namespace blason::http {
namespace {

constexpr std::size_t kMaxIndex = 4U << 20U;  // bytes

Error bad_index(std::string detail, std::string pointer = {}) {
    return {"documents-index", std::move(detail), std::move(pointer), ErrorKind::Usage};
}

std::string_view without_fragment(std::string_view url) {
    return url.substr(0, url.find('#'));
}

/// Nothing when the file cannot be read; at most `max_bytes` + 1 bytes.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path)) return std::nullopt;
    std::string out(max_bytes + 1, '\0');
    in.read(out.data(), static_cast<std::streamsize>(out.size()));
    if (in.bad()) return std::nullopt;
    out.resize(static_cast<std::size_t>(in.gcount()));
    return out;
}

}  // namespace

Result<std::unique_ptr<DocumentsClient>> DocumentsClient::open(const std::filesystem::path& folder,
                                                               net::HttpClient& next) {
    const auto text = read_file(folder / "index.json", kMaxIndex);
    if (!text) return bad_index("the documents folder has no readable index.json");
    const auto index = json::parse(*text, {}, {kMaxIndex, 8});
    if (!index) return bad_index("index.json: " + index.error().detail, index.error().pointer);
    if (!index->is_object()) return bad_index("index.json is not an object of URLs");

    std::unique_ptr<DocumentsClient> client(new DocumentsClient(next));
    for (const auto& member : index->get_object()) {
        const std::string url(member.key());
        const auto* file = json::find(member.value(), "file");
        const auto* type = json::find(member.value(), "contentType");
        if (file == nullptr || !file->is_string() || (type != nullptr && !type->is_string())) {
            return bad_index("index.json: the entry of " + url + " has no file name");
        }
        const auto relative = std::filesystem::path(std::string(json::view(*file))).lexically_normal();
        if (relative.is_absolute() || relative.empty() || *relative.begin() == "..") {
            return bad_index("index.json: the file of " + url + " lies outside of the folder");
        }
        client->documents_.insert_or_assign(
            std::string(without_fragment(url)),
            Document{folder / relative, std::string(type != nullptr ? json::view(*type) : "application/json")});
    }
    return client;
}

Result<net::FetchReply> DocumentsClient::fetch(const net::FetchRequest& request) {
    const auto found = documents_.find(without_fragment(request.url));
    if (found == documents_.end() || request.method != "GET") return next_.fetch(request);
    auto body = read_file(found->second.file, request.max_bytes);
    if (!body) return unavailable("fetch-failed", "the file of the documents folder cannot be read: " + request.url);
    if (body->size() > request.max_bytes) {
        return unavailable("fetch-too-large", "the file of the documents folder is too large: " + request.url);
    }
    net::FetchReply reply;
    reply.status = 200;
    reply.content_type = found->second.content_type;
    reply.headers.emplace_back("content-type", reply.content_type);
    reply.body = std::move(*body);
    return reply;
}

}  // namespace blason::http
