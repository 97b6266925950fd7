// MIR that other crates instantiate, inline or evaluate, and the memory that it points into.
//
// A body is one blob: its spans, each once, then all else. Which bodies: `wants_codegen` for those
// that other crates generate code from, `wants_ctfe` for those that only types and constants need.
#include "metadata/encode/writer.h"
#include "metadata/format/body_layout.h"
#include "metadata/format/item_layout.h"
#include "mir/ir/alloc_table.h"
#include "sema/ty/fold.h"
#include "support/session/target.h"

namespace ochre::metadata {

namespace {

void write_alloc(Encoder &encoder, ByteWriter &out, mir::AllocId id, unsigned depth);

/// A Writer within a body or an allocation.
class BodyWriter : public Writer {
public:
  BodyWriter(Encoder &encoder, ByteWriter &out, unsigned depth = 0)
      : Writer(encoder, out), depth_(depth) {}

  /// Row of the body's spans.
  void span(Span span) {
    auto [it, fresh] = rows_.try_emplace({{span.lo, span.hi}, span.ctxt.raw},
                                         static_cast<uint32_t>(spans_.size()));
    if (fresh)
      spans_.push_back(span);
    num(it->second);
  }
  void alloc(mir::AllocId id) { write_alloc(encoder, out, id, depth_); }
  const std::vector<Span> &spans() const { return spans_; }

private:
  llvm::DenseMap<std::pair<std::pair<uint32_t, uint32_t>, uint32_t>, uint32_t> rows_;
  std::vector<Span> spans_;
  unsigned depth_;
};

void write_memory(BodyWriter &w, const mir::Allocation &memory) {
  w.num(memory.align);
  w.kind(memory.mutbl);
  w.bytes({reinterpret_cast<const char *>(memory.bytes.data()), memory.bytes.size()});
  w.list(memory.init_mask, [&](uint64_t word) { w.num(word); });
  w.num(memory.provenance.size());
  for (const auto &[offset, target] : memory.provenance) {
    w.num(offset);
    w.alloc(target);
  }
}

/// The row of an allocation, plus one; 0 for none.
void write_alloc(Encoder &encoder, ByteWriter &out, mir::AllocId id, unsigned depth) {
  constexpr unsigned kMaxDepth = 5000;
  if (!id.is_valid())
    return out.varint(0);
  auto *key = reinterpret_cast<const void *>(uintptr_t(id.raw) + 1);
  uint32_t number = encoder.row(RowKind::Alloc, key, [&](ByteWriter &bytes) {
    const mir::GlobalAlloc &alloc = mir::alloc_table(encoder.tcx)[id];
    BodyWriter w(encoder, bytes, depth + 1);
    w.kind(alloc.kind);
    if (depth > kMaxDepth) {
      not_supported_yet(encoder.tcx.sess, {}, "constants nested this deep in crate metadata");
      return;
    }
    switch (alloc.kind) {
    case mir::GlobalAllocKind::Memory:
      return write_memory(w, alloc.memory ? *alloc.memory : mir::Allocation());
    case mir::GlobalAllocKind::Function: return transfer_instance(w, *alloc.function);
    case mir::GlobalAllocKind::Static: return w.def(alloc.static_id);
    case mir::GlobalAllocKind::VTable: w.ty(alloc.ty); return w.existential(alloc.predicates);
    case mir::GlobalAllocKind::TypeId: return w.ty(alloc.ty);
    }
  });
  out.varint(uint64_t(number) + 1);
}

void write_body(Encoder &encoder, ByteWriter &out, const mir::Body &body) {
  ByteWriter rest;
  BodyWriter w(encoder, rest);
  transfer_body_head(w, body);
  transfer_code(w, *body.code);
  Writer head(encoder, out);
  head.list(w.spans(), [&](Span span) { head.span(span); });
  out.raw(rest.str());
  out.varint(body.promoteds.size());
  for (const std::shared_ptr<mir::Body> &promoted : body.promoteds)
    write_body(encoder, out, *promoted);
}

/// Whether other crates' code can only be made from the body: each instance is theirs.
bool takes_types(TyCtxt &tcx, DefId id) {
  for (const ty::GenericParamDef *param : ty::all_params(tcx, *tcx.generics_of(id)))
    if (param->kind != ty::GenericParamKind::Lifetime)
      return true;
  return false;
}

class BodyEncoder {
public:
  BodyEncoder(Encoder &encoder, bool for_check)
      : encoder_(encoder), tcx_(encoder.tcx), for_check_(for_check),
        is_whole_program_(target_of(tcx_.sess.opts).is_wasm()) {}

  void body(LocalDefId local);

private:
  enum class Need : uint8_t { None, Evaluation, Code };
  Need need_of_function(DefId id);
  Need need_of(DefId id);
  void static_item(LocalDefId local, DefId id);
  bool known_value(LocalDefId local, DefId id);
  bool may_hold(DefId id);

