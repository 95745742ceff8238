#include "wallet-server/cli/cli.hpp"

int main(int argc, char** argv) {
    return blason::cli::run(argc, argv);
}
