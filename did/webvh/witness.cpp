#include "did/webvh/witness.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "did/webvh/proof.hpp"
#include "engine/json/parse.hpp"

namespace blason::did::webvh {
namespace {

/// For each witness, the number of the last version it approved: that is an approval of all before it, too.
using Approvals = std::map<std::string, std::uint32_t, std::less<>>;

std::set<std::string, std::less<>> all_witnesses(const Log& log) {
    std::set<std::string, std::less<>> keys;
    for (const auto& version : log.versions) keys.insert(version.witnesses.keys.begin(), version.witnesses.keys.end());
    return keys;
}

/// The Multikey a proof claims to be made with; checked by verify_proof only afterwards.
std::string_view claimed_key(const json::Value& proof) {
    const auto* method = json::find(proof, "verificationMethod");
    if (method == nullptr || !method->is_string()) return {};
    const auto url = json::view(*method);
    const auto hash = url.find('#');
    return hash == std::string_view::npos ? std::string_view() : url.substr(hash + 1);
}

class ApprovalReader {
  public:
    ApprovalReader(const Log& log, Instant now) : log_(log), witnesses_(all_witnesses(log)), now_(now) {}

    Approvals read(const json::Array& file) {
        const json::Path root;
        for (std::size_t i = 0; i < file.size(); ++i) {
            const auto* id = json::find(file[i], "versionId");
            const auto* proofs = json::find(file[i], "proof");
            if (id == nullptr || !id->is_string() || proofs == nullptr || !proofs->is_array()) continue;
            const auto version = std::find_if(log_.versions.begin(), log_.versions.end(),
                                              [&](const Version& one) { return one.id == json::view(*id); });
            if (version == log_.versions.end()) continue;  // not published, or of another log
            const json::Value signed_document = json::Object{{"versionId", *id}};
            for (const auto& proof : proofs->get_array()) take(signed_document, proof, *version, json::Path(&root, i));
        }
        return std::move(approvals_);
    }

  private:
    void take(const json::Value& document, const json::Value& proof, const Version& version, const json::Path& path) {
        const auto key = claimed_key(proof);
        if (!witnesses_.contains(key)) return;
        const auto known = approvals_.find(key);
        if (known != approvals_.end() && known->second >= version.number) return;
        if (checked_ == kMaxWitnessProofs) return;
        ++checked_;
        const auto signer = verify_proof(document, proof, now_, path);
        if (signer) approvals_.insert_or_assign(*signer, version.number);
    }

    const Log& log_;
    const std::set<std::string, std::less<>> witnesses_;
    Instant now_;
    Approvals approvals_;
    std::size_t checked_ = 0;
};

}  // namespace

bool needs_witnesses(const Log& log) {
    return std::any_of(log.versions.begin(), log.versions.end(),
                       [](const Version& version) { return !version.witnesses.keys.empty(); });
}

void check_witnesses(Log& log, std::string_view text, Instant now) {
    Approvals approvals;
    if (const auto file = json::parse(text, {}, {.max_bytes = kMaxWitnessBytes}); file && file->is_array()) {
        approvals = ApprovalReader(log, now).read(file->get_array());
    }
    for (std::size_t i = 0; i < log.versions.size(); ++i) {
        const auto& [threshold, keys] = log.versions[i].witnesses;
        const auto approved =
            static_cast<std::size_t>(std::count_if(keys.begin(), keys.end(), [&](const std::string& key) {
                const auto found = approvals.find(key);
                return found != approvals.end() && found->second >= log.versions[i].number;
            }));
        if (approved >= threshold) continue;
        log.broken = refused("INVALID_DID",
                             fmt::format("Version {} was approved by {} of its witnesses, and {} have to.",
                                         log.versions[i].number, approved, threshold),
                             fmt::format("/{}", i));
        log.versions.resize(i);
        return;
    }
}

}  // namespace blason::did::webvh
