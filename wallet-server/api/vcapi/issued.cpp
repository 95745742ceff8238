#include "wallet-server/api/vcapi/issued.hpp"

#include "wallet-server/api/vcapi/report.hpp"

namespace blason::api::vcapi {
namespace {

/// Fields are short, and of ASCII.
constexpr std::size_t kMostRemarks = 20;

std::string joined(const std::vector<std::string>& remarks) {
    std::string out;
    for (std::size_t i = 0; i < remarks.size() && i < kMostRemarks; ++i) {
        if (!out.empty()) out += ", ";
        for (const char c : remarks[i]) out += c > ' ' - 1 && c < '\x7f' ? c : '?';
    }
    return out;
}

}  // namespace

http::Response issued(service::StoredCredential credential) {
    auto response = http::Response::json(201, as_json(std::move(credential.text), credential.media_type));
    response.fields.set("Location", credential.url);
    if (credential.answered_before) response.fields.set("Idempotency-Replayed", "true");
    if (!credential.remarks.empty()) response.fields.set("Issuing-Remarks", joined(credential.remarks));
    return response;
}

}  // namespace blason::api::vcapi
