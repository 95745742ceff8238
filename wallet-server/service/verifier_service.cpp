#include "wallet-server/service/verifier_service.hpp"

#include "engine/crypto/hash.hpp"
#include "wallet-server/service/published_document.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr const char* kChallengePointer = "/options/challenge";

vc::VerifyOptions to_vc(const Verify& options, Instant now) {
    vc::VerifyOptions out;
    out.now = now;
    out.trace = options.trace;
    out.strict = options.strict;
    out.recipient = options.recipient;
    out.challenge = options.challenge;
    out.domain = options.domain;
    return out;
}

}  // namespace

VerifierService::VerifierService(storage::Store& store, ChallengeBox& challenges, Clock clock,
                                 const vc::Environment& environment)
    : store_(store), challenges_(challenges), clock_(std::move(clock)), environment_(environment) {}

Result<vc::Report> VerifierService::verify(std::string_view text, const Verify& options) {
    return vc::verify(text, to_vc(options, clock_()), environment_);
}

Result<vc::Report> VerifierService::verify(const json::Value& document, const Verify& options) {
    return vc::verify(document, to_vc(options, clock_()), environment_);
}

Result<vc::Report> VerifierService::verify_at(const std::string& url, const Verify& options) {
    if (environment_.client == nullptr) return unavailable("fetch-offline", "Nothing is fetched here.");
    const auto text = fetch_document(url, *environment_.client);
    if (!text) return text.error();
    return verify(std::string_view(*text), options);
}

Challenge VerifierService::new_challenge() {
    return challenges_.make(clock_());
}

Result<vc::Report> VerifierService::verify_presentation(const json::Value& document, const Verify& options,
                                                        const Actor& actor) {
    const auto now = clock_();
    const auto expires = options.challenge ? challenges_.open(*options.challenge) : std::nullopt;
    if (expires && *expires <= now)
        return refused("challenge-expired", "The challenge has expired; ask for a new one.", kChallengePointer);

    auto report = vc::verify(document, to_vc(options, now), environment_);
    if (!report || !expires || report->verdict() != vc::Verdict::Valid) return report;

    // The challenge is used up by the verdict it made possible: whoever comes second gets no verdict.
    const auto digest = crypto::sha256(*options.challenge);
    auto used = store_.consume(kInstallation, "challenge", digest.bytes(), to_ms(*expires), to_ms(now),
                               audit(kInstallation, "challenge.consume", to_hex(digest.bytes()), actor, now));
    if (!used) {
        auto error = renamed(std::move(used).error(), "used", "challenge-used",
                             "The challenge was used before; ask for a new one.");
        if (error.code == "challenge-used") {
            error.pointer = kChallengePointer;
            error.kind = ErrorKind::Refused;
        }
        return error;
    }
    return report;
}

}  // namespace blason::service
