#include "wallet-server/http/client/documents_client.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "engine/crypto/hash.hpp"
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
    std::error_code failed;
    if (!in || std::filesystem::is_directory(path, failed)) return std::nullopt;
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
        const auto* digest = json::find(member.value(), "sha256");
        const auto sha256 = digest != nullptr && digest->is_string() ? from_hex(json::view(*digest)) : std::nullopt;
        if (digest != nullptr && (!sha256 || sha256->size() != 32)) {
            return bad_index("index.json: the sha256 of " + url + " is not 64 hexadecimal digits");
        }
        const bool has_file = file != nullptr && file->is_string();
        if (!(has_file || (file == nullptr && digest != nullptr)) || (type != nullptr && !type->is_string())) {
            return bad_index("index.json: the entry of " + url + " has no file name");
        }
        Document document;
        if (has_file) {
            const auto relative = std::filesystem::path(std::string(json::view(*file))).lexically_normal();
            if (relative.is_absolute() || relative.empty() || *relative.begin() == "..") {
                return bad_index("index.json: the file of " + url + " lies outside of the folder");
            }
            document.file = folder / relative;
        }
        document.content_type = type != nullptr ? json::view(*type) : "application/json";
        document.sha256 = sha256;
        client->documents_.insert_or_assign(std::string(without_fragment(url)), std::move(document));
    }
    return client;
}

bool DocumentsClient::lists(std::string_view url) const {
    return documents_.contains(without_fragment(url));
}

Result<net::FetchReply> DocumentsClient::fetch(const net::FetchRequest& request) {
    const auto found = documents_.find(without_fragment(request.url));
    if (found == documents_.end() || request.method != "GET") return next_.fetch(request);
    const Document& document = found->second;
    auto reply = document.file.empty() ? next_.fetch(request) : answer(document, request);
    if (reply && reply->status == 200 && document.sha256 &&
        !std::ranges::equal(crypto::sha256(reply->body).bytes(), *document.sha256)) {
        return refused("fetch-digest", request.url + " is another document than the index of the folder means.");
    }
    return reply;
}

Result<net::FetchReply> DocumentsClient::answer(const Document& document, const net::FetchRequest& request) const {
    auto body = read_file(document.file, request.max_bytes);
    if (!body) return unavailable("fetch-failed", "the file of the documents folder cannot be read: " + request.url);
    if (body->size() > request.max_bytes) {
        return unavailable("fetch-too-large", "the file of the documents folder is too large: " + request.url);
    }
    net::FetchReply reply;
    reply.status = 200;
    reply.content_type = document.content_type;
    reply.headers.emplace_back("content-type", reply.content_type);
    reply.body = std::move(*body);
    return reply;
}

}  // namespace blason::http
