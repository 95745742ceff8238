// A chain of certificates made for tests, in force from 2026-11-23 to 2051: of the key number 1 (tests/vc/secured.hpp),
// of the authority that issued it, and of the root above. base64 of DER, as `x5c` has it.
#pragma once

namespace blason::test {

/// Its authority's key is kAuthorityKey.
inline constexpr const char* kLeaf =
    "MIIBfjCCASWgAwIBAgIUIHfrHhQhag2loNR7sPUGJY0F2jAwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkw"
    "IBcNMjYxMTIzMTMwMTM3WhgPMjA1MTA3MTUxMzAxMzdaMBYxFDASBgNVBAMMC1Rlc3QgaXNzdWVyMCowBQYDK2VwAyEAiojj3XQJ"
    "8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1yjezB5MAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMB0GA1UdDgQWBBSa0Z4P"
    "Fu73FMuQxvGV285m6UWA+TAfBgNVHSMEGDAWgBQZ0+9g78j/aGFWSWOn1HBdsrIpPzAZBgNVHREEEjAQgg5pc3N1ZXIuZXhhbXBs"
    "ZTAKBggqhkjOPQQDAgNHADBEAiAUvvCZUqT3u/TTi+5ZPGkNfyaBI6CkzQMzVErrglgjQAIgY6XzQdW2Id/emq8kVsnFCah/e43r"
    "V38MPajWYfd9mfc=";
/// Its authority's key is kRootKey.
inline constexpr const char* kAuthority =
    "MIIBkzCCATqgAwIBAgIUFmRuKCq/4q8qhS/6fHRdLmD6WUcwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJVGVzdCByb290MCAXDTI2"
    "MTEyMzEzMDEzN1oYDzIwNTEwNzE1MTMwMTM3WjAZMRcwFQYDVQQDDA5UZXN0IGF1dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49"
    "AwEHA0IABOFi62W1rEOnbZrlN7LKeuBGnrsxIkS8RUYxbSS9vzxbMZDQH+G4hNDigi8suziw/jDOy4sjBt+bN5YUqSI+bwmjYzBh"
    "MA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBQZ0+9g78j/aGFWSWOn1HBdsrIpPzAfBgNVHSMEGDAW"
    "gBRMvf+jwjYgNj5LnjqPfVQ/0wFQ0DAKBggqhkjOPQQDAgNHADBEAiBS0FvgF20U4m0YfvGXTCKHubdnlgrQaC4bxteSuzNjzwIg"
    "eKn7qihka+ZrUVg1vtUe0bnGxmeStseHe3oRYW8pcB4=";
inline constexpr const char* kRoot =
    "MIIBbTCCARSgAwIBAgIUSl/1edX8mtG9PbdcWzLtONJbe+IwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJVGVzdCByb290MCAXDTI2"
    "MTEyMzEzMDEzN1oYDzIwNTEwNzE1MTMwMTM3WjAUMRIwEAYDVQQDDAlUZXN0IHJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC"
    "AASA8AgPWuyOQjiaMAI7J+KMWkhoC3KNE8LqXTMgDI17vlO/vaKwHDU0vxPlYOA5a7mp2laL/RsPOkEppaNoy5qWo0IwQDAPBgNV"
    "HRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUTL3/o8I2IDY+S546j31UP9MBUNAwCgYIKoZIzj0EAwIDRwAw"
    "RAIgd8txy0wId2BMeIXQ3gMlhBHoOKjuo/NVX3cXwjY4GVYCIFV3LI3cALDgsQAxdbmefTmMA/+y71jd13sbtW+qqwj5";
inline constexpr const char* kAuthorityKey = "GdPvYO_I_2hhVkljp9RwXbKyKT8";
inline constexpr const char* kRootKey = "TL3_o8I2IDY-S546j31UP9MBUNA";

}  // namespace blason::test
