// A verifier of drafts 18 to 24 of OpenID4VP, which asks with Presentation Exchange and checks the submission that it
// gets; for tests of our wallets.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "engine/jose/jwk_set.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/net/http_client.hpp"
#include "engine/text/form_urlencoded.hpp"
#include "vc/oid4vp/link.hpp"
#include "vc/oid4vp/response.hpp"
#include "vc/pex/submission.hpp"
#include "vc/verify.hpp"

namespace blason::test {

class DraftVerifier : public net::HttpClient {
  public:
    static constexpr auto kAddress = "https://verifier.example/answers/1";

    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        net::FetchReply reply;
        reply.content_type = "application/json";
        if (request.method == "POST") {
            EXPECT_EQ(request.url, kAddress);
            posts.push_back(*text::form_decode(request.body));
            reply.status = 200;
            reply.body = R"({"redirect_uri": "https://verifier.example/done"})";
            return reply;
        }
        fetched.push_back(request.url);
        const auto found = documents.find(request.url);
        if (found == documents.end()) return unavailable("fetch-failed", "There is nothing at " + request.url);
        if (found->second.size() > request.max_bytes) return unavailable("fetch-too-large", "The answer is too large.");
        reply.status = found->second.empty() ? 404 : 200;
        reply.body = found->second;
        return reply;
    }

    /// Of draft 18, not signed: the verifier is known by where the answer goes.
    static json::Object request(const json::Value& definition) {
        return {{"response_type", "vp_token"}, {"response_mode", "direct_post"},
                {"client_id", kAddress},       {"client_id_scheme", "redirect_uri"},
                {"response_uri", kAddress},    {"nonce", "343s$FSFDa-"},
                {"state", "af0ifjsldkj"},      {"presentation_definition", definition}};
    }
    static std::string link(const json::Object& request) { return vc::oid4vp::write_link("openid4vp://", request); }

    /// What was sent: the token as JSON, and where in it which credential is.
    struct Answer {
        json::Value token;
        vc::pex::Submission submission;
        vc::pex::CheckedSubmission checked;
    };
    /// Reads the parameters of an answer, verifies each presentation for this request, and then whether what is in them
    /// is what the definition asks for. An error says what is wrong.
    static Result<Answer> judge(const json::Object& parameters, const json::Object& request, Instant now,
                                const vc::Environment& environment) {
        Answer out;
        out.token = parameters.at("vp_token");
        auto submission = vc::pex::parse_submission(parameters.at("presentation_submission"));
        if (!submission) return submission.error();
        out.submission = std::move(*submission);
        const json::Array one{out.token};
        for (const json::Value& presentation : out.token.is_array() ? out.token.get_array() : one) {
            vc::VerifyOptions options;
            options.now = now;
            options.challenge = std::string(request.at("nonce").as_string());
            options.domain = std::string(request.at("client_id").as_string());
            const auto report = vc::verify(presentation, options, environment);
            if (!report) return report.error();
            if (report->verdict() == vc::Verdict::Invalid || report->signature() != vc::Outcome::Pass)
                return refused("not-valid", json::serialize(vc::to_json(*report)));
        }
        const auto definition = vc::pex::parse_definition(request.at("presentation_definition"));
        if (!definition) return definition.error();
        vc::pex::EvaluateOptions options;
        options.now = now;
        auto checked = vc::pex::check_submission(*definition, out.submission, out.token, options,
                                                 [](vc::pex::Candidate& candidate, const json::Value&) {
                                                     candidate.holder_bound = true;  // as verified above
                                                 });
        if (!checked) return checked.error();
        out.checked = std::move(*checked);
        return out;
    }
    /// The parameters of a posted form: JSON where it is JSON.
    static json::Object parameters_of(const text::FormFields& form) {
        json::Object out;
        for (const auto& [name, value] : form) {
            const bool is_json = name == "presentation_submission" || value.starts_with('{') || value.starts_with('[');
            out[json::key(name)] = is_json ? *json::parse(value) : json::Value(json::key(value));
        }
        return out;
    }

    std::map<std::string, std::string> documents;  ///< by address; empty: 404
    std::vector<std::string> fetched;
    std::vector<text::FormFields> posts;
};

}  // namespace blason::test
