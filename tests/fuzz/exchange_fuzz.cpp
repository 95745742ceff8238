// What comes over the wire in an exchange: messages, presentation requests, workflows and their templates, and the
// addresses that people scan. What is read is written and read again the same; an address that is followed is a web
// address.
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/vcalm/message.hpp"
#include "vc/vcalm/presentation_request.hpp"
#include "vc/vcalm/template.hpp"
#include "vc/vcalm/workflow.hpp"
#include "wallet-server/service/vcalm/exchange_client.hpp"

using namespace blason;

namespace {

void message(std::string_view text) {
    const auto body = json::parse(text);
    if (!body) return;
    for (const auto sender : {vc::vcalm::Sender::Client, vc::vcalm::Sender::Server}) {
        const auto read = vc::vcalm::read_message(*body, sender);
        if (!read) continue;
        const json::Value written = to_json(*read);
        const auto again = vc::vcalm::read_message(written, vc::vcalm::Sender::Client);
        fuzz::require(again && json::Value(to_json(*again)) == written);
    }
}

void request(std::string_view text) {
    const auto body = json::parse(text);
    if (!body) return;
    const auto read = vc::vcalm::read_presentation_request(*body, json::Path());
    if (!read) return;
    const auto all = vc::vcalm::alternatives(*read);
    fuzz::require(!all.empty());
    // An authentication that is required and in no group belongs to every alternative.
    for (const auto& query : read->queries) {
        if (query.kind != vc::vcalm::QueryKind::DidAuthentication || query.group || !query.required) continue;
        for (const auto& one : all) fuzz::require(!one.authentication.empty());
    }
    service::vcalm::Round round;
    round.url = "https://verifier.example/exchange";
    round.message.request = *body;
    if (check_party(round) && !read->endpoint.empty())
        fuzz::require(service::vcalm::origin_of(read->endpoint) == "https://verifier.example");
}

void workflow(std::string_view text) {
    const auto body = json::parse(text);
    if (!body) return;
    const auto read = vc::vcalm::Workflow::read(*body);
    if (!read) return;
    const auto step = read->step(read->initial_step(), {});
    static_cast<void>(step);
}

void link(std::string_view text) {
    const auto read = service::vcalm::read_link(text);
    if (!read) return;
    const auto is_web = [](const std::string& url) {
        return url.starts_with("https://") || url.starts_with("http://");
    };
    if (const auto* exchange = std::get_if<service::vcalm::ExchangeLink>(&*read)) fuzz::require(is_web(exchange->url));
    if (const auto* other = std::get_if<service::vcalm::InteractionLink>(&*read)) fuzz::require(is_web(other->url));
    if (const auto* dcc = std::get_if<service::vcalm::DccRequestLink>(&*read)) {
        fuzz::require(is_web(dcc->url));
        const auto again = service::vcalm::read_link(dcc_request_url(*dcc));
        const auto* same = again ? std::get_if<service::vcalm::DccRequestLink>(&*again) : nullptr;
        fuzz::require(!again || (same != nullptr && same->url == dcc->url && same->challenge == dcc->challenge));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto text = fuzz::text(data + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            message(text);
            break;
        case 1:
            request(text);
            break;
        case 2:
            workflow(text);
            break;
        case 3:
            link(text);
            break;
        default:
            if (const auto made = vc::vcalm::Template::parse(text)) {
                static const auto variables =
                    *json::parse(R"({"a":{"b":[1,{"c":"d"}]},"results":{"x":{"did":"did:key:z"}}})");
                static_cast<void>(made->evaluate(variables.get_object()));
            }
    }
    return 0;
}
