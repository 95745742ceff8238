#include "vc/verify_received.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/derive.hpp"

namespace blason::vc {

Result<Report> verify_received(const json::Value& document, const VerifyOptions& options,
                               const Environment& environment) {
    // Anything that is no such credential is verified as it is, and told what is wrong with it there.
    if (!document.is_object()) return verify(document, options, environment);
    const auto whole = shown_whole(document, environment);
    return verify(whole && *whole ? **whole : document, options, environment);
}

Result<std::string> as_verifiers_take_it(std::string_view text, const Environment& environment) {
    const auto document = json::parse(text);
    if (!document || !document->is_object()) return std::string(text);
    const auto whole = shown_whole(*document, environment);
    if (!whole) return whole.error();
    return *whole ? json::serialize(**whole) : std::string(text);
}

Result<Report> verify_received(std::string_view text, const VerifyOptions& options, const Environment& environment) {
    const auto document = json::parse(text);
    if (document && document->is_object()) {
        const auto whole = shown_whole(*document, environment);
        if (whole && *whole) return verify(**whole, options, environment);
    }
    return verify(text, options, environment);
}

}  // namespace blason::vc
