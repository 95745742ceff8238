#include "conformance/open_badges/consumer.hpp"

#include <algorithm>

namespace blason::conformance {
namespace {

constexpr std::size_t kMost = 100'000;  // requests remembered

constexpr std::string_view kDiscovery = "/ims/ob/v3p0/discovery";
constexpr std::string_view kCredentials = "/ims/ob/v3p0/credentials";
constexpr std::string_view kProfile = "/ims/ob/v3p0/profile";

bool is_good(int status) {
    return status >= 200 && status < 400;
}

}  // namespace

void ConsumerRecord::add(const http::Request& request, const http::Response& response) {
    const std::lock_guard lock(mutex_);
    if (seen_.size() == kMost) return;
    const bool paged = request.query_param("limit") || request.query_param("offset") || request.query_param("since");
    seen_.push_back({request.method, request.path, paged, response.status});
}

bool ConsumerRecord::has(std::string_view method, std::string_view path, bool paged) const {
    return std::any_of(seen_.begin(), seen_.end(), [&](const Seen& seen) {
        return seen.method == method && seen.path == path && is_good(seen.status) && (!paged || seen.paged);
    });
}

/// The statuses with which such requests were refused; "not asked for" without any.
std::string ConsumerRecord::failures(std::string_view method, std::string_view path) const {
    std::string out;
    for (const auto& seen : seen_) {
        if (seen.method == method && seen.path == path && !is_good(seen.status))
            out.append(out.empty() ? "answered " : ", ").append(std::to_string(seen.status));
    }
    return out.empty() ? "not asked for" : out.substr(0, 200);
}

RehearsalReport ConsumerRecord::judge(bool writer) const {
    const std::lock_guard lock(mutex_);
    RehearsalReport report(writer ? "a service consumer that writes" : "a service consumer that reads");
    const std::string part = writer ? "I3" : "CR1";
    const auto step = [&](const std::string& id, const std::string& what, std::string_view method,
                          std::string_view path) {
        const bool good = has(method, path);
        report.require(id, what, good, good ? "" : failures(method, path));
    };
    step(part + ".discovery", "It reads the service description", "GET", kDiscovery);
    step(part + ".registration", "It registers", "POST", "/oauth/register");
    step(part + ".authorize", "It sends the person to agree", "GET", "/oauth/authorize");
    step(part + ".token", "It gets a token for the code", "POST", "/oauth/token");
    if (writer) {
        step("I3.credentials", "It sends a badge that is accepted", "POST", kCredentials);
        report.advise("I3.profile", "It sends the profile", has("PUT", kProfile));
    } else {
        step("CR2.credentials", "It reads the credentials", "GET", kCredentials);
        report.advise("CR3.paging", "It reads them with limit, offset or since", has("GET", kCredentials, true));
        step("CR4.profile", "It reads the profile", "GET", kProfile);
        for (const auto* video : {"CR2.video", "CR4.video"})
            report.not_run(video, "A video shows what was read as the person sees it", false, "a person films it");
    }
    return report;
}

}  // namespace blason::conformance
