// The main function of each benchmark program.
#include <benchmark/benchmark.h>

#include "engine/base/heap.hpp"

int main(int argc, char** argv) {
    blason::keep_freed_memory();  // as the program does
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
