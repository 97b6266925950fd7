// What other crates' names depend on: modules, macros, visibilities, counts of lifetimes.
#include "metadata/encode/encoder.h"

namespace ochre::metadata {

namespace {

void write_visibility(Encoder &encoder, ByteWriter &out, Visibility vis) {
  encoder.optional_def(out, vis.module);
}

void write_res(Encoder &encoder, ByteWriter &out, const resolve::Res &res) {
  out.u8(static_cast<uint8_t>(res.kind));
  out.u8(static_cast<uint8_t>(res.def_kind));
  if (res.kind == ResKind::PrimTy) {
    out.u8(static_cast<uint8_t>(res.prim_ty.kind));
    out.u8(static_cast<uint8_t>(res.prim_ty.int_ty));
    out.u8(static_cast<uint8_t>(res.prim_ty.uint_ty));
    out.u8(static_cast<uint8_t>(res.prim_ty.float_ty));
  } else {
    encoder.optional_def(out, res.def_id);
  }
}

void write_child(Encoder &encoder, ByteWriter &out, const resolve::ModChild &child) {
  encoder.symbol(out, child.name);
  out.u8(static_cast<uint8_t>(child.ns));
  write_res(encoder, out, child.res);
  write_visibility(encoder, out, child.vis);
  encoder.span(out, child.span);
}

bool has_symbol(const lex::Token &token) {
  return token.is_ident() || token.is_literal() || token.is(lex::TokenKind::Lifetime) ||
         token.is(lex::TokenKind::DocComment);
}

void write_tokens(Encoder &encoder, ByteWriter &out, lex::TokenStream tokens) {
  out.varint(tokens.size());
  for (const lex::Token &token : tokens) {
    out.u8(static_cast<uint8_t>(token.kind));
    out.u8(token.flags);
    if (has_symbol(token))
      encoder.symbol(out, token.symbol());
    else if (token.is_open() || token.is_close())
      out.varint(token.distance());
    if (token.is_open() || token.is_close())
      out.u8(static_cast<uint8_t>(token.fragment));
    encoder.span(out, token.span);
  }
}

void write_macro(Encoder &encoder, ByteWriter &out, const expand::MacroDef &macro) {
  out.u8(static_cast<uint8_t>(macro.impl));
  out.u8(static_cast<uint8_t>(macro.kind));
  encoder.symbol(out, macro.builtin == expand::Builtin::None
                          ? Symbol()
                          : encoder.tcx.sess.intern(expand::to_string(macro.builtin)));
  out.u8(static_cast<uint8_t>(macro.transparency));
  out.u8(static_cast<uint8_t>(macro.edition));
  out.flag(macro.is_macro_rules);
  out.flag(macro.is_exported);
  out.flag(macro.local_inner_macros);
  out.flag(macro.allow_internal_unstable);
  out.flag(macro.allow_internal_unsafe);
  encoder.symbol(out, macro.name);
  encoder.span(out, macro.span);
  encoder.optional_def(out, macro.module);
  write_tokens(encoder, out, macro.body);
  out.varint(macro.helpers.size());
  for (Symbol helper : macro.helpers)
    encoder.symbol(out, helper);
}

} // namespace

void encode_names(Encoder &encoder, const resolve::Resolutions &resolutions) {
  const Definitions &defs = encoder.tcx.defs;
  for (const auto &[module, children] : resolutions.module_children)
    encoder.entry(Table::ModuleChildren, module, [&](ByteWriter &out) {
      out.varint(children.size());
      for (const resolve::ModChild &child : children)
        write_child(encoder, out, child);
    });
  for (const resolve::LocalMacro &macro : resolutions.macros) {
    auto it = resolutions.macro_defs.find(defs.to_def_id(macro.def_id));
    if (it != resolutions.macro_defs.end())
      encoder.entry(Table::Macro, macro.def_id,
                    [&](ByteWriter &out) { write_macro(encoder, out, *it->second); });
  }
  for (uint32_t i = 0; i < defs.local_count(); ++i) {
    LocalDefId id(i);
    if (unsigned count = resolutions.lifetime_counts.lookup(defs.to_def_id(id)))
      encoder.entry(Table::LifetimeCount, id, [&](ByteWriter &out) { out.varint(count); });
    if (auto it = resolutions.legacy_const_args.find(defs.to_def_id(id));
        it != resolutions.legacy_const_args.end())
      encoder.entry(Table::LegacyConstArgs, id, [&](ByteWriter &out) {
        out.varint(it->second.size());
        for (uint32_t index : it->second)
          out.varint(index);
      });
    if (const Visibility *vis = resolutions.visibilities.get(id); vis && !vis->is_public())
      encoder.entry(Table::Visibility, id,
                    [&](ByteWriter &out) { write_visibility(encoder, out, *vis); });
  }
}

} // namespace ochre::metadata
