#include <sodium.h>

#include <cstring>
#include <mutex>
#include <new>
#include <utility>

#include "engine/crypto/secret_bytes.hpp"
#include "engine/crypto/sodium_ready.hpp"

namespace blason::crypto {

/// Counts who has the pages open: the first opens them, the last closes them.
struct SecretBytes::Gate {
    std::mutex mutex;
    std::size_t users = 0;
};

// sodium_malloc puts the bytes between guard pages, locks them against swapping and keeps them out of core dumps. A
// failed lock (RLIMIT_MEMLOCK) is tolerated there and here: the guard pages and the wiping remain.
SecretBytes::SecretBytes(std::size_t size) : size_(size) {
    if (size == 0) return;
    require_sodium();
    auto gate = std::make_unique<Gate>();
    data_ = static_cast<std::uint8_t*>(sodium_malloc(size));
    if (data_ == nullptr) throw std::bad_alloc();
    gate_ = gate.release();
    std::memset(data_, 0, size);
    sodium_mprotect_noaccess(data_);
}

SecretBytes::SecretBytes(ByteView to_copy) : SecretBytes(to_copy.size()) {
    write([&](std::span<std::uint8_t> bytes) { std::copy(to_copy.begin(), to_copy.end(), bytes.begin()); });
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      gate_(std::exchange(other.gate_, nullptr)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        release();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        gate_ = std::exchange(other.gate_, nullptr);
    }
    return *this;
}

SecretBytes::~SecretBytes() {
    release();
}

void SecretBytes::release() noexcept {
    if (data_ != nullptr) sodium_free(data_);  // wipes first
    delete gate_;
    data_ = nullptr;
    gate_ = nullptr;
    size_ = 0;
}

void SecretBytes::open() const {
    if (gate_ == nullptr) return;
    const std::lock_guard lock(gate_->mutex);
    if (gate_->users++ == 0) sodium_mprotect_readonly(data_);
}

void SecretBytes::open_for_writing() {
    if (gate_ == nullptr) return;
    const std::lock_guard lock(gate_->mutex);
    ++gate_->users;
    sodium_mprotect_readwrite(data_);
}

void SecretBytes::close() const noexcept {
    if (gate_ == nullptr) return;
    const std::lock_guard lock(gate_->mutex);
    if (--gate_->users == 0) sodium_mprotect_noaccess(data_);
}

SecretBytes::Reading::Reading(const SecretBytes& secret) : secret_(secret) {
    secret_.open();
}
SecretBytes::Reading::~Reading() {
    secret_.close();
}
ByteView SecretBytes::Reading::bytes() const noexcept {
    return {secret_.data_, secret_.size_};
}

void wipe(std::span<std::uint8_t> bytes) noexcept {
    sodium_memzero(bytes.data(), bytes.size());
}

void wipe(std::string& text) noexcept {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

}  // namespace blason::crypto
