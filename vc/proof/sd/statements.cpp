#include "vc/proof/sd/statements.hpp"

#include <algorithm>

#include "engine/crypto/hmac.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"
#include "engine/text/multibase.hpp"

namespace blason::vc::proof::sd {

namespace {

/// The places of the selected statements among all; nothing when one of them is no statement of the whole document.
std::optional<std::vector<std::size_t>> places(const Statements& selected, const Statements& all) {
    std::vector<std::size_t> out;
    out.reserve(selected.size());
    for (const std::string& statement : selected) {
        const auto found = std::lower_bound(all.begin(), all.end(), statement);
        if (found == all.end() || *found != statement) return std::nullopt;
        out.push_back(static_cast<std::size_t>(found - all.begin()));
    }
    return out;
}

/// Section 3.4.15, selectCanonicalNQuads, and the matching of section 3.4.16.
Result<Group> group(const Pointers& pointers, const Skolemized& skolemized, const Grouped& whole,
                    const jsonld::Processor& processor) {
    if (pointers.empty()) return Group{};
    const auto selection = select_json_ld(skolemized.document(), pointers);
    if (!selection) return selection.error();
    auto dataset = skolemized.to_rdf(*selection, processor);
    if (!dataset) return std::move(dataset).error();
    const auto statements = relabelled(*dataset, whole.labels);
    const auto matching = statements ? places(*statements, whole.statements) : std::nullopt;
    if (matching) return Group{std::move(*matching), std::move(*dataset)};
    // Something was torn apart. Alone each pointer shows whether it was that one.
    if (pointers.size() > 1) {
        for (const std::string& pointer : pointers) {
            const auto alone = group({pointer}, skolemized, whole, processor);
            if (!alone) return alone.error();
        }
    }
    return refused("selection-not-separable", "This can be selected only together with what it is a part of.",
                   pointers.front());
}

}  // namespace

LabelOf hmac_labels(Bytes key) {
    return [key = std::move(key)](const std::string& canonical) -> Result<std::string> {
        const auto digest = crypto::hmac(crypto::HashAlgorithm::Sha256, key, as_bytes(canonical));
        return text::multibase_encode(text::Base::Base64Url, digest.bytes());
    };
}

Result<Labels> label_map(const rdf::Dataset& dataset, const LabelOf& label_of) {
    if (dataset.quads.size() > kMaxStatements) {
        return Error{"too-many-statements", "The document says more than can be disclosed piece by piece.", "",
                     ErrorKind::TooLarge};
    }
    const auto canonical = rdf::canonicalize(dataset);
    if (!canonical) return canonical.error();
    Labels labels;
    for (const auto& [label, canonical_label] : canonical->issued) {
        auto mapped = label_of(canonical_label);
        if (!mapped) return std::move(mapped).error();
        labels.emplace(label, std::move(*mapped));
    }
    return labels;
}

Result<Statements> relabelled(const rdf::Dataset& dataset, const Labels& labels) {
    Statements out;
    out.reserve(dataset.quads.size());
    for (rdf::Quad quad : dataset.quads) {
        for (rdf::Term* term : {&quad.subject, &quad.object, &quad.graph}) {
            if (term->kind != rdf::TermKind::BlankNode) continue;
            const auto found = labels.find(std::string(term->value));
            if (found == labels.end()) return refused("label-unknown", "A blank node has no label.");
            term->value = found->second;
        }
        rdf::append_nquad(out.emplace_back(), quad);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

Result<Grouped> canonicalize_and_group(const json::Value& document, const LabelOf& label_of,
                                       const std::vector<Pointers>& groups, const jsonld::Processor& processor,
                                       crypto::Random& random) {
    const auto skolemized = Skolemized::make(document, processor, random);
    if (!skolemized) return skolemized.error();
    const auto dataset = skolemized->to_rdf(skolemized->document(), processor);
    if (!dataset) return dataset.error();
    Grouped out;
    auto labels = label_map(*dataset, label_of);
    if (!labels) return std::move(labels).error();
    out.labels = std::move(*labels);
    auto statements = relabelled(*dataset, out.labels);
    if (!statements) return std::move(statements).error();
    out.statements = std::move(*statements);
    for (const Pointers& pointers : groups) {
        auto made = group(pointers, *skolemized, out, processor);
        if (!made) return std::move(made).error();
        out.groups.push_back(std::move(*made));
    }
    return out;
}

std::string joined(const Statements& statements) {
    std::string out;
    for (const std::string& statement : statements) out += statement;
    return out;
}

}  // namespace blason::vc::proof::sd
