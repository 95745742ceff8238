// Small steps between the services' values and the store's rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service {

inline std::int64_t to_ms(Instant instant) {
    return instant.seconds * 1000 + instant.nanoseconds / 1'000'000;
}
inline Instant from_ms(std::int64_t ms) {
    const auto rest = (ms % 1000 + 1000) % 1000;
    return {(ms - rest) / 1000, static_cast<std::uint32_t>(rest) * 1'000'000U};
}
/// Dates in credentials are written to the second.
inline Instant whole_seconds(Instant instant) {
    return {instant.seconds, 0};
}

inline storage::Audit audit(std::string_view org, std::string act, std::string_view object, const Actor& actor,
                            Instant now) {
    return {std::string(org), std::move(act), std::string(object), actor.name, actor.request_id, to_ms(now)};
}

/// Gives the store's "not-found" and "exists" the name of what was meant; other errors stay as they are.
inline Error renamed(Error error, std::string_view from, std::string to, std::string detail) {
    if (error.code != from) return error;
    error.code = std::move(to);
    error.detail = std::move(detail);
    return error;
}
inline Error issuer_not_found(Error error) {
    return renamed(std::move(error), "not-found", "issuer-not-found", "There is no such issuer here.");
}
inline Error achievement_not_found(Error error) {
    return renamed(std::move(error), "not-found", "achievement-not-found", "There is no such achievement here.");
}
inline Error credential_not_found(Error error) {
    return renamed(std::move(error), "not-found", "credential-not-found", "There is no such credential here.");
}
inline Error holder_not_found(Error error) {
    return renamed(std::move(error), "not-found", "holder-not-found", "There is no such wallet here.");
}

}  // namespace blason::service
