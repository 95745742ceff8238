// How the process uses its heap.
#pragma once

namespace blason {

/// Keeps freed memory (up to 16 MiB a thread) for what comes next. By default glibc gives back to the system whatever
/// lies free above 128 KiB, and a document with a hundred alignments then pays for its pages again and again: half of
/// its time. For main(), before the first thread; does nothing with another C library.
void keep_freed_memory() noexcept;

}  // namespace blason
