// The part of the store that keeps what verifiers asked for and what came of it; see store.hpp for the errors of every
// call.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

class PresentationStore {
  public:
    virtual ~PresentationStore() = default;

    /// Forgets what expired more than a day before `row.created_ms`. Error "not-found" without such an organisation.
    virtual Result<void> add_presentation_request(const PresentationRequestRow& row, const Audit& audit) = 0;
    virtual Result<PresentationRequestRow> presentation_request(std::string_view org,
                                                                std::string_view id) = 0;  ///< error "not-found"
    /// The latest first.
    virtual Result<std::vector<PresentationRequestRow>> presentation_requests(std::string_view org,
                                                                              std::size_t limit) = 0;
    /// By what the wallet knows it by. Error "not-found".
    virtual Result<PresentationRequestRow> presentation_request_of(ByteView handle_hash) = 0;
    /// Writes the answer (`state`, `answer`, `answered_ms`, `code_hash`, `code_expires_ms`): true once. False: it was
    /// answered before, or had expired at `row.answered_ms`. `exchange`: one that moves by it; error "exchange-moved"
    /// (Conflict) when its sequence is another, and then nothing is written.
    virtual Result<bool> answer_presentation_request(const PresentationRequestRow& row, const Audit& audit,
                                                     const ExchangeMove* exchange = nullptr) = 0;
    /// Uses up a response code: true once, and before it expires.
    virtual Result<bool> take_response_code(std::string_view org, std::string_view id, ByteView code_hash,
                                            std::int64_t now_ms, const Audit& audit) = 0;
};

}  // namespace blason::storage
