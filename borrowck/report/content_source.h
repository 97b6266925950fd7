// What a dereferenced place gets its content from, in words.
#pragma once

#include "borrowck/moves/body_cx.h"

namespace ochre::borrowck {

enum class ContentKind : uint8_t {
  SharedRef,
  MutableRef,
  RawPointer,
  OverloadedDeref, ///< `*rc`: of `ty`
  OverloadedIndex, ///< `map[k]`: of `ty`
};
struct ContentSource {
  ContentKind kind = ContentKind::SharedRef;
  ty::Ty ty;
};
/// `base`: the pointer that is dereferenced.
ContentSource content_source(const BodyCx &cx, PlaceRef base);

/// "a `&` reference", "an `Rc`", "an index of `Map`".
std::string describe_immutable(TyCtxt &tcx, const ContentSource &source);
/// "shared reference", "raw pointer"; empty for overloaded ones.
std::string describe_named(const ContentSource &source);
/// "a shared reference", "an `Rc`", "index of `Map`".
std::string describe_unnamed(TyCtxt &tcx, const ContentSource &source);

} // namespace ochre::borrowck
