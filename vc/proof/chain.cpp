#include "vc/proof/chain.hpp"

#include "vc/model/values.hpp"

namespace blason::vc::proof {

Result<json::Array> matching_proofs(const std::vector<const json::Value*>& proofs,
                                    std::span<const std::string_view> ids) {
    json::Array matching;
    for (const std::string_view id : ids) {
        const json::Value* found = nullptr;
        for (const json::Value* candidate : proofs) {
            const json::Value* candidate_id = json::find(*candidate, "id");
            if (candidate_id == nullptr || !candidate_id->is_string() || json::view(*candidate_id) != id) continue;
            if (found != nullptr) return refused("proof-id-repeated", "Two proofs have the same id.", "/previousProof");
            found = candidate;
        }
        if (found == nullptr) {
            return refused("previous-proof-not-found", "The proof builds on one that is not there.", "/previousProof");
        }
        matching.push_back(*found);
    }
    return matching;
}

bool is_named(const json::Value& previous, const json::Value& proof) {
    const json::Value* id = json::find(proof, "id");
    if (id == nullptr) return false;
    bool named = false;
    model::for_each_value(previous, [&](const json::Value& one, auto) { named = named || one == *id; });
    return named;
}

}  // namespace blason::vc::proof
