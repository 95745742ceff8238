#include "vc/pex/formats.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "vc/pex/rules.hpp"

namespace blason::vc::pex {
namespace {

/// Those that read_candidate gives.
constexpr std::array<std::string_view, 11> kCredentials{
    "ldp_vc", "di_vc", "ldp", "di", "jwt_vc_json", "jwt_vc", "vc+jwt", "jwt", "dc+sd-jwt", "vc+sd-jwt", "sd_jwt"};

const FormatRule* find(const Formats& formats, std::string_view name) {
    const auto found = std::ranges::find(formats, name, &FormatRule::name);
    return found == formats.end() ? nullptr : &*found;
}

bool has_kind(const Formats& formats, bool presentations) {
    return std::ranges::any_of(formats,
                               [&](const FormatRule& rule) { return is_about_presentations(rule) == presentations; });
}

void limit(Formats& formats, const Formats& of_verifier) {
    std::erase_if(formats, [&](const FormatRule& rule) {
        return find(of_verifier, rule.name) == nullptr && has_kind(of_verifier, is_about_presentations(rule));
    });
    for (FormatRule& rule : formats) {
        const FormatRule* known = find(of_verifier, rule.name);
        if (known == nullptr) continue;
        for (const auto list : {&FormatRule::algorithms, &FormatRule::proof_types, &FormatRule::cryptosuites})
            if ((rule.*list).empty()) rule.*list = known->*list;
    }
}

/// Nothing asked for, or something of ours.
bool has_known(const Formats& formats) {
    return !has_kind(formats, false) || std::ranges::any_of(formats, [](const FormatRule& rule) {
        return std::ranges::find(kCredentials, rule.name) != kCredentials.end();
    });
}

}  // namespace

void limit_formats(Definition& definition, const Formats& of_verifier) {
    limit(definition.formats, of_verifier);
    for (InputDescriptor& one : definition.descriptors) limit(one.formats, of_verifier);
    for (const bool presentations : {false, true}) {
        if (has_kind(definition.formats, presentations)) continue;
        std::ranges::copy_if(of_verifier, std::back_inserter(definition.formats),
                             [&](const FormatRule& rule) { return is_about_presentations(rule) == presentations; });
    }
}

bool asks_for_known_format(const Definition& definition) {
    return has_known(definition.formats) && std::ranges::any_of(definition.descriptors, [](const InputDescriptor& one) {
               return has_known(one.formats);
           });
}

std::string designation_for(const Definition& definition, const InputDescriptor& descriptor, const Candidate& thing) {
    for (const Formats* formats : {&descriptor.formats, &definition.formats})
        for (const std::string& own : thing.formats)
            if (find(*formats, own) != nullptr) return own;
    return thing.formats.front();
}

bool may_be_presented_in(const Definition& definition, const InputDescriptor& descriptor,
                         const Candidate& presentation) {
    return presentation_fits(definition.formats, presentation) && presentation_fits(descriptor.formats, presentation);
}

}  // namespace blason::vc::pex
