// Items.
#include "sema/lower/context.h"

namespace ochre::lower {

namespace {

Span head_span(const ast::Crate &krate, const ast::Item &item) {
  if (const auto *fn = item.get_if<ast::FnItem>())
    return item.span.lo < fn->sig_span.lo ? item.span.to(fn->sig_span) : fn->sig_span;
  if (const auto *impl = item.get_if<ast::ImplItem>()) {
    Span end = krate[impl->self_ty].span;
    return Span{item.span.lo, std::max(item.span.lo, end.hi), item.span.ctxt};
  }
  if (item.ident.is_valid() && item.ident.span.lo >= item.span.lo &&
      item.ident.span.hi <= item.span.hi)
    return Span{item.span.lo, item.ident.span.hi, item.span.ctxt};
  return item.span;
}

} // namespace

void OwnerLowering::lower_item(const ast::Item &item, hir::ItemContext context,
                               const ForeignBlock &block) {
  // `o` is the owner's final place; nested owners do not move it.
  o.item.def_id = owner_def;
  o.item.context = context;
  o.item.ident = item.ident.is_valid() ? lower_ident(item.ident)
                                       : hir::Ident{sym::empty, item.span.shrink_to_lo()};
  o.item.span = item.span;
  o.item.head_span = head_span(krate, item);
  if (context == hir::ItemContext::TraitImpl) {
    const PartialRes *found = cx.res.path(item.id);
    if (found && found->is_full() && found->base.kind == ResKind::Def)
      o.item.implements = found->base.def_id;
  }
  switch (item.kind()) {
  case ast::ItemKind::ExternCrate: o.item.kind = hir::ItemKind::ExternCrate; return;
  case ast::ItemKind::Use: o.item.kind = hir::ItemKind::Use; return;
  case ast::ItemKind::Static: return lower_static(item.as<ast::StaticItem>(), block);
  case ast::ItemKind::Const: return lower_const(item.as<ast::ConstItem>());
  case ast::ItemKind::Fn: return lower_fn(item, item.as<ast::FnItem>(), block);
  case ast::ItemKind::Mod:
    o.item.kind = hir::ItemKind::Mod;
    o.item.items = cx.lower_items(item.as<ast::ModItem>().items, hir::ItemContext::Module);
    return;
  case ast::ItemKind::ForeignMod: {
    const auto &node = item.as<ast::ForeignModItem>();
    o.item.kind = hir::ItemKind::ForeignMod;
    o.item.abi = node.ext.kind == ast::ExternKind::Explicit ? node.ext.abi : sess.intern("C");
    o.item.safety = node.safety == ast::Safety::Unsafe ? hir::Safety::Unsafe : hir::Safety::Safe;
    ForeignBlock inside{o.item.abi, node.safety == ast::Safety::Unsafe};
    o.item.items = cx.lower_items(node.items, hir::ItemContext::Foreign, inside);
    return;
  }
  case ast::ItemKind::GlobalAsm:
    o.item.kind = hir::ItemKind::GlobalAsm;
    o.item.asm_ = lower_asm(*item.as<ast::GlobalAsmItem>().assembly);
    return;
  case ast::ItemKind::TyAlias:
    lower_alias(item.as<ast::TyAliasItem>());
    if (context == hir::ItemContext::Foreign)
      o.item.kind = hir::ItemKind::ForeignTy;
    return;
  case ast::ItemKind::Enum: return lower_enum(item.as<ast::EnumItem>());
  case ast::ItemKind::Struct:
    o.item.kind = hir::ItemKind::Struct;
    return lower_struct(item, item.as<ast::StructItem>().generics, item.as<ast::StructItem>().data);
  case ast::ItemKind::Union:
    o.item.kind = hir::ItemKind::Union;
    return lower_struct(item, item.as<ast::UnionItem>().generics, item.as<ast::UnionItem>().data);
  case ast::ItemKind::Trait: return lower_trait(item.as<ast::TraitItem>());
  case ast::ItemKind::TraitAlias: {
    const auto &node = item.as<ast::TraitAliasItem>();
    o.item.kind = hir::ItemKind::TraitAlias;
    o.item.generics = lower_generics(node.generics, {}, [] {});
    o.item.bounds = lower_bounds(node.bounds);
    return;
  }
  case ast::ItemKind::Impl: return lower_impl(item.as<ast::ImplItem>());
  case ast::ItemKind::MacroDef: o.item.kind = hir::ItemKind::Macro; return;
  case ast::ItemKind::MacCall:
  case ast::ItemKind::Error:
    o.item.kind = hir::ItemKind::Macro; // reported; nobody looks at it
    return;
  }
}

hir::BodyId OwnerLowering::lower_const_body(ast::ExprId value, hir::BodyKind kind, LocalDefId def) {
  BodyScope outer = scope_;
  scope_ = {};
  hir::ExprId expr = lower_expr(value);
  scope_ = outer;
  hir::Body body;
  body.kind = kind;
  body.def_id = def;
  body.value = expr;
  return o.bodies.push(std::move(body));
}

void OwnerLowering::lower_const(const ast::ConstItem &node) {
  o.item.kind = hir::ItemKind::Const;
  o.item.is_default = node.defaultness == ast::Defaultness::Default;
  o.item.generics = lower_generics(node.generics, {}, [] {});
  o.item.ty = lower_ty(node.ty);
  if (node.value)
    o.item.body = lower_const_body(node.value, hir::BodyKind::Const, owner_def);
}

void OwnerLowering::lower_static(const ast::StaticItem &node, const ForeignBlock &block) {
  o.item.kind = hir::ItemKind::Static;
  o.item.mutbl = lower_mutability(node.mutbl);
  bool is_foreign = o.item.context == hir::ItemContext::Foreign;
  (void)block;
  o.item.safety =
      is_foreign && node.safety != ast::Safety::Safe ? hir::Safety::Unsafe : hir::Safety::Safe;
  o.item.ty = lower_ty(node.ty);
  if (node.value)
    o.item.body = lower_const_body(node.value, hir::BodyKind::Static, owner_def);
}

void OwnerLowering::lower_alias(const ast::TyAliasItem &node) {
  o.item.kind = hir::ItemKind::TyAlias;
  o.item.is_default = node.defaultness == ast::Defaultness::Default;
  o.item.generics = lower_generics(node.generics, {}, [] {});
  o.item.bounds = lower_bounds(node.bounds);
  if (node.ty)
    o.item.ty = lower_ty(node.ty);
}

void OwnerLowering::lower_fn(const ast::Item &item, const ast::FnItem &fn,
                             const ForeignBlock &block) {
  o.item.kind = hir::ItemKind::Fn;
  o.item.is_default = fn.defaultness == ast::Defaultness::Default;
  bool is_async = fn.header.coroutine == ast::CoroutineKind::Async;
  if (fn.header.coroutine != ast::CoroutineKind::None && !is_async)
    not_supported_yet(sess, fn.header.coroutine_span, "`gen fn`");
  bool is_foreign = o.item.context == hir::ItemContext::Foreign;
  hir::FnHeader header;
  header.is_async = is_async;
  header.constness = fn.header.is_const ? hir::Constness::Const : hir::Constness::NotConst;
  bool is_unsafe = fn.header.safety == ast::Safety::Unsafe ||
                   (is_foreign && fn.header.safety != ast::Safety::Safe);
  header.safety = is_unsafe ? hir::Safety::Unsafe : hir::Safety::Safe;
  if (is_foreign) {
    header.abi = block.abi;
  } else if (fn.header.ext.kind == ast::ExternKind::Explicit) {
    header.abi = fn.header.ext.abi;
    header.abi_span = fn.header.ext.abi_span;
  } else if (fn.header.ext.kind == ast::ExternKind::Implicit) {
    header.abi = sess.intern("C");
    header.abi_span = fn.header.ext.span;
  }
  o.item.generics = lower_generics(fn.generics, item.id, [&] {
    o.item.fn_decl = lower_fn_decl(fn.decl, header, fn.sig_span, !fn.body.is_valid(),
                                   is_async ? &fn.header : nullptr);
  });
  if (!fn.body)
    return;
  hir::Body body;
  body.kind = hir::BodyKind::Fn;
  body.def_id = owner_def;
  if (is_async) {
    lower_async_fn_body(fn, body);
    o.item.body = o.bodies.push(std::move(body));
    return;
  }
  for (const ast::Param &param : fn.decl.inputs) {
    if (krate[param.ty].kind() == ast::TyKind::CVarArgs)
      continue;
    body.params.push_back({lower_pat(param.pat), krate[param.ty].span, param.span});
  }
  hir::BlockId block_id = lower_block(fn.body);
  body.value = block_expr(block_id, krate[fn.body].span);
  o.item.body = o.bodies.push(std::move(body));
}

void OwnerLowering::lower_trait(const ast::TraitItem &trait) {
  o.item.kind = hir::ItemKind::Trait;
  o.item.safety = trait.is_unsafe ? hir::Safety::Unsafe : hir::Safety::Safe;
  o.item.is_auto = trait.is_auto;
  o.item.generics = lower_generics(trait.generics, {}, [] {});
  o.item.bounds = lower_bounds(trait.bounds);
  o.item.items = cx.lower_items(trait.items, hir::ItemContext::Trait);
}

void OwnerLowering::lower_impl(const ast::ImplItem &impl) {
  o.item.kind = hir::ItemKind::Impl;
  o.item.safety = impl.is_unsafe ? hir::Safety::Unsafe : hir::Safety::Safe;
  o.item.is_default = impl.defaultness == ast::Defaultness::Default;
  o.item.polarity = impl.is_negative ? hir::ImplPolarity::Negative : hir::ImplPolarity::Positive;
  ast::NodeId node = cx.res.def_nodes[owner_def];
  o.item.generics = lower_generics(impl.generics, node, [&] {
    if (impl.has_trait)
      o.item.trait_path = lower_trait_ref(impl.trait_ref);
    o.item.ty = lower_ty(impl.self_ty);
  });
  o.item.items = cx.lower_items(impl.items, impl.has_trait ? hir::ItemContext::TraitImpl
                                                           : hir::ItemContext::InherentImpl);
}

void OwnerLowering::lower_variant_data(const ast::VariantData &data, hir::Variant &variant,
                                       uint32_t index) {
  switch (data.kind) {
  case ast::VariantDataKind::Struct: variant.shape = hir::VariantShape::Struct; break;
  case ast::VariantDataKind::Tuple: variant.shape = hir::VariantShape::Tuple; break;
  case ast::VariantDataKind::Unit: variant.shape = hir::VariantShape::Unit; break;
  }
  if (data.ctor_id)
    variant.ctor_id = cx.res.def_of(data.ctor_id);
  if (variant.ctor_id)
    cx.set_node(variant.ctor_id, hir::DefNodeKind::Ctor, owner_def, index);
  for (const ast::FieldDef &field : data.fields) {
    hir::FieldDef out;
    out.def_id = cx.res.def_of(field.id);
    uint32_t position = static_cast<uint32_t>(variant.fields.size());
    out.ident = field.ident.is_valid()
                    ? lower_ident(field.ident)
                    : hir::Ident{sess.intern(std::to_string(position)), field.span};
    out.ty = lower_ty(field.ty);
    out.span = field.span;
    cx.set_node(out.def_id, hir::DefNodeKind::Field, owner_def, index, position);
    cx.set_attrs(out.def_id, field.attrs);
    if (field.default_value.is_valid())
      not_supported_yet(sess, field.span, "default values of fields");
    variant.fields.push_back(out);
  }
}

void OwnerLowering::lower_struct(const ast::Item &item, const ast::Generics &generics,
                                 const ast::VariantData &data) {
  o.item.generics = lower_generics(generics, {}, [] {});
  hir::Variant variant;
  variant.def_id = owner_def;
  variant.ident = lower_ident(item.ident);
  variant.span = item.span;
  lower_variant_data(data, variant, 0);
  o.item.variants.push_back(std::move(variant));
}

void OwnerLowering::lower_enum(const ast::EnumItem &node) {
  o.item.kind = hir::ItemKind::Enum;
  o.item.generics = lower_generics(node.generics, {}, [] {});
  for (const ast::Variant &each : node.variants) {
    uint32_t index = static_cast<uint32_t>(o.item.variants.size());
    hir::Variant variant;
    variant.def_id = cx.res.def_of(each.id);
    variant.ident = lower_ident(each.ident);
    variant.span = each.span;
    cx.set_node(variant.def_id, hir::DefNodeKind::Variant, owner_def, index);
    cx.set_attrs(variant.def_id, each.attrs);
    lower_variant_data(each.data, variant, index);
    if (each.discriminant.is_valid()) {
      variant.discr = lower_anon_const(each.discriminant, hir::BodyKind::AnonConst);
      variant.discr_def = cx.res.def_of(each.discriminant.id);
    }
    o.item.variants.push_back(std::move(variant));
  }
}

hir::AsmId OwnerLowering::lower_asm(const ast::InlineAsm &assembly) {
  hir::InlineAsm out;
  for (const ast::AsmPiece &piece : assembly.pieces)
    out.pieces.push_back(
        {!piece.is_placeholder, piece.text, piece.operand, piece.modifier, piece.span});
  for (const ast::AsmOperand &operand : assembly.operands) {
    hir::AsmOperand lowered;
    lowered.kind = static_cast<hir::AsmOperandKind>(operand.kind);
    lowered.is_late = operand.is_late;
    lowered.reg = operand.reg;
    lowered.is_explicit_reg = operand.reg_is_explicit;
    lowered.span = operand.span;
    switch (operand.kind) {
    case ast::AsmOperandKind::In:
    case ast::AsmOperandKind::InOut: lowered.in = lower_expr(operand.expr); break;
    case ast::AsmOperandKind::Out:
      if (operand.expr)
        lowered.out = lower_expr(operand.expr);
      break;
    case ast::AsmOperandKind::SplitInOut:
      lowered.in = lower_expr(operand.expr);
      if (operand.out_expr)
        lowered.out = lower_expr(operand.out_expr);
      break;
    case ast::AsmOperandKind::Const: lowered.ct = lower_const_arg(operand.constant); break;
    case ast::AsmOperandKind::Sym:
      lowered.in = add_expr(
          hir::ExprKind::Path, operand.span,
          lower_qpath(operand.sym_id, operand.sym_qself, *operand.sym_path, ParamMode::Infer).raw);
      break;
    case ast::AsmOperandKind::Label: lowered.label = lower_block(operand.label_block); break;
    }
    out.operands.push_back(lowered);
  }
  out.clobber_abis.assign(assembly.clobber_abis.begin(), assembly.clobber_abis.end());
  out.options = assembly.options;
  out.line_spans.push_back(assembly.span);
  return o.asms.push(std::move(out));
}

} // namespace ochre::lower
