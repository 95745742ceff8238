// What other Open Badges hosts say: service descriptions, pages of badges, Link fields, addresses, forms. The bytes
// taken out of a page are the values a JSON reader finds there; an address that is accepted is https and clean.
#include "conformance/open_badges/html_forms.hpp"
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/connection.hpp"
#include "wallet-server/service/badge_host/raw_members.hpp"

using namespace blason;
using namespace blason::service::badge_host;

namespace {

void page_of_badges(std::string_view text) {
    const auto page = json::parse(text);
    if (!page || !page->is_object()) return;
    const auto raw = raw_elements(text, "credential");
    const auto* value = json::find(*page, "credential");
    if (value == nullptr) return fuzz::require(raw.empty());
    const auto one = json::Array{*value};
    const auto& expected = value->is_array() ? value->get_array() : one;
    fuzz::require(raw.size() == expected.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const auto element = json::parse(raw[i]);
        fuzz::require(element && *element == expected[i]);
    }
}

void address(std::string_view text) {
    const auto base = base_address(text);
    if (base) fuzz::require(base->starts_with("http") && !base->ends_with('/'));
    const auto completed = completed_address("https://a.example/t", text);
    if (!completed) return;
    fuzz::require(completed->starts_with("https://"));
    for (const char c : *completed) fuzz::require(c > 0x20 && c < 0x7f && c != '\\');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto text = fuzz::text(data + 1, size - 1);
    switch (data[0] % 6) {
        case 0:
            page_of_badges(text);
            break;
        case 1:
            address(text);
            break;
        case 2:
            if (const auto host = read_description("https://a.example", text)) {
                fuzz::require(host->token_url.starts_with("https://") && host->refresh_url.starts_with("https://"));
                Connection connection;
                connection.host = *host;
                const auto again = connection_from_text(to_text(connection));
                fuzz::require(again && again->host.token_url == host->token_url);
            }
            break;
        case 3:
            for (const auto* relation : {"next", "last"}) {
                const auto target = link_target(text, relation);
                fuzz::require(!target || text.find(*target) != std::string_view::npos);
            }
            break;
        case 4:
            if (const auto value = parameter(text, "state"))
                fuzz::require(parameter(form_encoded({{"state", *value}}), "state") == value);
            break;
        default:
            fuzz::require(conformance::forms_of(text).size() <= size);
    }
    return 0;
}
