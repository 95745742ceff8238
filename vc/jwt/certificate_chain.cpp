#include "vc/jwt/certificate_chain.hpp"

#include "engine/text/base64.hpp"

namespace blason::vc::jwt {

Result<std::vector<crypto::Certificate>> certificate_chain(const json::Object& header) {
    const auto bad = [](const char* detail) { return malformed("x5c-malformed", detail, "/x5c"); };
    const json::Value* x5c = json::find(header, "x5c");
    if (x5c == nullptr || !x5c->is_array() || x5c->get_array().empty() || x5c->get_array().size() > crypto::kMaxChain)
        return bad("x5c is a list of 1 to 8 certificates.");
    std::vector<crypto::Certificate> chain;
    for (const json::Value& one : x5c->get_array()) {
        const auto der = one.is_string() ? text::base64_decode(json::view(one)) : Result<Bytes>(bad("no text"));
        if (!der) return bad("A certificate is base64 of DER.");
        auto certificate = crypto::Certificate::from_der(*der);
        if (!certificate) {
            auto error = std::move(certificate).error();
            error.pointer = "/x5c";
            return error;
        }
        chain.push_back(std::move(*certificate));
    }
    return chain;
}

}  // namespace blason::vc::jwt
