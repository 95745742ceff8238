#include "wallet-server/cli/remarks.hpp"

#include <iostream>

#include "vc/issue_checks.hpp"
#include "wallet-server/cli/errors.hpp"

namespace blason::cli {

Result<void> say_remarks(json::Value& credential, Instant now, const vc::Environment& environment) {
    const auto remarks = vc::check_named_documents(credential, now, environment);
    if (!remarks) return remarks.error();
    for (const vc::Check& remark : *remarks) {
        const Error said{remark.code, "Signed all the same. " + remark.message, remark.pointer};
        std::cerr << error_line(said) + "\n";
    }
    return {};
}

}  // namespace blason::cli
