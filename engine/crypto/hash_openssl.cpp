#include <openssl/evp.h>

#include <new>

#include "engine/crypto/hash.hpp"

namespace blason::crypto {
namespace {

struct FreeMd {
    void operator()(EVP_MD* md) const { EVP_MD_free(md); }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Md = std::unique_ptr<EVP_MD, FreeMd>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

/// SHA-2 is in every OpenSSL provider we can run with; without it, or without memory, there is nothing to go on with.
void require(bool ok) {
    if (!ok) throw std::bad_alloc();
}

/// Looking an algorithm up by name costs more than hashing a short text: done once per process.
const EVP_MD* algorithm_of(HashAlgorithm algorithm) {
    static const std::array<Md, 3> fetched{Md(EVP_MD_fetch(nullptr, "SHA256", nullptr)),
                                           Md(EVP_MD_fetch(nullptr, "SHA384", nullptr)),
                                           Md(EVP_MD_fetch(nullptr, "SHA512", nullptr))};
    const EVP_MD* md = fetched[static_cast<std::size_t>(algorithm)].get();
    require(md != nullptr);
    return md;
}

}  // namespace

struct Hasher::State {
    const EVP_MD* md;
    Context context{EVP_MD_CTX_new()};

    void start() { require(EVP_DigestInit_ex2(context.get(), md, nullptr) == 1); }
};

Hasher::Hasher(HashAlgorithm algorithm) : state_(std::make_unique<State>(State{algorithm_of(algorithm)})) {
    require(state_->context != nullptr);
    state_->start();
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(ByteView bytes) {
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Digest Hasher::finish() {
    Digest digest;
    unsigned size = 0;
    require(EVP_DigestFinal_ex(state_->context.get(), digest.data.data(), &size) == 1);
    digest.size = size;
    state_->start();
    return digest;
}

Digest hash(HashAlgorithm algorithm, ByteView bytes) {
    thread_local std::array<Hasher, 3> hashers{Hasher(HashAlgorithm::Sha256), Hasher(HashAlgorithm::Sha384),
                                               Hasher(HashAlgorithm::Sha512)};
    Hasher& hasher = hashers[static_cast<std::size_t>(algorithm)];
    hasher.update(bytes);
    return hasher.finish();
}

}  // namespace blason::crypto
