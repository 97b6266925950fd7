// Declarations of functions, imports, and small functions that hand their arguments on.

#include "codegen/common/layouts.h"
#include "codegen/mono/program.h"
#include "codegen/mono/reify.h"
#include "codegen/wasm/cx.h"
#include "codegen/wasm/names.h"
#include "sema/ty/fold.h"
#include "sema/ty/linker_symbol.h"

namespace ochre::wasm {

ValTy reg_ty(const Reg &reg) {
  switch (reg.kind) {
  case RegKind::Int: return reg.size <= 4 ? ValTy::I32 : ValTy::I64;
  case RegKind::F32: return ValTy::F32;
  case RegKind::F64: return ValTy::F64;
  }
  return ValTy::I64;
}

namespace {

void append(ValTys &out, const layout::Scalar &scalar) {
  llvm::append_range(out, leaves_of(scalar));
}

} // namespace

Signature ModuleCx::signature(const FnAbi &abi, bool is_virtual) {
  Signature out;
  switch (abi.ret.mode) {
  case PassMode::Ignore: break;
  case PassMode::Direct: append(out.results, abi.ret.layout->scalar_a); break;
  case PassMode::Pair:
    append(out.results, abi.ret.layout->scalar_a);
    append(out.results, abi.ret.layout->scalar_b);
    break;
  case PassMode::Cast:
    for (const Reg &reg : abi.ret.regs)
      out.results.push_back(reg_ty(reg));
    break;
  case PassMode::Indirect: out.params.push_back(ValTy::I32); break;
  }
  for (size_t i = 0; i < abi.args.size(); ++i) {
    const ArgAbi &arg = abi.args[i];
    if (is_virtual && i == 0) {
      out.params.push_back(ValTy::I32); // the object alone
      continue;
    }
    switch (arg.mode) {
    case PassMode::Ignore: break;
    case PassMode::Direct: append(out.params, arg.layout->scalar_a); break;
    case PassMode::Pair:
      append(out.params, arg.layout->scalar_a);
      append(out.params, arg.layout->scalar_b);
      break;
    case PassMode::Cast:
      for (const Reg &reg : arg.regs)
        out.params.push_back(reg_ty(reg));
      break;
    case PassMode::Indirect:
      out.params.push_back(ValTy::I32);
      if (arg.layout->is_unsized)
        out.params.push_back(ValTy::I32);
      break;
    }
  }
  if (abi.c_variadic)
    out.params.push_back(ValTy::I32); // where the other arguments lie
  return out;
}

const FnAbi *ModuleCx::abi_of(const ty::Instance *instance) {
  auto [it, fresh] = abis_.try_emplace(instance);
  if (!fresh)
    return it->second;
  const FnAbi *abi = abi::of_instance(tcx, instance);
  if (!abi) {
    unsupported(tcx.def_span(instance->def_id), "a signature without a layout");
    FnAbi none;
    none.ret.layout = layout_of(tcx.common.unit);
    abi = tcx.own<FnAbi>(none);
  }
  return abis_[instance] = abi;
}

FnDecl *ModuleCx::new_decl(llvm::StringRef name) {
  FnDecl &decl = decls_.emplace_back();
  decl.name = save(name);
  return names_[name] = &decl;
}

FnDecl *ModuleCx::import_of(const ty::Instance *instance, llvm::StringRef symbol) {
  const FnAbi *abi = abi_of(instance);
  Signature sig = signature(*abi);
  // The same import may be declared in several ways; each has a function of its own here.
  std::string name = symbol.str();
  for (unsigned n = 1;; ++n) {
    auto known = names_.find(name);
    if (known == names_.end())
      break;
    if (known->second->is_import && known->second->sig.params == sig.params &&
        known->second->sig.results == sig.results)
      return known->second;
    name = (symbol + "." + llvm::Twine(n)).str();
  }
  FnDecl *decl = new_decl(name);
  decl->abi = abi;
  decl->sig = sig;
  decl->is_import = true;
  std::string from = import_module(tcx, instance->def_id);
  api.AddFunctionImport(module, decl->name, from.c_str(), symbol.str().c_str(),
                        kit.tuple(sig.params), kit.tuple(sig.results));
  return decl;
}

FnDecl *ModuleCx::function(const ty::Instance *instance) {
  instance = mono::definition_of(tcx, instance);
  auto it = functions_.find(instance);
  if (it != functions_.end())
    return it->second;
  std::string name = readable_name(tcx, *instance);
  if (instance->kind == ty::InstanceKind::Item && ty::is_foreign_item(tcx, instance->def_id)) {
    FnDecl *import = import_of(instance, name);
    return functions_[instance] = import->abi->can_unwind ? caught_import(import) : import;
  }
  FnDecl *decl = new_decl(unique_name(name));
  functions_[instance] = decl;
  decl->instance = instance;
  decl->abi = abi_of(instance);
  decl->sig = signature(*decl->abi);
  pending_.push_back(decl);
  return decl;
}

/// Instances of one function, and an import of the same name, are told apart by numbers.
std::string ModuleCx::unique_name(const std::string &name) {
  unsigned &count = name_counts_[name];
  if (count++ == 0 && !names_.contains(name))
    return name;
  std::string out;
  do
    out = name + "." + std::to_string(count++);
  while (names_.contains(out));
  return out;
}

FnDecl *ModuleCx::by_symbol(llvm::StringRef symbol) {
  auto it = tcx.linker_symbols.find(tcx.sess.intern(symbol));
  if (it == tcx.linker_symbols.end() || tcx.def_kind(it->second) == DefKind::Static)
    return nullptr;
  const ty::Instance *instance = tcx.resolve_instance(
      {mono_env(), it->second, ty::erase_regions(tcx, ty::identity_args(tcx, it->second))});
  return instance ? function(instance) : nullptr;
}

FnDecl *ModuleCx::forwarder(FnDecl *target, llvm::StringRef suffix, const FnAbi &abi,
                            llvm::function_ref<void(Ir &, llvm::SmallVectorImpl<Expr> &)> args) {
  std::string name = (target->name + suffix).str();
  auto known = names_.find(name);
  if (known != names_.end())
    return known->second;
  FnDecl *fn = helper(name, signature(abi), [&](Ir &ir) {
    llvm::SmallVector<Expr, 8> operands;
    args(ir, operands);
    ir.emit(api.Call(module, target->name, operands.data(),
                     static_cast<BinaryenIndex>(operands.size()), kit.tuple(target->sig.results)));
  });
  fn->abi = tcx.own<FnAbi>(abi);
  return fn;
}

FnDecl *ModuleCx::helper(llvm::StringRef name, const Signature &sig,
                         llvm::function_ref<void(Ir &)> fill) {
  auto known = names_.find(name);
  if (known != names_.end())
    return known->second;
  FnDecl *decl = new_decl(name);
  decl->sig = sig;
  Ir ir(kit);
  ir.param_tys = sig.params;
  std::vector<Expr> code;
  ir.code = &code;
  fill(ir);
  add_function(*decl, ir, ir.block_of(code));
  return decl;
}

/// Of a closure without captures the self is left out, or a dangling reference.
FnDecl *ModuleCx::fn_pointer(const ty::Instance *instance) {
  if (instance->kind != ty::InstanceKind::Item || !tcx.is_closure_like(instance->def_id))
    return reified(instance);
  FnDecl *target = function(instance);
  const FnAbi &abi = *target->abi;
  if (abi.args[0].mode == PassMode::Ignore)
    return target;
  FnAbi plain = abi;
  plain.args.erase(plain.args.begin());
  return forwarder(target, ".fn_ptr", plain, [&](Ir &ir, llvm::SmallVectorImpl<Expr> &out) {
    uint32_t next = 0;
    if (abi.ret.mode == PassMode::Indirect)
      out.push_back(ir.use(ir.param(next++)));
    out.push_back(ir.use(ir.i32(1)));
    while (next < ir.param_tys.size())
      out.push_back(ir.use(ir.param(next++)));
  });
}

FnDecl *ModuleCx::reified(const ty::Instance *instance) {
  instance = mono::pointer_target(tcx, instance);
  FnDecl *target = function(instance);
  if (!target || !target->abi || !target->abi->track_caller)
    return target;
  // A pointer cannot hand on its caller: the function's own place stands in.
  FnAbi plain = *target->abi;
  plain.args.pop_back();
  plain.track_caller = false;
  return forwarder(target, ".reify", plain, [&](Ir &ir, llvm::SmallVectorImpl<Expr> &out) {
    for (uint32_t i = 0; i < ir.param_tys.size(); ++i)
      out.push_back(ir.use(ir.param(i)));
    out.push_back(ir.use(ir.i32(location(codegen::fn_head_span(tcx, instance->def_id)))));
  });
}

uint32_t ModuleCx::table_index(FnDecl *fn) {
  if (!fn)
    return 0;
  if (fn->table_index == 0) {
    table.push_back(fn);
    fn->table_index = static_cast<uint32_t>(table.size());
  }
  return fn->table_index;
}

codegen::IntrinsicKind ModuleCx::intrinsic_kind(DefId def_id) {
  auto [it, fresh] = intrinsics_.try_emplace(def_id);
  if (fresh)
    it->second = codegen::intrinsic_kind(tcx.str(tcx.intrinsic_name(def_id)));
  return it->second;
}

} // namespace ochre::wasm
