// The person in the middle of an authorization: at a browser of their own, or played by the program.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"

namespace blason::cli {

/// Brings a person to an address of another host, and answers the query with which the host sends the browser back.
using Authorize = std::function<Result<std::string>(const std::string& url)>;

/// Shows the address on standard error and reads from standard input the address the browser ended at. Error
/// "authorization-state" when there is no such line.
Result<std::string> ask_person(const std::string& url);

/// Signs in with a file of two lines, name and password, and agrees; `home`: where the host sends the browser back to.
/// Error "login-file" (Usage), and those of conformance::sign_in_and_agree.
Authorize play_person(const std::string& login_file, const std::string& home, net::HttpClient& client);

/// An address of this very machine.
bool is_loopback(const std::string& address);

/// The network for a host that was named on the command line: on a loopback address also without TLS.
std::unique_ptr<net::HttpClient> client_for(const std::string& address, bool offline);

}  // namespace blason::cli
