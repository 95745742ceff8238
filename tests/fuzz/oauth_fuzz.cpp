// What strangers send to the authorization server: forms, queries, registrations, tokens.
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/fuzz/input.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/service/access_token.hpp"
#include "wallet-server/service/oauth/authorization.hpp"

using namespace blason;
using service::oauth::ClientMetadata;

namespace {

constexpr const char* kRedirect = "https://client.example/cb?a=b";

/// Knows one client, "c", and nothing else.
class OneClient final : public storage::GrantStore {
  public:
    OneClient() {
        ClientMetadata metadata;
        metadata.uri = "https://client.example/";
        metadata.redirect_uris = {kRedirect};
        metadata.scopes = {"offline_access"};
        doc_ = json::serialize(service::oauth::to_json(metadata));
    }
    Result<storage::ClientRow> client(std::string_view org, std::string_view id) override {
        if (id != "c") return none();
        return storage::ClientRow{std::string(org), "c", Bytes(32), doc_, 0};
    }
    Result<void> add_client(const storage::ClientRow&, std::int64_t, const storage::Audit&) override { return none(); }
    Result<void> add_pushed_request(const storage::PushedRequestRow&, std::int64_t) override { return none(); }
    Result<storage::PushedRequestRow> pushed_request(std::string_view, ByteView) override { return none(); }
    Result<void> add_grant(const storage::GrantRow&, const storage::CodeRow&, const storage::Audit&,
                           ByteView) override {
        return none();
    }
    Result<storage::GrantRow> grant(std::string_view, std::string_view) override { return none(); }
    Result<std::vector<storage::GrantRow>> grants_of(std::string_view, std::string_view, std::int64_t) override {
        return none();
    }
    Result<void> revoke_grant(std::string_view, std::string_view, const storage::Audit&) override { return none(); }
    Result<storage::CodeRow> code(std::string_view, ByteView) override { return none(); }
    Result<bool> redeem_code(const storage::CodeRow&, const storage::RefreshTokenRow*, std::int64_t,
                             const storage::Audit&, const storage::Audit&, const storage::GrantKeys&) override {
        return none();
    }
    Result<storage::RefreshTokenRow> refresh_token(std::string_view, ByteView) override { return none(); }
    Result<bool> rotate_refresh_token(const storage::RefreshTokenRow&, const storage::RefreshTokenRow&,
                                      const storage::Audit&, const storage::Audit&) override {
        return none();
    }

  private:
    static Error none() { return {"not-found", "", "", ErrorKind::NotFound}; }
    std::string doc_;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// What was read is written and read again: the same.
void require_same_again(const Pairs& pairs) {
    std::vector<std::pair<std::string_view, std::string_view>> views;
    for (const auto& [name, value] : pairs) {
        if (name.find_first_of("=&%+") != std::string::npos) return;  // names are not encoded: ours need no encoding
        views.emplace_back(name, value);
    }
    const auto text = service::oauth::with_parameters("", views);
    const auto again = http::parse_urlencoded(text.empty() ? std::string_view() : std::string_view(text).substr(1));
    fuzz::require(again.has_value());
    // A pair of two empty texts is written as "=", and read again as such.
    fuzz::require(again->size() == pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i)
        fuzz::require((*again)[i].name == pairs[i].first && (*again)[i].value == pairs[i].second);
}

void authorize(const Pairs& pairs) {
    static OneClient store;
    static service::oauth::ClientService clients(
        store, {}, [] { return Instant{}; }, crypto::system_random());
    const auto checked = service::oauth::check_authorization("org", service::oauth::Parameters(pairs), clients);
    std::string address;
    if (const auto* good = std::get_if<service::oauth::AuthorizationRequest>(&checked)) {
        fuzz::require(good->redirect_uri == kRedirect && good->code_challenge.size() == 43 && !good->state.empty());
        fuzz::require(service::oauth::is_subset(good->scopes, {"offline_access"}) && !good->scopes.empty());
        address = service::oauth::code_address(*good, "code", good->scopes, "https://our.example");
    } else {
        const auto& refusal = *std::get_if<service::oauth::Refusal>(&checked);
        if (refusal.redirect_uri.empty()) return;
        address = service::oauth::refusal_address(refusal, "https://our.example");
    }
    // Nobody is sent anywhere else, whatever stood in the request.
    fuzz::require(address.starts_with(std::string(kRedirect) + "&"));
    for (const char c : address) fuzz::require(c > 0x20 && c < 0x7f);
}

void register_client(std::string_view text) {
    const auto body = json::parse(text);
    if (!body) return;
    const auto metadata = service::oauth::read_client_metadata(*body, {});
    if (!metadata) return;
    const auto stored = service::oauth::to_json(*metadata);
    fuzz::require(service::oauth::to_json(service::oauth::from_json(stored)) == stored);
    fuzz::require(service::oauth::read_client_metadata(stored, {}).has_value());
    fuzz::require(!metadata->host().empty());
    for (const auto& uri : metadata->redirect_uris)
        fuzz::require(uri.starts_with("https://") || uri.starts_with("HTTPS://") || uri.find(':') == 5);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text(data, size);
    if (const auto fields = http::parse_urlencoded(input)) {
        Pairs pairs;
        for (const auto& field : *fields) pairs.emplace_back(field.name, field.value);
        require_same_again(pairs);
        authorize(pairs);
        // The same with a client and its address in front, so that the rest is reached without luck.
        pairs.insert(pairs.begin(), {{"client_id", "c"}, {"redirect_uri", kRedirect}});
        authorize(pairs);
    }
    http::Request request;
    request.fields.set("Content-Type", "multipart/form-data; boundary=b");
    request.body = input;
    if (const auto fields = http::parse_form(request)) fuzz::require(fields->size() <= 256);
    register_client(input);
    if (const auto scopes = service::oauth::parse_scopes(input))
        fuzz::require(service::oauth::parse_scopes(service::oauth::to_text(*scopes)) == scopes);

    static const service::PublicUrls urls("https://our.example");
    static const service::AccessTokens tokens(crypto::SecretBytes(Bytes(32, 1)), urls);
    static const auto header = [] {
        const auto token = tokens.write({"i", "o", "g", "a", "c", "s", {0, 0}, {9, 0}});
        return token.substr(0, token.find('.') + 1);
    }();
    fuzz::require(!tokens.read(input, {}));
    fuzz::require(!tokens.read(header + std::string(input), {}));
    return 0;
}
