#include "wallet-server/cli/cli.hpp"

namespace blason::cli {

int run(int /*argc*/, char** /*argv*/) {
    return 2;
}

}  // namespace blason::cli
