// What the credential layer needs from outside, handed in by reference; owned by whoever calls.
#pragma once

#include "did/resolver.hpp"
#include "engine/jsonld/processor.hpp"

namespace blason::vc {

struct Environment {
    const jsonld::Processor& jsonld;
    did::Resolver& resolver;
};

}  // namespace blason::vc
