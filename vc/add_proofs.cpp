#include "vc/add_proofs.hpp"

#include <algorithm>
#include <vector>

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/always_disclosed.hpp"
#include "vc/proof/chain.hpp"
#include "vc/proof/create.hpp"
#include "vc/proof/verify.hpp"

namespace blason::vc {

namespace {

Error usage(std::string code, std::string message) {
    return Error{std::move(code), std::move(message), "", ErrorKind::Usage};
}

/// One proof of those that are asked for.
struct Wanted {
    const proof::Suite* suite;
    const crypto::Signer* signer;
    std::string verification_method;
    std::string id;

    [[nodiscard]] bool selective() const { return suite->disclosure == proof::Disclosure::Selective; }
};

/// A name for a proof that others build on (RFC 9562 section 5.4).
std::string new_id() {
    Bytes bytes = crypto::system_random().bytes(16);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    std::string hex = to_hex(bytes);
    for (const std::size_t place : {20U, 16U, 12U, 8U}) hex.insert(place, "-");
    return "urn:uuid:" + hex;
}

Result<std::vector<Wanted>> wanted_proofs(const SigningOptions& options, const crypto::Signer& signer) {
    std::vector<Wanted> out;
    const auto want = [&](const std::string& name, const crypto::Signer& by, std::string method) -> Result<void> {
        const proof::Suite* suite = proof::find_suite_to_create(name);
        if (suite == nullptr) return usage("cryptosuite-unknown", "There is no cryptographic suite \"" + name + "\".");
        std::string id = out.size() < options.proof.ids.size() ? options.proof.ids[out.size()] : std::string();
        if (id.empty() && options.proof.chain) id = new_id();
        out.push_back({suite, &by, std::move(method), std::move(id)});
        return {};
    };
    if (auto first = want(options.cryptosuite, signer, method_of(options, signer)); !first) {
        return std::move(first).error();
    }
    for (const FurtherProof& further : options.further_proofs) {
        auto next = want(further.cryptosuite, *further.signer, did::did_key_method(further.signer->public_key()));
        if (!next) return std::move(next).error();
    }
    return out;
}

Result<void> check_disclosure(const std::vector<Wanted>& wanted, const SigningOptions& options, did::Purpose purpose) {
    const bool selective = std::ranges::any_of(wanted, [](const Wanted& one) { return one.selective(); });
    if (selective && purpose != did::Purpose::AssertionMethod) {
        return usage("cryptosuite-not-for-presentations", "A presentation is shown whole; choose another suite.");
    }
    if (!selective && !options.mandatory_pointers.empty()) {
        return usage("mandatory-pointers-unused", "Only a suite with selective disclosure has mandatory pointers.");
    }
    return {};
}

bool has_id(const json::Value& proof, const std::string& id) {
    const json::Value* own = json::find(proof, "id");
    return own != nullptr && own->is_string() && json::view(*own) == id;
}

/// Section 2.1: an id is of one proof alone, or `previousProof` would say nothing.
Result<void> check_names(const std::vector<Wanted>& wanted, const json::Array& earlier, const ProofMembers& members) {
    if (earlier.size() + wanted.size() > proof::kMaxProofs) {
        return refused("too-many-proofs", "There would be more proofs than are verified.", "/proof");
    }
    if (members.ids.size() > wanted.size()) {
        return usage("proof-id-unused", "There are more ids than proofs to be made.");
    }
    for (auto one = wanted.begin(); one != wanted.end(); ++one) {
        if (one->id.empty()) continue;
        const bool taken = std::any_of(wanted.begin(), one, [&](const Wanted& other) { return other.id == one->id; }) ||
                           std::ranges::any_of(earlier, [&](const auto& proof) { return has_id(proof, one->id); });
        if (taken) return refused("proof-id-repeated", "Two proofs would have the same id.", "/proof");
    }
    return {};
}

/// Some suites have terms of their own. What one adds to the contexts is signed by all, so that nothing can be added
/// once there are proofs.
Result<void> add_contexts(json::Object& document, const std::vector<Wanted>& wanted, const json::Array& earlier) {
    const json::Value* contexts = json::find(document, "@context");
    const json::Value before = contexts == nullptr ? json::Value() : *contexts;
    for (const Wanted& one : wanted) proof::add_own_context(document, *one.suite);
    contexts = json::find(document, "@context");
    if (earlier.empty() || contexts == nullptr || *contexts == before) return {};
    return refused("context-missing", "The document lacks the context of this suite, and is signed without it.",
                   "/@context");
}

/// The proofs that the next one builds on: those that are named, and in a chain the one before it.
Result<json::Array> previous_of(const json::Array& all, const ProofMembers& members, const std::string& before) {
    std::vector<std::string_view> ids(members.previous.begin(), members.previous.end());
    if (members.chain && !before.empty()) ids.assign(1, before);
    std::vector<const json::Value*> places;
    for (const json::Value& proof : all) places.push_back(&proof);
    auto found = proof::matching_proofs(places, ids);
    if (!found) found.error().pointer.insert(0, "/proof");
    return found;
}

}  // namespace

Result<Secured> add_proofs(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                           const crypto::Signer& signer, const Environment& environment) {
    const auto wanted = wanted_proofs(options, signer);
    if (!wanted) return wanted.error();
    if (auto fits = check_disclosure(*wanted, options, signed_for.purpose); !fits) return std::move(fits).error();
    json::Array proofs = signed_for.earlier;
    if (auto fits = check_names(*wanted, proofs, options.proof); !fits) return std::move(fits).error();
    json::Object& object = document.get_object();
    if (auto added = add_contexts(object, *wanted, proofs); !added) return std::move(added).error();
    std::string before;  // the id of the proof made last
    for (const Wanted& one : *wanted) {
        proof::CreateOptions create{signed_for.purpose, one.verification_method, options.created, options.challenge,
                                    options.domain};
        create.id = one.id;
        create.expires = options.proof.expires;
        create.nonce = options.proof.nonce;
        auto previous = previous_of(proofs, options.proof, before);
        if (!previous) return std::move(previous).error();
        create.previous = std::move(*previous);
        before = one.id;
        if (one.selective()) {
            create.mandatory_pointers = always_disclosed(document);
            for (const std::string& pointer : options.mandatory_pointers) create.mandatory_pointers.push_back(pointer);
        }
        auto made = proof::make_proof(document, *one.suite, *one.signer, create, environment.jsonld);
        if (!made) return std::move(made).error();
        proofs.push_back(std::move(*made));
    }
    object.emplace("proof", proofs.size() == 1 ? std::move(proofs.front()) : json::Value(std::move(proofs)));
    std::string text = json::serialize(document);
    const bool credential = signed_for.purpose == did::Purpose::AssertionMethod;
    return Secured{std::move(document), std::move(text), credential ? "application/vc" : "application/vp"};
}

json::Array take_proofs(json::Value& document, const SigningOptions& options) {
    json::Array taken;
    if (!options.proof.add || options.format != Format::DataIntegrity) return taken;
    json::Object& object = document.get_object();
    if (json::Value* proofs = object.if_contains("proof")) {
        if (proofs->is_array()) {
            taken = std::move(proofs->get_array());
        } else {
            taken.push_back(std::move(*proofs));
        }
        object.stable_erase("proof");
    }
    return taken;
}

Result<void> check_proof_members(const SigningOptions& options) {
    const ProofMembers& members = options.proof;
    const bool any = !members.ids.empty() || members.expires || members.nonce || !members.previous.empty() ||
                     members.add || members.chain;
    if (options.format == Format::DataIntegrity || !any) return {};
    return usage("proof-members-unused", "A token has no proof with an id, an end or a nonce, and none can be added.");
}

}  // namespace blason::vc
