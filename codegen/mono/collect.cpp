#include "codegen/mono/collect.h"
#include "codegen/mono/program.h"
#include "codegen/mono/reify.h"

#include "codegen/mono/diags.h"
#include "mir/interpret/interpret.h"
#include "mir/ir/alloc_table.h"
#include "sema/layout/layout.h"
#include "sema/traits/vtable.h"
#include "sema/ty/fold.h"
#include "sema/ty/linker_symbol.h"
#include "sema/ty/print.h"

namespace ochre::mono {

namespace {

using ty::Instance;
using ty::InstanceKind;

ty::TypingEnv mono_env() { return ty::TypingEnv::fully_monomorphized(); }

/// Each level makes the types larger, so that a higher limit would only take longer to reach.
constexpr unsigned kMaxRecursionLimit = 4096;

/// A step of the depth-first walk: enter the instance, or leave the function entered before.
struct Step {
  const Instance *instance; ///< null: leave
  DefId leave;
  Span use; ///< where the instance was first asked for
};

struct Collector {
  explicit Collector(TyCtxt &tcx) : tcx(tcx) {}
  TyCtxt &tcx;
  MonoItems items;
  std::vector<Step> work;
  /// Instances of each function on the path from the root to the current one.
  llvm::DenseMap<DefId, unsigned> depths;
  Span here;                      ///< the statement that is being looked at
  llvm::DenseSet<Symbol> symbols; ///< names that attributes fix
  std::vector<DefId> static_work;
  llvm::DenseSet<mir::AllocId> seen_allocs;
  llvm::DenseSet<std::pair<const void *, const void *>> seen_vtables;
  /// In a whole program a vtable holds a method only if some call asks for it: methods of traits
  /// that were called, and instances in vtables whose method was not.
  llvm::DenseSet<DefId> called_methods;
  llvm::DenseMap<DefId, std::vector<const Instance *>> uncalled;

  void add(const Instance *instance);
  void add_method(DefId method, const Instance *instance);
  void virtual_call(DefId method);
  void add_static(DefId id);
  void alloc(mir::AllocId id);
  void value(const mir::ConstValue &value);
  void constant(const mir::Body &body, const mir::ConstOperand &ct);
  void operand(const mir::Body &body, const mir::Operand &op);
  void vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates);
  void rvalue(const mir::Body &body, const mir::Rvalue &r, Span span);
  void terminator(const mir::Body &body, const mir::Terminator &t);
  void call(const mir::Body &body, const mir::Terminator &t);
  void lang_fn(LangItem item);
  std::string instance_text(const Instance &instance) const;
  void body(const mir::Body &body);
  bool enter(const Step &step);
  void enter_statics();
  void run();
  void claim_symbol(DefId id, const ty::CodegenFnAttrs *attrs);
  bool is_module_export(DefId id, const ty::CodegenFnAttrs &attrs) const;
  void roots(bool is_executable);
  void add_js_exports();
  void add_export(DefId id);
  void add_main();
  void add_runtime();
};

void Collector::add(const Instance *instance) {
  if (!instance || instance->kind == InstanceKind::Intrinsic ||
      instance->kind == InstanceKind::Virtual)
    return;
  instance = definition_of(tcx, instance);
  if (!is_generated_here(tcx, *instance))
    return;
  if (items.functions.insert(instance))
    work.push_back({instance, DefId(), here});
}

void Collector::add_static(DefId id) {
  id = static_definition_of(tcx, id);
  if (ty::is_foreign_item(tcx, id) || (!tcx.is_local(id) && !is_whole_program(tcx)))
    return;
  if (items.statics.insert(id))
    static_work.push_back(id);
}

void Collector::alloc(mir::AllocId id) {
  if (!id.is_valid() || !seen_allocs.insert(id).second)
    return;
  const mir::GlobalAlloc &global = mir::alloc_table(tcx)[id];
  switch (global.kind) {
  case mir::GlobalAllocKind::Memory:
    if (global.memory)
      for (auto &[offset, target] : global.memory->provenance)
        alloc(target);
    return;
  case mir::GlobalAllocKind::Function: return add(pointer_target(tcx, global.function));
  case mir::GlobalAllocKind::Static: return add_static(global.static_id);
  case mir::GlobalAllocKind::VTable: return vtable(global.ty, global.predicates);
  case mir::GlobalAllocKind::TypeId: return;
  }
}

void Collector::value(const mir::ConstValue &value) {
  switch (value.kind) {
  case mir::ConstValueKind::Scalar:
    if (value.scalar.kind == mir::ScalarKind::Ptr)
      alloc(value.scalar.alloc);
    return;
  case mir::ConstValueKind::Slice:
  case mir::ConstValueKind::Indirect: return alloc(value.alloc);
  case mir::ConstValueKind::ZeroSized: return;
  }
}

void Collector::constant(const mir::Body &, const mir::ConstOperand &ct) {
  if (std::optional<mir::ConstValue> v = evaluate(tcx, ct))
    value(*v);
}

void Collector::operand(const mir::Body &body, const mir::Operand &op) {
  if (!op.is_place())
    constant(body, body.tables.consts[op.ct]);
}

void Collector::vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates) {
  if (!seen_vtables.insert({ty.raw(), predicates.raw()}).second)
    return;
  add(drop_glue_instance(tcx, ty));
  for (const ty::PolyExistentialPredicate &p : predicates) {
    if (p.skip_binder().kind != ty::ExistentialKind::Trait)
      continue;
    ty::TraitRef ref = traits::object_trait_ref(tcx, p, ty);
    for (const traits::VtblEntry &entry : traits::vtable_entries(tcx, ref))
      if (entry.kind == traits::VtblEntryKind::Method)
        add_method(entry.method, tcx.resolve_instance({mono_env(), entry.method, entry.args}));
  }
}

