#include "wallet-server/cli/remarks.hpp"

#include <iostream>

#include "wallet-server/cli/errors.hpp"

namespace blason::cli {

void say_remarks(const std::vector<vc::Check>& remarks, std::size_t line) {
    std::string said;
    for (const vc::Check& remark : remarks) {
        const std::string where = line == 0 ? "" : "Line " + std::to_string(line) + ": ";
        said += error_line({remark.code, where + "Signed all the same. " + remark.message, remark.pointer}) + "\n";
    }
    std::cerr << said << std::flush;  // in one piece: several threads may have something to say
}

}  // namespace blason::cli
