#include "conformance/open_badges/provider.hpp"

#include "conformance/open_badges/provider_run.hpp"

namespace blason::conformance {

RehearsalReport rehearse_provider(const ProviderRehearsal& rehearsal, net::HttpClient& client, crypto::Random& random,
                                  const vc::Environment& environment) {
    RehearsalReport report(rehearsal.target);
    ProviderRun run(rehearsal, client, random, environment, report);
    // Each part needs what the parts before it have found.
    const bool found = run.discover() && run.register_client();
    const bool let_in = found && run.authorize();
    if (let_in) {
        run.errors();
        // What is written is read afterwards: an account may be empty before.
        if (rehearsal.write) {
            run.write();
            run.write_profile();
        }
        run.read();
        run.refresh();
        run.narrow_scope();
        run.revoke();
    } else {
        for (const auto* part : {"PR2", "PR3", "PR4", "PW2"})
            report.not_run(part, "read, page, profile, write", true, "nothing can be asked without a token");
    }
    return report;
}

}  // namespace blason::conformance