void Collector::add_method(DefId method, const Instance *instance) {
  if (!is_whole_program(tcx) || called_methods.contains(method))
    add(instance);
  else
    uncalled[method].push_back(instance);
}

void Collector::virtual_call(DefId method) {
  if (!called_methods.insert(method).second)
    return;
  for (const Instance *instance : uncalled[method])
    add(instance);
}

void Collector::rvalue(const mir::Body &body, const mir::Rvalue &r, Span span) {
  switch (r.kind) {
  case mir::RvalueKind::BinaryOp:
    operand(body, r.a);
    operand(body, r.b);
    break;
  case mir::RvalueKind::Use:
  case mir::RvalueKind::Repeat:
  case mir::RvalueKind::Cast:
  case mir::RvalueKind::UnaryOp: operand(body, r.a); break;
  case mir::RvalueKind::Ref:
  case mir::RvalueKind::RawPtr:
  case mir::RvalueKind::ThreadLocalRef:
  case mir::RvalueKind::Len:
  case mir::RvalueKind::Discriminant:
  case mir::RvalueKind::Aggregate:
  case mir::RvalueKind::CopyForDeref:
  case mir::RvalueKind::NullaryOp: break;
  }
  if (r.kind == mir::RvalueKind::Aggregate)
    for (const mir::Operand &op : body.code->list(r.operands))
      operand(body, op);
  if (r.kind == mir::RvalueKind::ThreadLocalRef)
    constant(body, body.tables.consts[r.ct]);
  if (r.kind != mir::RvalueKind::Cast)
    return;
  ty::Ty from = mir::operand_ty(tcx, body, r.a);
  ty::Ty to = body.tables.tys[r.ty];
  mir::CastKind kind = r.cast_kind();
  if (kind == mir::CastKind::ReifyFnPointer)
    return add(pointer_target(tcx, callee_instance(tcx, from, span)));
  if (kind == mir::CastKind::ClosureFnPointer)
    return add(tcx.resolve_instance({mono_env(), from.def_id(), from.args()}));
  if (kind != mir::CastKind::Unsize)
    return;
  auto [sized, unsized_ty] = unsize_tails(tcx, from, to);
  if (unsized_ty.is_dyn() && !sized.is_dyn())
    vtable(sized, unsized_ty.dyn_predicates());
}

/// A function that panics.
void Collector::lang_fn(LangItem item) {
  if (tcx.sess.opts.codegen.panic == PanicStrategy::Trap)
    return;
  DefId id = tcx.lang_item(item);
  if (id.is_valid())
    add(tcx.resolve_instance({mono_env(), id, ty::GenericArgs()}));
}

