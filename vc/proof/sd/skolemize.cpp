#include "vc/proof/sd/skolemize.hpp"

#include <unordered_set>

#include "engine/json/pointer.hpp"
#include "vc/model/values.hpp"
#include "vc/proof/sd/name_by_content.hpp"
#include "vc/proof/transform.hpp"

namespace blason::vc::proof::sd {

namespace {

using model::text_value;

constexpr std::string_view kBlank = "_:";
constexpr std::string_view kLabelled = "l:";  ///< follows the prefix where the document had a label
constexpr std::string_view kNumbered = "n:";  ///< and where it had none

/// Sections 3.4.7 and 3.4.8, in one pass over the document.
class Naming {
  public:
    Naming(const std::unordered_set<const json::Object*>& unnamed, const std::string& prefix)
        : unnamed_(unnamed), labelled_(prefix + std::string(kLabelled)), numbered_(prefix + std::string(kNumbered)) {}

    Result<json::Value> copy(const json::Value& value, const json::Path& path) {
        if (value.is_string()) return text(json::view(value));
        if (value.is_array()) {
            json::Array out;
            out.reserve(value.get_array().size());
            for (const json::Value& item : value.get_array()) {
                auto copied = copy(item, json::Path(&path, out.size()));
                if (!copied) return copied;
                out.push_back(std::move(*copied));
            }
            return json::Value(std::move(out));
        }
        if (!value.is_object()) return value;
        return object(value.get_object(), path);
    }

  private:
    /// A literal that looks like a blank node is changed too, and changed back in the RDF.
    [[nodiscard]] json::Value text(std::string_view text) const {
        if (!text.starts_with(kBlank)) return text_value(text);
        return text_value(labelled_ + std::string(text.substr(kBlank.size())));
    }

    Result<json::Value> object(const json::Object& object, const json::Path& path) {
        json::Object out;
        out.reserve(object.size() + 1);
        for (const auto& member : object) {
            const std::string_view name(member.key().data(), member.key().size());
            const json::Path here(&path, name);
            if (name.starts_with(kBlank)) {
                return refused("blank-node-name", "The name of a member may not be that of a blank node.",
                               here.pointer());
            }
            auto copied = name == "@context" ? Result<json::Value>(member.value()) : copy(member.value(), here);
            if (!copied) return copied;
            out.emplace(member.key(), std::move(*copied));
        }
        if (unnamed_.contains(&object)) out.emplace("@id", text_value(numbered_ + std::to_string(count_++)));
        return json::Value(std::move(out));
    }

    const std::unordered_set<const json::Object*>& unnamed_;
    std::string labelled_;
    std::string numbered_;
    std::size_t count_ = 0;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// Section 3.4.6, deskolemizeNQuads, for one term.
void deskolemize(rdf::Term& term, std::string_view prefix, rdf::Dataset& dataset) {
    if (term.kind == rdf::TermKind::Iri && term.value.starts_with(prefix)) {
        term = {rdf::TermKind::BlankNode, term.value.substr(prefix.size()), {}, {}};
    } else if (term.kind == rdf::TermKind::Literal && term.value.find(prefix) != std::string_view::npos) {
        std::string value(term.value);
        replace_all(value, std::string(prefix) + std::string(kLabelled), kBlank);
        term.value = dataset.keep(value);
    }
}

}  // namespace

Result<Skolemized> Skolemized::make(const json::Value& document, const jsonld::Processor& processor,
                                    crypto::Random& random) {
    std::unordered_set<const json::Object*> unnamed;
    jsonld::Options options = safe_mode();
    options.unnamed_nodes = &unnamed;
    const auto expanded = processor.expand(document, options);
    if (!expanded) return expanded.error();
    Skolemized out;
    out.prefix_ = "urn:bnid:" + to_hex(random.bytes(16)) + ":";
    auto named = Naming(unnamed, out.prefix_).copy(document, json::Path{});
    if (!named) return std::move(named).error();
    out.document_ = std::move(*named);
    return out;
}

Result<rdf::Dataset> Skolemized::to_rdf(const json::Value& selection, const jsonld::Processor& processor) const {
    auto dataset = processor.to_rdf(selection, safe_mode());
    if (!dataset) return dataset;
    // What is blank now has no part of the document to itself.
    if (const auto named = name_by_content(*dataset); !named) return named.error();
    for (rdf::Quad& quad : dataset->quads) {
        for (rdf::Term* term : {&quad.subject, &quad.object, &quad.graph}) deskolemize(*term, prefix_, *dataset);
    }
    return dataset;
}

}  // namespace blason::vc::proof::sd
