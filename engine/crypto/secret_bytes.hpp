// Secret bytes: guarded pages, locked against swapping where the system allows it, wiped when freed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "engine/base/bytes.hpp"

namespace blason::crypto {

/// Moves, never copies. Between uses the pages cannot be read: `read` opens them for as long as the answer lives.
class SecretBytes {
  public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size);  ///< zeroed
    explicit SecretBytes(ByteView to_copy);  ///< the caller wipes its own copy (see wipe)
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    /// Readable (and for Writing also writable) while it lives; may be nested and used from several threads.
    class Reading {
      public:
        explicit Reading(const SecretBytes& secret);
        ~Reading();
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;
        [[nodiscard]] ByteView bytes() const noexcept;

      private:
        const SecretBytes& secret_;
    };
    [[nodiscard]] Reading read() const { return Reading(*this); }
    /// Runs `fill` on the writable bytes, then closes them again, also when `fill` throws. Not while others read.
    template <typename F>
    void write(F&& fill) {
        struct Closer {
            SecretBytes& secret;
            ~Closer() { secret.close(); }
        };
        open_for_writing();
        const Closer closer{*this};
        fill(std::span<std::uint8_t>(data_, size_));
    }

  private:
    void open_for_writing();
    void open() const;
    void close() const noexcept;
    void release() noexcept;

    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
    struct Gate;  // reader count and its lock
    Gate* gate_ = nullptr;
};

/// Overwrites memory in a way the compiler keeps.
void wipe(std::span<std::uint8_t> bytes) noexcept;
void wipe(std::string& text) noexcept;

}  // namespace blason::crypto
