// The answers to a verifier's requests: read, judged, kept once, and collected by the browser that asked.
#include "engine/crypto/private_key.hpp"
#include "engine/crypto/seal.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "vc/oid4vp/request_object.hpp"
#include "vc/oid4vp/response.hpp"
#include "wallet-server/service/derived_key.hpp"
#include "wallet-server/service/oid4vp/judge.hpp"
#include "wallet-server/service/oid4vp/request_secrets.hpp"
#include "wallet-server/service/oid4vp/verifier.hpp"

namespace blason::service::oid4vp {
namespace {

bool same(std::string_view a, std::string_view b) {
    return crypto::constant_time_equal(as_bytes(a), as_bytes(b));
}

Result<json::Object> decrypted(const KeptRequest& kept, std::string_view text) {
    auto key = crypto::parse_key_file(kept.encryption_key);
    if (!key) return std::move(key).error();
    const auto agreement = crypto::make_key_agreement(std::move(*key));
    if (!agreement) return agreement.error();
    return vc::oid4vp::decrypt_response(text, **agreement, kEncryptionKid);
}

/// The answer as the mode of the request asks for it. An error may come in the clear: it reveals nothing.
Result<vc::oid4vp::Response> read_answer(const KeptRequest& kept, const text::FormFields& fields) {
    const auto* encrypted = [&]() -> const std::string* {
        for (const auto& [name, value] : fields)
            if (name == "response") return &value;
        return nullptr;
    }();
    if (encrypted != nullptr && !kept.encryption_key.empty()) {
        if (fields.size() != 1)
            return malformed("invalid_response", "An encrypted answer has no other parameters.", "/response");
        const auto parameters = decrypted(kept, *encrypted);
        if (!parameters) return parameters.error();
        return vc::oid4vp::read_response(*parameters);
    }
    auto read = vc::oid4vp::read_response(fields);
    if (read && !read->error && !kept.encryption_key.empty())
        return malformed("invalid_response", "The answer to this request is encrypted.", "/response");
    return read;
}

}  // namespace

Result<Verifier::Accepted> Verifier::keep(Open open, std::string_view state, const json::Object& answer,
                                          const Actor& actor, const ExchangeAfter* exchange) {
    const auto now = parts_.clock();
    auto& row = open.row;
    row.state = state;
    row.answered_ms = to_ms(now);
    row.answer = crypto::seal(derived_key(parts_.master, kSealPurpose), as_bytes(json::serialize(answer)),
                              place_of(row, "answer"), parts_.random);
    Accepted out;
    if (!open.kept.session_hash.empty()) {
        const std::string code = text::base64url_encode(parts_.random.bytes(kSecretBytes));
        row.code_hash = hashed(code);
        row.code_expires_ms = to_ms({now.seconds + kCodeLifetime.count(), now.nanoseconds});
        const std::string page = open.kept.return_to.empty()
                                     ? parts_.urls.issuer(row.org) + "/presentations/requests/" + row.id + "/return"
                                     : open.kept.return_to;
        out.redirect_uri =
            vc::oid4vp::write_link(page, {{"response_code", json::key(code)}, {"request", json::key(row.id)}});
    }
    std::optional<storage::ExchangeMove> move;
    if (exchange != nullptr) {
        out.redirect_uri = exchange->redirect_url;
        move.emplace(exchange->move());
    }
    const auto first = parts_.store.answer_presentation_request(
        row, audit(row.org, "presentation." + std::string(state), row.id, actor, now), move ? &*move : nullptr);
    if (!first) return first.error();
    if (!*first) return unknown_request();
    return out;
}

Result<Verifier::Accepted> Verifier::answer(std::string_view handle, const text::FormFields& fields,
                                            const Actor& actor) {
    auto found = open(handle);
    if (!found) return std::move(found).error();
    const auto response = read_answer(found->kept, fields);
    if (!response) return response.error();
    if (!same(response->state, json::text_of(found->kept.parameters, "state")))
        return refused("state-mismatch", "The state is not the one of this request.", "/state");
    if (response->error) {
        return keep(std::move(*found), "declined",
                    {{"error", json::key(response->error->code)},
                     {"errorDescription", json::key(response->error->description)}},
                    actor);
    }
    const auto read = read_kept(found->kept);
    if (!read) return read.error();
    const auto answer = judge(read->request, read->wish, response->vp_token, {parts_.clock(), parts_.environment});
    if (!answer) return answer.error();
    if (!found->kept.exchange) return keep(std::move(*found), "answered", *answer, actor);
    if (exchanges_ == nullptr) return unknown_request();
    const auto after = exchanges_->presented(found->row.org, *found->kept.exchange, *answer, actor);
    if (!after) return after.error();
    auto kept = keep(std::move(*found), "answered", *answer, actor, &*after);
    if (kept) exchanges_->moved(*after);
    return kept;
}

Result<PresentationRequest> Verifier::collect(std::string_view org, std::string_view id, std::string_view session,
                                              std::string_view code, const Actor& actor) {
    auto row = parts_.store.presentation_request(org, id);
    if (!row) return request_not_found(std::move(row).error());
    auto kept = unsealed(*row);
    if (!kept) return std::move(kept).error();
    const Error refusal{"response-code", "This is not the browser that asked, or it comes too late.", "",
                        ErrorKind::Forbidden};
    if (kept->session_hash.empty() || !same(to_hex(hashed(session)), kept->session_hash)) return refusal;
    const auto now = parts_.clock();
    const auto taken = parts_.store.take_response_code(org, id, hashed(code), to_ms(now),
                                                       audit(org, "presentation.collect", id, actor, now));
    if (!taken) return taken.error();
    if (!*taken) return refusal;
    return view({std::move(*row), std::move(*kept)}, true);
}

}  // namespace blason::service::oid4vp
