// `format_args!` becomes a call that makes a `core::fmt::Arguments`.
//
// The template is one byte string: literal pieces with their lengths, placeholders with what
// differs from the default (docs/std-internals.md, "Format templates"). Each distinct pair of
// argument and trait is one element of an array of `core::fmt::rt::Argument`.

#include "mir/build/builder.h"

#include "mir/ir/alloc_table.h"
#include "sema/ty/fold.h"

namespace ochre::mir::build {

namespace {

constexpr uint32_t kUnknownAlign = 3;
constexpr uint32_t kWidthFlag = 1u << 27;
constexpr uint32_t kPrecisionFlag = 1u << 28;
constexpr unsigned kAlignShift = 29;
constexpr unsigned kFlagsShift = 21;
constexpr uint32_t kDefaultFlags = kUnknownAlign << kAlignShift | ' ';

using Trait = hir::FormatArgs::Trait;
using Count = hir::FormatArgs::Count;

/// One element of the array: an argument by a trait, or as a count.
struct Entry {
  uint32_t arg;
  bool is_count;
  Trait trait;
  bool operator==(const Entry &) const = default;
};

struct Template {
  std::string bytes;
  std::vector<Entry> entries;

  uint32_t entry(const Entry &e) {
    for (uint32_t i = 0; i < entries.size(); ++i)
      if (entries[i] == e)
        return i;
    entries.push_back(e);
    return static_cast<uint32_t>(entries.size() - 1);
  }
  void u16(uint32_t value) {
    bytes += static_cast<char>(value & 0xFF);
    bytes += static_cast<char>(value >> 8 & 0xFF);
  }
  void literal(llvm::StringRef text) {
    while (!text.empty()) {
      llvm::StringRef part = text.take_front(UINT16_MAX);
      if (part.size() < 0x80) {
        bytes += static_cast<char>(part.size());
      } else {
        bytes += '\x80';
        u16(static_cast<uint32_t>(part.size()));
      }
      bytes += part;
      text = text.drop_front(part.size());
    }
  }
};

void add_placeholder(Template &out, const hir::FormatArgs::Placeholder &p, uint32_t &next) {
  uint32_t index = out.entry({p.arg, false, p.trait});
  uint32_t flags =
      (p.flags << kFlagsShift) | (uint32_t(p.align) << kAlignShift) | static_cast<uint32_t>(p.fill);
  uint8_t kind = 0xC0;
  std::string tail;
  Template numbers;
  auto count = [&](const Count &c, uint32_t flag, uint8_t present, uint8_t indirect) {
    if (c.kind == Count::Implied)
      return;
    flags |= flag;
    kind |= present;
    uint32_t value = c.value;
    if (c.kind == Count::Argument) {
      kind |= indirect;
      value = out.entry({c.value, true, Trait::Display});
    }
    numbers.u16(value);
  };
  count(p.width, kWidthFlag, 2, 16);
  count(p.precision, kPrecisionFlag, 4, 32);
  if (flags != kDefaultFlags)
    kind |= 1;
  if (index != next)
    kind |= 8;
  next = index + 1;
  out.bytes += static_cast<char>(kind);
  if (kind & 1) {
    out.u16(flags);
    out.u16(flags >> 16);
  }
  out.bytes += numbers.bytes;
  if (kind & 8)
    out.u16(index);
}

/// The constructor of `rt::Argument` for an entry.
llvm::StringRef constructor(const Entry &entry) {
  if (entry.is_count)
    return "from_usize";
  switch (entry.trait) {
  case Trait::Display: return "new_display";
  case Trait::Debug: return "new_debug";
  case Trait::LowerHex: return "new_lower_hex";
  case Trait::UpperHex: return "new_upper_hex";
  case Trait::Octal: return "new_octal";
  case Trait::Binary: return "new_binary";
  case Trait::LowerExp: return "new_lower_exp";
  case Trait::UpperExp: return "new_upper_exp";
  case Trait::Pointer: return "new_pointer";
  }
  return "";
}

/// The inherent function `name` of a language item's type, or an invalid id (reported).
DefId inherent_fn(Builder &b, LangItem item, llvm::StringRef name, Span span) {
  DefId adt = b.tcx.require_lang_item(item, span);
  if (!adt.is_valid())
    return DefId();
  ty::SimplifiedType key{ty::TyKind::Adt, 0, adt.raw};
  if (const std::vector<DefId> *impls = b.tcx.inherent_impls(key))
    for (DefId impl : *impls)
      if (const ty::AssocItem *fn =
              b.tcx.associated_items(impl)->find(b.sess.intern(name), ty::AssocKind::Fn))
        return fn->def_id;
  b.unsupported(span, ("format_args! without `" + name + "` in core").str());
  return DefId();
}

/// The function with erased lifetimes, and the types and consts given in order.
Operand fn_with_args(Builder &b, DefId fn, llvm::ArrayRef<ty::GenericArg> given, Span span) {
  size_t next = 0;
  ty::GenericArgs args = ty::make_args(
      b.tcx, fn, [&](const ty::GenericParamDef &param, llvm::ArrayRef<ty::GenericArg>) {
        if (param.kind == ty::GenericParamKind::Lifetime)
          return ty::GenericArg(b.tcx.common.re_erased);
        return next < given.size() ? given[next++] : ty::GenericArg(b.tcx.common.error);
      });
  return b.fn_operand(fn, args, span);
}

ty::Ty lang_ty(Builder &b, LangItem item, Span span) {
  DefId adt = b.tcx.require_lang_item(item, span);
  if (!adt.is_valid()) {
    b.failed = true;
    return b.tcx.common.error;
  }
  return b.tcx.mk_adt(
      adt,
      ty::make_args(b.tcx, adt, [&](const ty::GenericParamDef &, llvm::ArrayRef<ty::GenericArg>) {
        return ty::GenericArg(b.tcx.common.re_erased);
      }));
}

Local shared_ref(Builder &b, BasicBlock block, Place place, Span span) {
  ty::Ty ty = b.place_ty(place);
  Local ref = b.new_temp(b.tcx.mk_ref(b.tcx.common.re_erased, ty, ty::Mutability::Not), span);
  Rvalue borrow;
  borrow.kind = RvalueKind::Ref;
  borrow.op = static_cast<uint8_t>(BorrowKind::Shared);
  borrow.region = b.erased_region();
  borrow.place = place;
  b.assign(block, b.source(span), {ref, {}}, borrow);
  return ref;
}

/// A local whose storage lasts as long as the temporaries of the whole expression.
Local stored_temp(Builder &b, BasicBlock block, ty::Ty ty, ScopeKey scope, Span span) {
  Local local = b.new_temp(ty, span);
  Statement live;
  live.kind = StatementKind::StorageLive;
  live.a = local.raw;
  live.source = b.source(span);
  b.push(block, live);
  b.schedule_drop(scope, local, DropKind::Storage);
  return local;
}

Operand template_operand(Builder &b, llvm::StringRef bytes, Span span) {
  ConstOperand ct;
  ct.ty = b.tcx.mk_ref(b.tcx.common.re_static, b.tcx.mk_array(b.tcx.common.u8, bytes.size()),
                       ty::Mutability::Not);
  ct.span = span;
  ct.value.kind = ConstValueKind::Scalar;
  ct.value.scalar =
      Scalar::ptr(intern_bytes(b.tcx, bytes), 0, static_cast<uint8_t>(b.tcx.pointer_bits / 8));
  return b.const_operand(ct);
}

} // namespace

void Builder::format_args(Place dest, BasicBlock &block, const hir::FormatArgs &args,
                          ScopeKey scope, Span span) {
  Template tmpl;
  std::string text;
  bool only_text = true;
  uint32_t next = 0;
  for (const hir::FormatArgs::Piece &piece : args.pieces) {
    if (piece.is_literal) {
      tmpl.literal(sess.str(piece.literal));
      text += sess.str(piece.literal);
    } else {
      only_text = false;
      add_placeholder(tmpl, args.placeholders[piece.placeholder], next);
    }
  }
  // Arguments are evaluated in order, used or not.
  llvm::SmallVector<Local, 8> refs;
  for (hir::ExprId arg : args.args) {
    Place place = to_place(as_place(block, mirror(arg)));
    if (failed)
      return;
    refs.push_back(shared_ref(*this, block, place, nodes.exprs[arg].span));
  }
  if (only_text) {
    DefId from_str = inherent_fn(*this, LangItem::FormatArguments, "from_str", span);
    if (!from_str.is_valid())
      return;
    Operand operand = str_operand(text, span);
    block = call(block, source(span), fn_with_args(*this, from_str, {}, span), operand, dest,
                 CallSource::Misc);
    return;
  }
  tmpl.bytes += '\0';
  ty::Ty argument_ty = lang_ty(*this, LangItem::FormatArgument, span);
  llvm::SmallVector<Operand, 8> elements;
  for (const Entry &entry : tmpl.entries) {
    DefId make = inherent_fn(*this, LangItem::FormatArgument, constructor(entry), span);
    if (!make.is_valid())
      return;
    Local ref = refs[entry.arg];
    ty::GenericArg value_ty = body->local_ty(ref).inner();
    Local element = new_temp(argument_ty, span);
    llvm::ArrayRef<ty::GenericArg> given;
    if (!entry.is_count)
      given = value_ty;
    block = call(block, source(span), fn_with_args(*this, make, given, span),
                 Operand::copy({ref, {}}), {element, {}}, CallSource::Misc);
    elements.push_back(Operand::move({element, {}}));
  }
  ty::Ty array_ty = tcx.mk_array(argument_ty, elements.size());
  Local array = stored_temp(*this, block, array_ty, scope, span);
  Rvalue value;
  value.kind = RvalueKind::Aggregate;
  value.op = static_cast<uint8_t>(AggregateKind::Array);
  value.ty = ty_idx(array_ty);
  value.operands = code.add_operands(elements);
  assign(block, source(span), {array, {}}, value);
  Local array_ref = shared_ref(*this, block, {array, {}}, span);
  DefId make = inherent_fn(*this, LangItem::FormatArguments, "new", span);
  if (!make.is_valid())
    return;
  ty::GenericArg sizes[] = {tcx.mk_const_usize(tmpl.bytes.size()),
                            tcx.mk_const_usize(elements.size())};
  Operand operands[] = {template_operand(*this, tmpl.bytes, span), Operand::move({array_ref, {}})};
  block = call(block, source(span), fn_with_args(*this, make, sizes, span), operands, dest,
               CallSource::Misc);
}

} // namespace ochre::mir::build