void Collector::call(const mir::Body &body, const mir::Terminator &t) {
  operand(body, t.operand);
  for (const mir::Operand &op : body.code->list(t.operands))
    operand(body, op);
  const Instance *callee =
      callee_instance(tcx, mir::operand_ty(tcx, body, t.operand), t.source.span);
  if (callee && callee->kind == InstanceKind::Virtual)
    return virtual_call(callee->def_id);
  if (!callee || callee->kind != InstanceKind::Intrinsic)
    return add(callee);
  if (const Instance *chosen = runtime_choice(tcx, *callee))
    return add(chosen);
  if (validity_problem(tcx, *callee))
    lang_fn(LangItem::PanicNounwind);
  add(intrinsic_body(tcx, *callee));
}

void Collector::terminator(const mir::Body &body, const mir::Terminator &t) {
  switch (t.kind) {
  case mir::TerminatorKind::Call: call(body, t); break;
  case mir::TerminatorKind::Drop:
    add(drop_glue_instance(tcx, mir::place_ty(tcx, body, t.place).ty));
    break;
  case mir::TerminatorKind::Assert:
    operand(body, t.operand);
    for (const mir::Operand &op : body.code->list(t.operands))
      operand(body, op);
    lang_fn(assert_lang_item(t));
    break;
  case mir::TerminatorKind::SwitchInt: operand(body, t.operand); break;
  case mir::TerminatorKind::UnwindTerminate: lang_fn(terminate_lang_item(t.reason)); break;
  case mir::TerminatorKind::InlineAsm:
    for (const mir::AsmOperand &op : body.code->asms[t.asm_row].operands) {
      if (op.kind == hir::AsmOperandKind::In || op.kind == hir::AsmOperandKind::InOut)
        operand(body, op.in);
      if (!op.ct.is_valid())
        continue;
      const mir::ConstOperand &symbol = body.tables.consts[op.ct];
      constant(body, symbol);
      add(callee_instance(tcx, symbol.ty, symbol.span)); // `sym f`
    }
    break;
  case mir::TerminatorKind::Goto:
  case mir::TerminatorKind::UnwindResume:
  case mir::TerminatorKind::Return:
  case mir::TerminatorKind::Unreachable:
  case mir::TerminatorKind::Yield:
  case mir::TerminatorKind::CoroutineDrop:
  case mir::TerminatorKind::FalseEdge:
  case mir::TerminatorKind::FalseUnwind: break;
  }
  if (t.unwind.kind == mir::UnwindKind::Terminate)
    lang_fn(terminate_lang_item(t.unwind.reason));
}

void Collector::body(const mir::Body &body) {
  for (const mir::BasicBlockData &block : body.code->blocks) {
    for (const mir::Statement &s : block.statements) {
      here = s.source.span;
      if (s.kind == mir::StatementKind::Assign)
        rvalue(body, s.rvalue, s.source.span);
      for (const mir::Operand &op : body.code->list(s.rvalue.operands))
        if (s.kind == mir::StatementKind::CopyNonOverlapping)
          operand(body, op);
    }
    here = block.terminator.source.span;
    terminator(body, block.terminator);
  }
}

std::string Collector::instance_text(const Instance &instance) const {
  return ty::path_string(tcx, instance.def_id, instance.args);
}

/// Counts the instance on the path to it. False, with an error, if its function is on that path
/// more often than the recursion limit allows: each such instance is of a larger type than the
/// last.
bool Collector::enter(const Step &step) {
  DefId id = step.instance->def_id;
  unsigned &depth = depths[id];
  // Drop glue calls itself for each level of nesting that a type has.
  bool is_glue = step.instance->kind == InstanceKind::DropGlue;
  if (depth / (is_glue ? 4 : 1) > std::min(tcx.sess.opts.recursion_limit, kMaxRecursionLimit)) {
    error(tcx.sess, step.use, diag::RecursionLimit, instance_text(*step.instance)).emit();
    return false;
  }
  ++depth;
  work.push_back({nullptr, id, Span()});
  return true;
}