  Encoder &encoder_;
  TyCtxt &tcx_;
  bool for_check_;
  bool is_whole_program_; ///< the final crate generates the code of all
};

BodyEncoder::Need BodyEncoder::need_of_function(DefId id) {
  if (!for_check_) {
    ty::InlineAttr inline_attr = tcx_.codegen_fn_attrs(id)->inline_attr;
    if (inline_attr == ty::InlineAttr::Hint || inline_attr == ty::InlineAttr::Always ||
        is_whole_program_ || takes_types(tcx_, id))
      return Need::Code;
  }
  return tcx_.is_const_fn(id) ? Need::Evaluation : Need::None;
}

/// Closures go with the body around them, or with the function that may return them.
BodyEncoder::Need BodyEncoder::need_of(DefId id) {
  DefId root = tcx_.typeck_root(id);
  switch (tcx_.def_kind(root)) {
  case DefKind::Fn:
  case DefKind::AssocFn: {
    Need need = need_of_function(root);
    if (root != id && !for_check_ &&
        tcx_.fn_sig(root).skip_binder().skip_binder().output().has_flags(ty::kHasAlias))
      return Need::Code;
    return need;
  }
  case DefKind::Const:
  case DefKind::AssocConst:
  case DefKind::AnonConst: return root == id || for_check_ ? Need::Evaluation : Need::Code;
  case DefKind::Static: return root == id || for_check_ ? Need::None : Need::Code;
  case DefKind::Mod:
  case DefKind::Struct:
  case DefKind::Union:
  case DefKind::Enum:
  case DefKind::Variant:
  case DefKind::Trait:
  case DefKind::TraitAlias:
  case DefKind::TyAlias:
  case DefKind::ForeignTy:
  case DefKind::AssocTy:
  case DefKind::TyParam:
  case DefKind::ConstParam:
  case DefKind::StructCtorFn:
  case DefKind::StructCtorConst:
  case DefKind::VariantCtorFn:
  case DefKind::VariantCtorConst:
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::ForeignMod:
  case DefKind::InlineConst:
  case DefKind::OpaqueTy:
  case DefKind::Field:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm:
  case DefKind::Impl:
  case DefKind::Closure: return Need::None;
  }
  return Need::None;
}

void BodyEncoder::static_item(LocalDefId local, DefId id) {
  ty::AllocResult init = tcx_.static_initializer(id);
  if (!init.alloc)
    return;
  encoder_.entry(Table::StaticInitializer, local, [&](ByteWriter &out) {
    BodyWriter w(encoder_, out);
    write_memory(w, *init.alloc);
  });
}

/// Whether the type of a constant may hold a cell, or what needs dropping: whether the value does
/// is told by the body.
bool BodyEncoder::may_hold(DefId id) {
  ty::TypingEnv env = ty::TypingEnv::fully_monomorphized();
  ty::Ty ty = ty::erase_regions(tcx_, tcx_.type_of(id).instantiate_identity());
  return !tcx_.is_freeze({env, ty}) || tcx_.needs_drop({env, ty});
}

/// A constant that is the same for all users is written as its value.
bool BodyEncoder::known_value(LocalDefId local, DefId id) {
  DefKind kind = tcx_.def_kind(id);
  bool is_const =
      kind == DefKind::Const || kind == DefKind::AssocConst || kind == DefKind::AnonConst;
  if (!is_const || takes_types(tcx_, id))
    return false;
  ty::ConstEvalResult result =
      tcx_.const_eval({ty::TypingEnv::fully_monomorphized(), id,
                       ty::erase_regions(tcx_, ty::identity_args(tcx_, id))});
  if (!result.value)
    return false;
  encoder_.entry(Table::ConstValue, local, [&](ByteWriter &out) {
    BodyWriter w(encoder_, out);
    transfer_const_value(w, *result.value);
  });
  return true;
}

void BodyEncoder::body(LocalDefId local) {
  DefId id = tcx_.defs.to_def_id(local);
  if (!hir::body_of(*tcx_.krate, local).is_valid())
    return;
  if (tcx_.def_kind(id) == DefKind::Static)
    return static_item(local, id);
  if (known_value(local, id) && !may_hold(id))
    return;
  if (tcx_.is_coroutine(id) && !for_check_)
    if (const ty::CoroutineLayout *layout = tcx_.coroutine_layout(id))
      encoder_.entry(Table::CoroutineLayout, local, [&](ByteWriter &out) {
        Writer w(encoder_, out);
        transfer_coroutine_layout(w, *layout);
      });
  Need need = need_of(id);
  if (need == Need::None)
    return;
  bool is_code = need == Need::Code;
  const mir::Body *body = is_code ? tcx_.optimized_mir(id) : tcx_.mir_for_ctfe(id);
  if (!body || body->tainted_by_errors)
    return;
  if (body->coroutine && body->coroutine->drop_shim)
    encoder_.entry(Table::CoroutineDrop, local, [&](ByteWriter &out) {
      write_body(encoder_, out, *body->coroutine->drop_shim);
    });
  encoder_.entry(is_code ? Table::OptimizedMir : Table::MirForCtfe, local,
                 [&](ByteWriter &out) { write_body(encoder_, out, *body); });
}

} // namespace

void encode_bodies(Encoder &encoder, bool for_check) {
  BodyEncoder bodies(encoder, for_check);
  for (uint32_t i = 0; i < encoder.tcx.defs.local_count(); ++i)
    bodies.body(LocalDefId(i));
}

} // namespace ochre::metadata
