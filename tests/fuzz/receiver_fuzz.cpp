// What credential issuers and their servers answer a wallet: the input is cut at its line ends, and each line is the
// body of the next answer. Nothing is kept that was not looked at, and tokens go nowhere but to the issuer's addresses.
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/support/environment.hpp"
#include "wallet-server/service/receiver/delivered_check.hpp"
#include "wallet-server/service/receiver/issuer_session.hpp"

using namespace blason;
using namespace blason::service::receiver;

namespace {

constexpr const char* kOffer =
    "openid-credential-offer://?credential_offer=%7B%22credential_issuer%22%3A%22https%3A%2F%2Fi.example%22%2C"
    "%22credential_configuration_ids%22%3A%5B%22a%22%5D%2C%22grants%22%3A%7B%22urn%3Aietf%3Aparams%3Aoauth%3Agrant-type"
    "%3Apre-authorized_code%22%3A%7B%22pre-authorized_code%22%3A%22c%22%7D%7D%7D";

/// Answers line by line; at the end nothing more.
class Lines final : public net::HttpClient {
  public:
    explicit Lines(std::string_view rest) : rest_(rest) {}
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        if (rest_.empty()) return unavailable("fetch-failed", "");
        const auto line = rest_.substr(0, rest_.find('\n'));
        rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
        // Before there is a token, nothing carries one.
        for (const auto& [name, value] : request.headers)
            for (const char c : name + value) fuzz::require(c >= 0x20 && c < 0x7f);
        const int status = line.starts_with("202") ? 202 : line.starts_with("400") ? 400 : 200;
        net::FetchReply reply{status, "application/json", {{"dpop-nonce", "n"}}, {}};
        reply.body = std::string(status == 200 ? line : line.substr(3));
        return reply;
    }

  private:
    std::string_view rest_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static test::TestEnvironment environment;
    Lines client(fuzz::text(data, size));
    auto discovered = discover(kOffer, client);
    if (!discovered) return 0;
    fuzz::require(discovered->issuer.credential_issuer == "https://i.example");
    auto chosen = choose(discovered->offer, discovered->issuer, {});
    auto key = new_dpop_key(discovered->server, crypto::system_random());
    if (!chosen || !key) return 0;
    auto receiving = receiving_of(std::move(*discovered));
    receiving.dpop_key = std::move(*key);
    receiving.chosen = std::move(*chosen);
    const auto text = to_text(receiving);
    const auto again = receiving_from_text(text);
    fuzz::require(again && to_text(*again) == text);

    const Tools tools{client, environment.get(), [] { return Instant{1'800'000'000, 0}; }, crypto::system_random()};
    auto session = IssuerSession::open(receiving, tools);
    fuzz::require(session.has_value());
    if (!(*session)->redeem("")) return 0;
    const auto* configuration = receiving.discovered.issuer.configuration("a");
    const Holding holding{
        [](const std::vector<crypto::KeyType>& types) -> Result<HolderKey> {
            auto made = crypto::generate_key(types.front(), crypto::system_random());
            return HolderKey{"key", *crypto::make_signer(std::move(*made))};
        },
        [](const std::string&) -> Result<HolderKey> { return refused("key-not-found", ""); },
        [&](const std::string& credential) -> Result<std::string> {
            fuzz::require(configuration != nullptr && check_delivered(credential, *configuration, {}).has_value());
            return std::string("kept");
        },
        []() -> Result<void> { return {}; }};
    if ((*session)->collect(holding)) static_cast<void>((*session)->fetch(holding));
    static_cast<void>(receiving_from_text(to_text(receiving)));
    return 0;
}