void Collector::enter_statics() {
  while (!static_work.empty()) {
    DefId id = static_work.back();
    static_work.pop_back();
    here = tcx.def_span(id);
    add(drop_glue_instance(tcx, tcx.type_of(id).instantiate_identity()));
    ty::AllocResult init = tcx.static_initializer(id);
    if (init.alloc)
      for (auto &[offset, target] : init.alloc->provenance)
        alloc(target);
  }
}

void Collector::run() {
  for (enter_statics(); !work.empty(); enter_statics()) {
    const Step next = work.back();
    work.pop_back();
    if (!next.instance) {
      --depths[next.leave];
      continue;
    }
    if (!enter(next))
      return;
    if (const mir::Body *mir = tcx.codegen_mir(next.instance)) {
      uint32_t size = 0;
      for (const mir::BasicBlockData &block : mir->code->blocks)
        size += static_cast<uint32_t>(block.statements.size()) + 1;
      items.sizes[next.instance] = size;
      body(*mir);
    } else if (!tcx.sess.diags.has_errors()) {
      not_supported_yet(tcx.sess, tcx.def_span(next.instance->def_id),
                        "code of `" + instance_text(*next.instance) + "`");
    }
  }
}

bool has_no_main(TyCtxt &tcx) {
  const std::vector<hir::Attr> &attrs = tcx.krate->attrs[kCrateRoot];
  return llvm::any_of(attrs, [](const hir::Attr &a) { return a.path == sym::no_main; });
}

void Collector::add_main() {
  if (has_no_main(tcx))
    return;
  DefId main = tcx.krate->main_fn;
  if (!main.is_valid()) {
    error(tcx.sess, Span(), diag::NoMain, tcx.str(tcx.defs.crates()[kLocalCrate].name)).emit();
    return;
  }
  items.main = tcx.resolve_instance({mono_env(), main, ty::GenericArgs()});
  add(items.main);
  DefId start = tcx.lang_item(LangItem::Start);
  if (!start.is_valid())
    return;
  ty::Ty output = tcx.fn_sig(main).skip_binder().skip_binder().output();
  ty::Ty normal = ty::erase_regions(tcx, output);
  items.start = tcx.resolve_instance({mono_env(), start, tcx.mk_args({ty::GenericArg(normal)})});
  add(items.start);
}

/// What the back end may refer to in any function.
void Collector::add_runtime() {
  if (tcx.sess.opts.codegen.panic == PanicStrategy::Unwind)
    lang_fn(LangItem::EhPersonality);
  if (is_whole_program(tcx))
    return;
  lang_fn(LangItem::PanicInCleanup);
  lang_fn(LangItem::PanicCannotUnwind);
}

/// The linker knows one thing by each name.
void Collector::claim_symbol(DefId id, const ty::CodegenFnAttrs *attrs) {
  if (!attrs || !(attrs->no_mangle || attrs->std_internal_symbol || attrs->export_name.is_valid()))
    return;
  Symbol name = attrs->export_name.is_valid() ? attrs->export_name : tcx.name(id);
  if (items.main && tcx.str(name) == "main")
    error(tcx.sess, tcx.def_span(id), diag::EntrySymbolTwice, name)
        .help("did you use `#[no_mangle]` on `fn main`? Use `#![no_main]` to suppress the usual "
              "entry symbol")
        .emit();
  else if (!symbols.insert(name).second)
    error(tcx.sess, tcx.def_span(id), diag::SymbolTwice, name).emit();
}

/// Whether a WebAssembly module exports the function; what std's internals look for is no more
/// than reachable.
bool Collector::is_module_export(DefId id, const ty::CodegenFnAttrs &attrs) const {
  return (attrs.no_mangle || attrs.export_name.is_valid()) &&
         id != tcx.lang_item(LangItem::PanicImpl) && id != tcx.lang_item(LangItem::EhPersonality);
}

