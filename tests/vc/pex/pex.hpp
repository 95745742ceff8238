// Small definitions and credentials for the tests of Presentation Exchange.
#pragma once

#include <string>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/samples.hpp"
#include "vc/pex/select.hpp"

namespace blason::test {

/// A definition with these input descriptors; `more`: further members, with a comma in front.
inline vc::pex::Definition definition(std::string_view descriptors, std::string_view more = {}) {
    auto read = vc::pex::parse_definition(
        parse(R"({"id":"d","input_descriptors":[)" + std::string(descriptors) + "]" + std::string(more) + "}"));
    if (!read) throw std::runtime_error(read.error().code + " at " + read.error().pointer);
    return std::move(*read);
}

/// One descriptor whose constraints are these members.
inline vc::pex::Definition asking(std::string_view constraints) {
    return definition(R"({"id":"x","constraints":{)" + std::string(constraints) + "}}");
}

inline vc::pex::Candidate candidate(std::string_view text) {
    auto read = vc::pex::read_candidate(text);
    if (!read) throw std::runtime_error(read.error().code + ": " + read.error().detail);
    return std::move(*read);
}

/// A token with this header and payload and a signature that nobody checks.
inline std::string token(std::string_view header, std::string_view payload) {
    return text::base64url_encode(as_bytes(header)) + "." + text::base64url_encode(as_bytes(payload)) + ".c2ln";
}

inline std::string jwt(std::string_view payload) {
    return token(R"({"alg":"ES256","typ":"JWT"})", payload);
}
inline std::string sd_jwt(std::string_view payload, std::string_view type = "dc+sd-jwt") {
    return token(R"({"alg":"ES256","typ":")" + std::string(type) + "\"}", payload) + "~";
}

/// "match", or why not.
inline std::string outcome(const vc::pex::Definition& definition, const vc::pex::Candidate& candidate,
                           const vc::pex::EvaluateOptions& options = {}) {
    const auto evaluation = evaluate(definition, std::span(&candidate, 1), options);
    if (!evaluation) return evaluation.error().code;
    const auto& result = evaluation->descriptors.front();
    return result.matches.empty() ? std::string(to_text(result.rejections.front().reason)) : "match";
}

}  // namespace blason::test
