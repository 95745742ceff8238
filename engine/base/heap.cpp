#include "engine/base/heap.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace blason {

void keep_freed_memory() noexcept {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);  // larger blocks still come from the system, and go back at once
    mallopt(M_TOP_PAD, 1 << 20);         // the heap grows by this much at a time
    mallopt(M_MXFAST, 0);  // no fast bins: each larger block would first sweep them (threads cache enough)
#endif
}

}  // namespace blason