void Collector::roots(bool is_executable) {
  bool is_whole = is_whole_program(tcx);
  if (is_whole)
    enter_local_symbols(tcx);
  if (is_executable)
    add_main();
  add_runtime();
  for (LocalDefId local : tcx.krate->items) {
    const hir::Item &item = tcx.krate->owner(local).item;
    DefId id = tcx.defs.to_def_id(local);
    if (item.kind == hir::ItemKind::Static && item.context != hir::ItemContext::Foreign) {
      const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
      bool exported =
          attrs && (attrs->no_mangle || attrs->is_used || attrs->export_name.is_valid());
      claim_symbol(id, attrs);
      if ((!is_executable && !is_whole) || exported)
        add_static(id);
      continue;
    }
    if (item.kind != hir::ItemKind::Fn || !item.body.is_valid())
      continue;
    // A function with type or const parameters is generated where it is used.
    bool generic = false;
    for (const ty::GenericParamDef *p : ty::all_params(tcx, *tcx.generics_of(id)))
      generic |= p->kind != ty::GenericParamKind::Lifetime;
    if (generic)
      continue;
    const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
    bool exported = attrs && (attrs->no_mangle || attrs->is_used || attrs->std_internal_symbol ||
                              attrs->export_name.is_valid());
    claim_symbol(id, attrs);
    bool wanted = !is_executable && (!attrs || attrs->inline_attr == ty::InlineAttr::None ||
                                     attrs->inline_attr == ty::InlineAttr::Never);
    if (is_whole ? !attrs || !is_module_export(id, *attrs) : !exported && !wanted)
      continue;
    if (is_whole) {
      add_export(id);
      continue;
    }
    add(tcx.resolve_instance({mono_env(), id, ty::erase_regions(tcx, ty::identity_args(tcx, id))}));
  }
  if (is_whole)
    add_js_exports();
}

/// Functions under `#[js(export)]` of the other crates, and std's memory for arguments if one of
/// them takes any.
void Collector::add_js_exports() {
  llvm::SmallVector<std::pair<llvm::StringRef, DefId>> exports;
  for (auto [symbol, id] : tcx.linker_symbols)
    if (tcx.str(symbol).contains('|') && !tcx.codegen_fn_attrs(id)->wasm_import_module.is_valid())
      exports.push_back({tcx.str(symbol), id});
  llvm::sort(exports, llvm::less_first());
  bool takes_memory = false;
  for (auto [symbol, id] : exports) {
    takes_memory |= symbol.contains(":&");
    add_export(id);
  }
  if (!takes_memory)
    return;
  for (llvm::StringRef name : {"__js_alloc", "__js_free"})
    if (auto it = tcx.linker_symbols.find(tcx.sess.intern(name)); it != tcx.linker_symbols.end())
      add_export(it->second);
}

/// A function without type or const parameters that the module exports.
void Collector::add_export(DefId id) {
  const Instance *root =
      tcx.resolve_instance({mono_env(), id, ty::erase_regions(tcx, ty::identity_args(tcx, id))});
  items.exports.insert(root);
  add(root);
}

} // namespace

LangItem assert_lang_item(const mir::Terminator &t) {
  switch (t.assert_kind) {
  case mir::AssertKind::BoundsCheck: return LangItem::PanicBoundsCheck;
  case mir::AssertKind::Overflow:
    switch (t.assert_op) {
    case mir::BinOp::Add: return LangItem::PanicAddOverflow;
    case mir::BinOp::Sub: return LangItem::PanicSubOverflow;
    case mir::BinOp::Mul: return LangItem::PanicMulOverflow;
    case mir::BinOp::Div: return LangItem::PanicDivOverflow;
    case mir::BinOp::Rem: return LangItem::PanicRemOverflow;
    case mir::BinOp::Shl: return LangItem::PanicShlOverflow;
    default: return LangItem::PanicShrOverflow;
    }
  case mir::AssertKind::OverflowNeg: return LangItem::PanicNegOverflow;
  case mir::AssertKind::DivisionByZero: return LangItem::PanicDivZero;
  case mir::AssertKind::RemainderByZero: return LangItem::PanicRemZero;
  case mir::AssertKind::ResumedAfterReturn: return LangItem::PanicAsyncFnResumed;
  case mir::AssertKind::ResumedAfterPanic: return LangItem::PanicAsyncFnResumedPanic;
  case mir::AssertKind::MisalignedPointerDereference: return LangItem::PanicMisalignedPointer;
  case mir::AssertKind::NullPointerDereference: return LangItem::PanicNullPointer;
  }
  return LangItem::Panic;
}

