// The part of the store that keeps workflows and their exchanges (VCALM); see store.hpp for the errors of every call.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

class WorkflowStore {
  public:
    virtual ~WorkflowStore() = default;

    /// Error "exists" (Conflict); "not-found" without such an organisation.
    virtual Result<void> add_workflow(const WorkflowRow& row, const Audit& audit) = 0;
    virtual Result<WorkflowRow> workflow(std::string_view org, std::string_view id) = 0;  ///< error "not-found"

    /// Forgets exchanges that expired more than a day before `row.created_ms`. Error "not-found" without such a
    /// workflow.
    virtual Result<void> add_exchange(const ExchangeRow& row, const Audit& audit) = 0;
    virtual Result<ExchangeRow> exchange(std::string_view org, std::string_view id) = 0;  ///< error "not-found"
    /// "pending" becomes "active"; any other state stays. The sequence too.
    virtual Result<void> start_exchange(std::string_view org, std::string_view id) = 0;
    /// Writes sequence, state, step and doc when the stored sequence is one less, and forgets the last error: true
    /// once. False: somebody else was faster, and nothing is changed.
    virtual Result<bool> advance_exchange(const ExchangeRow& row, const Audit& audit) = 0;
    /// For whoever looks at the exchange; the sequence stays.
    virtual Result<void> note_exchange_error(std::string_view org, std::string_view id, std::string_view problem) = 0;
};

}  // namespace blason::storage
