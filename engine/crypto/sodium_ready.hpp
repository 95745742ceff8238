// libsodium must be initialised before its first use, whichever of our functions that is.
#pragma once

namespace blason::crypto {

/// Cheap after the first call, safe from every thread; ends the process when the system has no random generator.
void require_sodium();

}  // namespace blason::crypto
