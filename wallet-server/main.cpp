#include "engine/base/heap.hpp"
#include "wallet-server/cli/cli.hpp"

int main(int argc, char** argv) {
    blason::keep_freed_memory();
    return blason::cli::run(argc, argv);
}
