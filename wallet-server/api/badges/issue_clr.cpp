// POST /clrs and /issuers/{issuer}/clrs: a learner record around credentials (CLR 2.0).
#include "wallet-server/api/badges/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcapi/issued.hpp"
#include "wallet-server/api/vcapi/options.hpp"
#include "wallet-server/service/clr_request.hpp"

namespace blason::api::badges {

http::Response issue_clr(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    auto order = service::read_clr_request(body->get_object());
    if (!order) return fail(order.error(), request);
    auto options = vcapi::read_issue_options(*body);
    if (!options) return fail(options.error(), request);
    auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    auto once = request_key(request, services);
    if (!once) return fail(once.error(), request);
    service::IssueCredential how;
    how.org = std::move(*org);
    how.cryptosuite = std::move(options->cryptosuite);
    how.format = options->format;
    how.disclosable = std::move(options->disclosable);
    how.status = std::move(options->status);
    how.mandatory_pointers = std::move(options->mandatory_pointers);
    how.once = std::move(*once);
    auto issued = services.issuers.issue_clr(std::move(*order), std::move(how), actor_of(request, services));
    if (!issued) {
        auto error = std::move(issued).error();
        if (error.code == "cryptosuite-unknown") error.pointer = "/options/cryptosuite";
        if (error.code == "mandatory-pointers-unused") error.pointer = "/options/mandatoryPointers";
        return fail(error, request);
    }
    return vcapi::issued(std::move(*issued));
}

}  // namespace blason::api::badges
