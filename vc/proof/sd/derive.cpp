#include "vc/proof/sd/derive.hpp"

#include <algorithm>

#include "engine/text/multibase.hpp"
#include "vc/proof/sd/statements.hpp"

namespace blason::vc::proof::sd {

namespace {

bool holds(const std::vector<std::size_t>& sorted, std::size_t index) {
    return std::binary_search(sorted.begin(), sorted.end(), index);
}

/// Steps 12 to 14 and section 3.5.5, compressLabelMap: from the canonical labels that a verifier will find in the
/// disclosed document to the ones that were signed.
Result<std::vector<std::pair<std::int64_t, Bytes>>> verifier_labels(const Group& combined,
                                                                    const Labels& signed_labels) {
    std::vector<std::pair<std::int64_t, Bytes>> out;
    const auto canonical =
        label_map(combined.dataset, [](const std::string& label) -> Result<std::string> { return label; });
    if (!canonical) return canonical.error();
    constexpr std::size_t kPrefix = std::string_view("c14n").size();
    for (const auto& [label, canonical_label] : *canonical) {
        auto bytes = text::multibase_decode(text::Base::Base64Url, signed_labels.at(label));
        if (!bytes) return std::move(bytes).error();
        out.emplace_back(std::stoll(canonical_label.substr(kPrefix)), std::move(*bytes));
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

Result<Disclosure> disclose(const json::Value& document, const BaseProofValue& base, const Pointers& selective,
                            const jsonld::Processor& processor, crypto::Random& random) {
    Pointers combined_pointers = base.mandatory;  // step 4
    combined_pointers.insert(combined_pointers.end(), selective.begin(), selective.end());
    if (combined_pointers.empty()) {
        return refused("nothing-selected", "Nothing is mandatory, so something has to be selected.");
    }
    const auto grouped = canonicalize_and_group(document, hmac_labels(base.hmac_key),
                                                {base.mandatory, combined_pointers}, processor, random);  // 5, 6
    if (!grouped) return grouped.error();
    const std::vector<std::size_t>& mandatory = grouped->groups[0].matching;
    const std::vector<std::size_t>& combined = grouped->groups[1].matching;
    if (base.signatures.size() != grouped->statements.size() - mandatory.size()) {
        return refused("signature-count", "The base proof was made for another document.", "/proof/proofValue");
    }

    Disclosure out;
    out.value.base_signature = base.base_signature;
    out.value.public_key = base.public_key;
    for (std::size_t i = 0; i < combined.size(); ++i) {  // steps 7 to 9
        if (holds(mandatory, combined[i])) out.value.mandatory.push_back(static_cast<std::int64_t>(i));
    }
    // Step 10. What is combined and not mandatory is what was selected.
    auto signature = base.signatures.begin();
    for (std::size_t i = 0; i < grouped->statements.size(); ++i) {
        if (holds(mandatory, i)) continue;
        if (holds(combined, i)) out.value.signatures.push_back(*signature);
        ++signature;
    }
    auto document_selection = select_json_ld(document, combined_pointers);  // step 11
    if (!document_selection) return std::move(document_selection).error();
    out.document = std::move(*document_selection);
    auto labels = verifier_labels(grouped->groups[1], grouped->labels);
    if (!labels) return std::move(labels).error();
    out.value.labels = std::move(*labels);
    return out;
}

}  // namespace blason::vc::proof::sd
