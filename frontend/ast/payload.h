// The tagged union of a node: a kind and the payload struct that belongs to it.
//
// A payload of at most eight bytes lies in the node, a larger one in the Crate's arena. Each
// payload struct names its kind (`static constexpr ExprKind kKind`), listed in the kind's .def
// file.
#pragma once

#include "support/adt/arena.h"

#include <cstddef>
#include <cstring>

namespace ochre::ast {

class Payload {
public:
  template <class T>
  static Payload make(Arena &arena, const T &value) {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);
    Payload payload;
    if constexpr (std::is_empty_v<T>) {
    } else if constexpr (is_inline<T>()) {
      new (payload.bytes_) T(value);
    } else {
      T *at = arena.make<T>(value);
      std::memcpy(payload.bytes_, &at, sizeof at);
    }
    return payload;
  }
  template <class T>
  const T &get() const {
    return const_cast<Payload *>(this)->get<T>();
  }
  template <class T>
  T &get() {
    if constexpr (is_inline<T>()) {
      return *reinterpret_cast<T *>(bytes_);
    } else {
      T *at;
      std::memcpy(&at, bytes_, sizeof at);
      return *at;
    }
  }

private:
  template <class T>
  static constexpr bool is_inline() {
    return sizeof(T) <= 8 && alignof(T) <= 4;
  }
  alignas(4) std::byte bytes_[8] = {};
};
static_assert(sizeof(Payload) == 8 && alignof(Payload) == 4);

} // namespace ochre::ast
