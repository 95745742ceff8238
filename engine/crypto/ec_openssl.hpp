// OpenSSL's curve objects, owned. Only for .cpp files of this folder.
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>

#include <memory>
#include <new>

#include "engine/crypto/key_type.hpp"

namespace blason::crypto::openssl {

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Group = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freed<EC_POINT_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;  // wiped: it may be a secret
using NumberContext = std::unique_ptr<BN_CTX, Freed<BN_CTX_free>>;

/// Passes on what OpenSSL gave, and turns its only other answer, no memory, into bad_alloc.
template <typename T>
T* given(T* object) {
    if (object == nullptr) throw std::bad_alloc();
    return object;
}

/// The curve of an EC key type; made once, shared by all threads (it is never changed afterwards).
const EC_GROUP* group_of(KeyType type);
/// OpenSSL's name of it.
const char* group_name(KeyType type);

}  // namespace blason::crypto::openssl
