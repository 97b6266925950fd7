#include "codegen/llvm/debuginfo.h"

#include "codegen/llvm/cx.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace ochre::codegen {

namespace {

std::string current_dir() {
  llvm::SmallString<128> dir;
  llvm::sys::fs::current_path(dir);
  return std::string(dir);
}

} // namespace

DebugInfo::DebugInfo(UnitCx &cx) : cx_(cx), builder_(cx.module) {
  const Options &opts = cx.tcx.sess.opts;
  bool lines_only = opts.codegen.debuginfo == ochre::DebugInfo::LineTablesOnly;
  auto kind = lines_only ? llvm::DICompileUnit::LineTablesOnly : llvm::DICompileUnit::FullDebug;
  llvm::DIFile *main = builder_.createFile(opts.input, current_dir());
  unit_ = builder_.createCompileUnit(llvm::dwarf::DW_LANG_Rust, main, "ochre",
                                     opts.codegen.opt_level != OptLevel::O0, "", 0, "", kind);
  cx.module.addModuleFlag(llvm::Module::Warning, "Debug Info Version",
                          llvm::DEBUG_METADATA_VERSION);
  cx.module.addModuleFlag(llvm::Module::Max, "Dwarf Version", 4);
}

bool DebugInfo::has_variables() const {
  return cx_.tcx.sess.opts.codegen.debuginfo == ochre::DebugInfo::Full;
}

llvm::DIFile *DebugInfo::file(const SourceFile *source) {
  llvm::DIFile *&out = files_[source];
  if (!out) {
    llvm::StringRef name = source ? llvm::StringRef(source->name) : "<unknown>";
    out = builder_.createFile(name, llvm::sys::path::is_absolute(name) ? "" : current_dir());
  }
  return out;
}

/// Modules, types and functions around an item as namespaces.
llvm::DIScope *DebugInfo::item_scope(DefId id) {
  auto it = scopes_.find(id);
  if (it != scopes_.end())
    return it->second;
  TyCtxt &tcx = cx_.tcx;
  DefData data = tcx.defs.def(id);
  llvm::DIScope *parent = data.parent.is_valid() ? item_scope(data.parent) : nullptr;
  std::string name = tcx.str(data.name).str();
  if (data.kind == DefKind::Impl)
    name = "{impl#" + std::to_string(data.disambiguator) + "}";
  else if (data.kind == DefKind::Closure)
    name = "{closure#" + std::to_string(data.disambiguator) + "}";
  llvm::DIScope *out = data.kind == DefKind::ForeignMod
                           ? parent
                           : builder_.createNameSpace(parent, name, /*ExportSymbols=*/false);
  return scopes_[id] = out;
}

llvm::DISubroutineType *DebugInfo::signature(const mir::Body &body) {
  llvm::SmallVector<llvm::Metadata *, 8> parts;
  if (has_variables()) {
    ty::Ty output = body.local_ty(mir::kReturnPlace);
    parts.push_back(output.is_unit() || output.is_never() ? nullptr : type(output));
    for (uint32_t i = 1; i <= body.arg_count; ++i)
      parts.push_back(type(body.local_ty(mir::Local(i))));
  }
  return builder_.createSubroutineType(builder_.getOrCreateTypeArray(parts));
}

namespace {

std::string function_name(TyCtxt &tcx, const ty::Instance &instance) {
  using K = ty::InstanceKind;
  if (instance.kind == K::DropGlue)
    return "drop_in_place<" + ty::to_string(tcx, instance.args[0].ty()) + ">";
  DefData data = tcx.defs.def(instance.def_id);
  if (data.kind == DefKind::Closure)
    return "{closure#" + std::to_string(data.disambiguator) + "}";
  std::string name = tcx.str(data.name).str();
  // The function's own arguments, as rustc shows them.
  size_t inherited = tcx.generics_of(instance.def_id)->parent_count;
  std::string args;
  for (size_t i = inherited; i < instance.args.size(); ++i)
    if (!instance.args[i].is_region())
      args += (args.empty() ? "" : ", ") + ty::to_string(tcx, instance.args[i]);
  return args.empty() ? name : name + "<" + args + ">";
}

} // namespace

