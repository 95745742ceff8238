// What the checks of one document share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "did/document.hpp"
#include "vc/environment.hpp"
#include "vc/format.hpp"
#include "vc/jwt/token.hpp"
#include "vc/proof/verify.hpp"
#include "vc/report.hpp"
#include "vc/verify.hpp"

namespace blason::vc::checks {

/// Where a document stands among those that are verified together.
struct Session {
    const VerifyOptions& options;
    const Environment& environment;
    std::string prefix;  ///< pointer of the document within the one that was handed in
    int depth = 0;       ///< credentials around this one
    /// Who answers for what comes without a proof: the holder of the presentation around it, or the issuer of the
    /// record around it, whose proof is good.
    std::optional<std::string> holder;
    bool proof_optional = false;  ///< without a proof nobody knows, instead of: it is refused
};

/// Credentials may hold credentials (presentations, endorsements); deeper than this they are not looked at.
inline constexpr int kMaxDepth = 4;

/// The checks of a report as they are made; pointers get the session's prefix.
class CheckList {
  public:
    explicit CheckList(const Session& session) : session_(session) { checks_.reserve(kUsualChecks); }

    void pass(std::string_view name, std::string message, std::string_view pointer = {}) {
        add(name, Outcome::Pass, "ok", std::move(message), pointer);
    }
    void not_applicable(std::string_view name, std::string message) {
        add(name, Outcome::NotApplicable, "not-applicable", std::move(message), {});
    }
    void fail(std::string_view name, std::string_view code, std::string message, std::string_view pointer = {}) {
        add(name, Outcome::Fail, code, std::move(message), pointer);
    }
    void unknown(std::string_view name, std::string_view code, std::string message, std::string_view pointer = {}) {
        add(name, Outcome::Unknown, code, std::move(message), pointer);
    }
    void warn(std::string_view name, std::string_view code, std::string message, std::string_view pointer = {}) {
        add(name, Outcome::Warning, code, std::move(message), pointer);
    }
    void add(std::string_view name, Outcome outcome, std::string_view code, std::string message,
             std::string_view pointer) {
        checks_.push_back({std::string(name), outcome, std::string(code), std::move(message),
                           session_.prefix + std::string(pointer)});
    }
    /// Checks of a document inside, with their pointers as they are. What has been said already is not said twice.
    void append(std::vector<Check> checks);

    [[nodiscard]] std::vector<Check>& checks() { return checks_; }

  private:
    static constexpr std::size_t kUsualChecks = 16;

    const Session& session_;
    std::vector<Check> checks_;
};

/// Everything that is found about one document.
struct Findings {
    std::vector<Check> checks;
    std::vector<ProofTrace> traces;
};

/// The token a document came in.
struct Enclosure {
    Format format;
    const json::Object& header;
    const json::Object& claims;
    proof::ProofResult proof;    ///< what its signature was found to be
    const json::Object* answer;  ///< the claims that answer a challenge: its own, those of a key binding, or nullptr
};

/// A credential with its proofs, its claims about itself and the endorsements inside. The document is changed while it
/// is looked at, and is as it was afterwards. `around`: the token it came in, or nullptr; the token's signature counts
/// as the first of the proofs.
Findings check_credential(json::Value& credential, const Session& session, const Enclosure* around = nullptr);

/// A presentation, and each credential inside.
Findings check_presentation(json::Value& presentation, const Session& session, const Enclosure* around = nullptr);

}  // namespace blason::vc::checks