LangItem terminate_lang_item(mir::TerminateReason reason) {
  return reason == mir::TerminateReason::Abi ? LangItem::PanicCannotUnwind
                                             : LangItem::PanicInCleanup;
}

bool is_generated_here(TyCtxt &tcx, const Instance &instance) {
  if (instance.kind != InstanceKind::Item)
    return true;
  DefId id = instance.def_id;
  if (is_ctor(tcx.def_kind(id)))
    return true;
  if (ty::is_foreign_item(tcx, id))
    return false;
  if (tcx.is_local(id) || is_whole_program(tcx))
    return true;
  for (ty::GenericArg arg : instance.args)
    if (!arg.is_region())
      return true;
  // The crate of the function made it unless each user must (inline): then there is MIR.
  return tcx.is_mir_available(id);
}

const Instance *callee_instance(TyCtxt &tcx, ty::Ty fn_ty, Span) {
  if (!fn_ty.is(ty::TyKind::FnDef))
    return nullptr;
  return definition_of(tcx, tcx.resolve_instance({mono_env(), fn_ty.def_id(), fn_ty.args()}));
}

const Instance *drop_glue_instance(TyCtxt &tcx, ty::Ty ty) {
  if (ty.is_dyn() || !tcx.needs_drop({mono_env(), ty}))
    return nullptr;
  Instance instance;
  instance.kind = InstanceKind::DropGlue;
  instance.def_id = tcx.require_lang_item(LangItem::DropInPlace, Span());
  if (!instance.def_id.is_valid())
    return nullptr;
  instance.args = tcx.mk_args({ty::GenericArg(ty)});
  instance.ty = ty;
  return tcx.mk_instance(instance);
}

std::pair<ty::Ty, ty::Ty> unsize_tails(TyCtxt &tcx, ty::Ty from, ty::Ty to) {
  auto lockstep = [&](ty::Ty a, ty::Ty b) {
    while (true) {
      if (a.is_adt() && b.is_adt() && a.def_id() == b.def_id() &&
          tcx.adt_def(a.def_id())->is_struct()) {
        const ty::VariantDef &v = tcx.adt_def(a.def_id())->non_enum_variant();
        if (v.fields.empty())
          break;
        auto last = static_cast<uint32_t>(v.fields.size() - 1);
        a = layout::field_ty(tcx, mono_env(), a, ty::VariantIdx(0), last);
        b = layout::field_ty(tcx, mono_env(), b, ty::VariantIdx(0), last);
      } else if (a.is(ty::TyKind::Tuple) && b.is(ty::TyKind::Tuple) && !a.is_unit() &&
                 a.tuple_elems().size() == b.tuple_elems().size()) {
        a = a.tuple_elems().back();
        b = b.tuple_elems().back();
      } else {
        break;
      }
    }
    return std::pair(a, b);
  };
  for (unsigned depth = 0; depth < 64; ++depth) {
    bool pointers = (from.is_ref() || from.is_raw_ptr()) && (to.is_ref() || to.is_raw_ptr());
    if (pointers)
      return lockstep(from.inner(), to.inner());
    if (!from.is_adt() || !to.is_adt())
      break;
    // The one field whose type changes holds the pointer.
    const ty::AdtDef *adt = tcx.adt_def(from.def_id());
    bool found = false;
    for (uint32_t i = 0; i < adt->non_enum_variant().fields.size() && !found; ++i) {
      ty::Ty a = layout::field_ty(tcx, mono_env(), from, ty::VariantIdx(0), i);
      ty::Ty b = layout::field_ty(tcx, mono_env(), to, ty::VariantIdx(0), i);
      if (a == b || (a.is_adt() && tcx.adt_def(a.def_id())->is_phantom_data))
        continue;
      from = a;
      to = b;
      found = true;
    }
    if (!found)
      break;
  }
  return {from, to};
}

MonoItems collect(TyCtxt &tcx, bool is_executable) {
  Collector collector(tcx);
  collector.roots(is_executable);
  collector.run();
  return std::move(collector.items);
}

} // namespace ochre::mono
