// The command line (interfaces.md): one file per command, this one reads the arguments.
#pragma once

namespace blason::cli {

/// Exit status: 0 done or valid, 1 checked and not valid or refused, 2 wrong usage, 3 could not be checked.
int run(int argc, char** argv);

}  // namespace blason::cli