FunctionDebug DebugInfo::function(const ty::Instance *instance, const mir::Body &body,
                                  llvm::Function &fn) {
  FunctionDebug out;
  TyCtxt &tcx = cx_.tcx;
  Span span = tcx.def_span(instance->def_id);
  Loc loc = tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(span).lo);
  llvm::DIFile *in_file = file(loc.file);
  auto flags = llvm::DISubprogram::SPFlagDefinition;
  if (tcx.sess.opts.codegen.opt_level != OptLevel::O0)
    flags |= llvm::DISubprogram::SPFlagOptimized;
  if (fn.hasLocalLinkage())
    flags |= llvm::DISubprogram::SPFlagLocalToUnit;
  DefId parent = tcx.parent(instance->def_id);
  llvm::DIScope *scope = parent.is_valid() ? item_scope(parent) : nullptr;
  out.subprogram =
      builder_.createFunction(scope, function_name(tcx, *instance), fn.getName(), in_file, loc.line,
                              signature(body), loc.line, llvm::DINode::FlagPrototyped, flags);
  fn.setSubprogram(out.subprogram);
  add_scopes(body, out);
  return out;
}

/// A function as the scope of code that was put into others.
llvm::DISubprogram *DebugInfo::inlined_function(ty::Ty fn_ty) {
  llvm::DISubprogram *&out = inlined_[fn_ty];
  if (out)
    return out;
  TyCtxt &tcx = cx_.tcx;
  DefId id = fn_ty.def_id();
  ty::Instance instance;
  instance.def_id = id;
  instance.args = fn_ty.args();
  Loc loc = tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(tcx.def_span(id)).lo);
  DefId parent = tcx.parent(id);
  llvm::DISubroutineType *type = builder_.createSubroutineType(builder_.getOrCreateTypeArray({}));
  out = builder_.createFunction(
      parent.is_valid() ? item_scope(parent) : nullptr, function_name(tcx, instance), "",
      file(loc.file), loc.line, type, loc.line, llvm::DINode::FlagPrototyped,
      llvm::DISubprogram::SPFlagDefinition | llvm::DISubprogram::SPFlagLocalToUnit |
          llvm::DISubprogram::SPFlagOptimized);
  return out;
}

/// A scope is a block of its own where variables are declared in it, and a function where it holds
/// what was inlined.
void DebugInfo::add_scopes(const mir::Body &body, FunctionDebug &out) {
  TyCtxt &tcx = cx_.tcx;
  const auto &scopes = body.code->scopes;
  auto loc_of = [&](Span span) {
    return tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(span).lo);
  };
  out.scopes.resize(scopes.size(), nullptr);
  out.inlined_at.resize(scopes.size(), nullptr);
  IndexVec<mir::SourceScope, uint8_t> has_vars(scopes.size());
  for (const mir::VarDebugInfo &var : body.code->var_debug_info)
    has_vars[var.source.scope] = var.arg_index == 0;
  for (mir::SourceScope s : scopes.ids()) {
    const mir::SourceScopeData &data = scopes[s];
    // Parents come before their children.
    bool has_parent = data.parent.is_valid() && data.parent.raw < s.raw;
    llvm::DIScope *around = has_parent ? out.scopes[data.parent] : out.subprogram;
    llvm::DILocation *inlined_at = has_parent ? out.inlined_at[data.parent] : nullptr;
    if (data.inlined_callee.is_valid()) {
      Loc at = loc_of(data.inlined_call_site);
      inlined_at =
          llvm::DILocation::getDistinct(cx_.context, at.line, at.column, around, inlined_at);
      around = inlined_function(body.tables.tys[data.inlined_callee]);
    }
    out.inlined_at[s] = inlined_at;
    out.scopes[s] = around;
    if (!has_vars[s] || !has_variables() || !has_parent || data.inlined_callee.is_valid())
      continue;
    Loc at = loc_of(data.span);
    out.scopes[s] = builder_.createLexicalBlock(around, file(at.file), at.line, at.column);
  }
}

