// One connection, from its first byte to its last.
#pragma once

#include "wallet-server/http/io_thread.hpp"

namespace blason::http {

/// Serves the connection on its I/O thread until it ends: requests strictly one after another, each read within the
/// limits of the options, answered in order. `admission` is given back once the socket is closed.
void start_session(Shared& shared, IoThread& home, Socket socket, Admission admission);

}  // namespace blason::http
