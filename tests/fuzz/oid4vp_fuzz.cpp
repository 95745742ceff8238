// Links, requests, request objects, certificates and answers from anybody: no input crashes, what is read comes back as
// it was, and nobody is believed to be who they say without a signature.
#include "engine/crypto/certificate.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/oid4vp/draft.hpp"
#include "vc/oid4vp/link.hpp"
#include "vc/oid4vp/request_object.hpp"
#include "vc/oid4vp/response.hpp"

using namespace blason;
using namespace blason::vc::oid4vp;

namespace {

class NoResolver : public did::Resolver {
  public:
    Result<did::Resolution> resolve(std::string_view /*did*/, const did::ResolveOptions& /*options*/) override {
        return unavailable("NOT_FOUND", "Nothing is fetched here.");
    }
};

const Trust& nobody() {
    static const Trust trust;
    return trust;
}

void check_parameters(const json::Object& parameters) {
    for (const auto carried : {Carried::InLink, Carried::InObject}) {
        const auto request = read_request(parameters, carried);
        if (!request) continue;
        fuzz::require(!request->nonce.empty() && !request->answer_to.empty());
        fuzz::require(carried == Carried::InObject || request->client.prefix == ClientIdPrefix::RedirectUri ||
                      request->client.prefix == ClientIdPrefix::PreRegistered);
        fuzz::require(request->draft == is_draft(request->parameters));
        if (const auto wish = read_wish(*request)) {
            fuzz::require(wish->definition.has_value() == request->draft);
            fuzz::require(wish->query.credentials.empty() == request->draft);
            fuzz::require(!wish->definition || !wish->definition->descriptors.empty());
            fuzz::require(wish->transaction_data.empty());  // no type of them is known
        }
    }
    // Without a signature only the address itself is known.
    if (const auto known = open_parameters(parameters, nobody()))
        fuzz::require(!known->vouched && known->request.client.prefix == ClientIdPrefix::RedirectUri);
}

/// What a request of a draft refers to: `input` stands everywhere, and there is an end to it.
void check_references(std::string_view input) {
    for (const auto* parameter : {"presentation_definition_uri", "client_metadata_uri"}) {
        json::Object parameters{{"response_type", "vp_token"},
                                {"response_mode", "direct_post.jwt"},
                                {"client_id", "https://verifier.example"},
                                {"client_id_scheme", "redirect_uri"},
                                {"nonce", "n"},
                                {"presentation_definition_uri", "https://verifier.example/d"}};
        parameters[parameter] = "https://verifier.example/x";
        auto request = read_request(parameters, Carried::InLink);
        fuzz::require(request.has_value());
        std::size_t fetched = 0;
        while (const auto reference = next_reference(*request)) {
            fuzz::require(++fetched <= 3);
            if (!take_fetched(*request, *reference, input)) return;
        }
        // What is kept between the question and the answer is read as the same request.
        fuzz::require(read_request(request->parameters, Carried::InLink)->draft);
        static_cast<void>(read_wish(*request));
    }
}

void check_link(std::string_view input) {
    const auto link = read_link(input);
    if (!link) return;
    const auto again = read_link(write_link("openid4vp://", link->parameters));
    // A parameter without a name is written as one without a value would be; -0 as 0, the same number.
    if (!link->parameters.contains(""))
        fuzz::require(again && json::serialize(again->parameters) == json::serialize(link->parameters));
    check_parameters(link->parameters);
}

void check_object(std::string_view input) {
    NoResolver resolver;
    const ObjectRules rules{{1'800'000'000, 0}, "x509_san_dns:verifier.example", {}, nobody(), resolver};
    fuzz::require(!open_request_object(input, rules));
    // The same as claims of an object that nobody signed.
    const std::string unsigned_object =
        text::base64url_encode(as_bytes(R"({"alg":"ES256","typ":"oauth-authz-req+jwt"})")) + "." +
        text::base64url_encode(as_bytes(input)) + ".AAAA";
    fuzz::require(!open_request_object(unsigned_object, rules));
}

void check_answer(std::string_view input) {
    if (const auto fields = text::form_decode(input)) {
        const auto again = text::form_decode(text::form_encode(*fields));
        fuzz::require(again && *again == *fields);
        if (const auto response = read_response(*fields)) {
            fuzz::require(response->error.has_value() == response->vp_token.empty());
            const auto written = read_response(to_form(write_response(*response)));
            fuzz::require(written && json::Value(written->vp_token) == json::Value(response->vp_token));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text(data, size);
    check_link(input);
    check_object(input);
    check_references(input);
    check_answer(input);
    if (const auto document = json::parse(input); document && document->is_object()) {
        check_parameters(document->get_object());
        static_cast<void>(read_response(document->get_object()));
    }
    if (const auto certificate = crypto::Certificate::from_der({data, size})) {
        const std::array one{*certificate};
        static_cast<void>(crypto::check_chain(one, {}, {1'800'000'000, 0}));
    }
    static_cast<void>(crypto::certificates_from_pem(input));
    return 0;
}