llvm::DebugLoc DebugInfo::location(const FunctionDebug &fn, const mir::SourceInfo &source) {
  if (!fn.subprogram)
    return {};
  TyCtxt &tcx = cx_.tcx;
  Loc loc = tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(source.span).lo);
  llvm::DIScope *scope = fn.subprogram;
  llvm::DILocation *inlined = nullptr;
  if (source.scope.is_valid() && source.scope.index() < fn.scopes.size()) {
    scope = fn.scopes[source.scope];
    inlined = fn.inlined_at[source.scope];
  }
  return llvm::DILocation::get(cx_.context, loc.line, loc.column, scope, inlined);
}

void DebugInfo::declare(const FunctionDebug &fn, const mir::Body &body,
                        const mir::VarDebugInfo &var, Home home, llvm::BasicBlock *block) {
  TyCtxt &tcx = cx_.tcx;
  llvm::SmallVector<uint64_t, 8> ops;
  if (home.is_indirect)
    ops.push_back(llvm::dwarf::DW_OP_deref);
  mir::PlaceTy at{body.local_ty(var.place.local), {}};
  const layout::Layout *layout = cx_.layout_of(at.ty);
  for (const mir::PlaceElem &elem : body.code->projection(var.place)) {
    mir::PlaceTy next = mir::project_ty(tcx, body, at, elem);
    switch (elem.kind) {
    case mir::ProjectionKind::Deref: ops.push_back(llvm::dwarf::DW_OP_deref); break;
    case mir::ProjectionKind::Field:
      ops.append(
          {llvm::dwarf::DW_OP_plus_uconst, layout->field_offset(static_cast<uint32_t>(elem.a))});
      break;
    case mir::ProjectionKind::Downcast:
      layout = &layout->variant(next.variant);
      at = next;
      continue;
    case mir::ProjectionKind::Index:
    case mir::ProjectionKind::ConstantIndex:
    case mir::ProjectionKind::Subslice:
    case mir::ProjectionKind::OpaqueCast: return; // not a variable of its own
    }
    at = next;
    layout = cx_.layout_of(at.ty);
    if (layout->is_unsized)
      return;
  }
  Loc loc = tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(var.source.span).lo);
  llvm::DIScope *scope = var.arg_index ? fn.subprogram : fn.scopes[var.source.scope];
  llvm::StringRef name = tcx.str(var.name);
  llvm::DILocalVariable *variable =
      var.arg_index
          ? builder_.createParameterVariable(scope, name, var.arg_index, file(loc.file), loc.line,
                                             type(at.ty), true)
          : builder_.createAutoVariable(scope, name, file(loc.file), loc.line, type(at.ty), true);
  auto *where = llvm::DILocation::get(cx_.context, loc.line, loc.column, scope,
                                      fn.inlined_at[var.source.scope]);
  builder_.insertDeclare(home.address, variable, builder_.createExpression(ops), where, block);
}

void DebugInfo::static_variable(DefId id, llvm::GlobalVariable &global) {
  if (!has_variables())
    return;
  TyCtxt &tcx = cx_.tcx;
  Loc loc = tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(tcx.def_span(id)).lo);
  DefId parent = tcx.parent(id);
  llvm::DIScope *scope = parent.is_valid() ? item_scope(parent) : nullptr;
  ty::Ty ty =
      tcx.normalize_erasing_regions({mono_env(), ty::GenericArg(ty::erase_regions(
                                                     tcx, tcx.type_of(id).instantiate_identity()))})
          .ty();
  global.addDebugInfo(builder_.createGlobalVariableExpression(
      scope, tcx.str(tcx.defs.def(id).name), global.getName(), file(loc.file), loc.line, type(ty),
      global.hasLocalLinkage()));
}

} // namespace ochre::codegen
