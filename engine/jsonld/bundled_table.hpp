// The table that the build generates from engine/jsonld/contexts.
#pragma once

#include <span>

#include "engine/jsonld/loader.hpp"

namespace blason::jsonld {

std::span<const BundledContext> bundled_table();

}  // namespace blason::jsonld
