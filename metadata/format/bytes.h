// Numbers and text as bytes: LEB128 for what is mostly small, little endian for what is looked up
// by position.
//
// Reading never leaves the buffer: past its end, or at malformed input, a reader gives zeros and is
// `failed()` from then on, which the owner of the file reports.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Endian.h"

#include <cstdint>
#include <string>

namespace ochre::metadata {

class ByteWriter {
public:
  void u8(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void flag(bool value) { u8(value); }
  void u32(uint32_t value) { fixed(value); }
  void u64(uint64_t value) { fixed(value); }
  void varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      u8(static_cast<uint8_t>(value | 0x80));
    u8(static_cast<uint8_t>(value));
  }
  /// Small negative numbers too.
  void signed_varint(int64_t value) {
    varint((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
  }
  /// Length and bytes.
  void text(llvm::StringRef value) {
    varint(value.size());
    raw(value);
  }
  void raw(llvm::StringRef value) { bytes_.append(value.data(), value.size()); }

  uint32_t size() const { return static_cast<uint32_t>(bytes_.size()); }
  llvm::StringRef str() const { return bytes_; }
  void clear() { bytes_.clear(); }

private:
  template <class T>
  void fixed(T value) {
    char buffer[sizeof(T)];
    llvm::support::endian::write<T>(buffer, value, llvm::endianness::little);
    bytes_.append(buffer, sizeof(T));
  }
  std::string bytes_;
};

class ByteReader {
public:
  ByteReader() = default;
  explicit ByteReader(llvm::StringRef bytes, size_t at = 0) : bytes_(bytes), at_(at) {
    if (at > bytes.size())
      fail();
  }

  uint8_t u8() {
    if (at_ >= bytes_.size())
      return fail();
    return static_cast<uint8_t>(bytes_[at_++]);
  }
  bool flag() { return u8() != 0; }
  uint32_t u32() { return fixed<uint32_t>(); }
  uint64_t u64() { return fixed<uint64_t>(); }
  uint64_t varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      uint8_t byte = u8();
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
    return fail();
  }
  uint32_t varint32() { return static_cast<uint32_t>(varint()); }
  int64_t signed_varint() {
    uint64_t value = varint();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  llvm::StringRef text() { return raw(varint()); }
  llvm::StringRef raw(uint64_t size) {
    if (size > bytes_.size() - at_) {
      fail();
      return {};
    }
    llvm::StringRef value = bytes_.substr(at_, size);
    at_ += size;
    return value;
  }

  bool at_end() const { return at_ >= bytes_.size(); }
  bool failed() const { return failed_; }
  size_t position() const { return at_; }

private:
  template <class T>
  T fixed() {
    if (bytes_.size() - at_ < sizeof(T))
      return fail();
    T value = llvm::support::endian::read<T>(bytes_.data() + at_, llvm::endianness::little);
    at_ += sizeof(T);
    return value;
  }
  uint8_t fail() {
    at_ = bytes_.size();
    failed_ = true;
    return 0;
  }
  llvm::StringRef bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

} // namespace ochre::metadata
