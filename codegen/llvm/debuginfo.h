// DWARF: where code comes from, and with full debug information what variables and types look like.
//
// Names are those of rustc, by which gdb's and lldb's support for Rust and their pretty printers
// know types. Source: LLVM, "Source Level Debugging"; DWARF 4.
#pragma once

#include "mir/ir/body.h"
#include "sema/layout/layout.h"

#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/IRBuilder.h"

namespace ochre::codegen {

class UnitCx;

/// The scopes of one function.
struct FunctionDebug {
  llvm::DISubprogram *subprogram = nullptr; ///< null: no debug information
  IndexVec<mir::SourceScope, llvm::DIScope *> scopes;
  IndexVec<mir::SourceScope, llvm::DILocation *> inlined_at;
};

class DebugInfo {
public:
  explicit DebugInfo(UnitCx &cx);

  bool has_variables() const;
  FunctionDebug function(const ty::Instance *instance, const mir::Body &body, llvm::Function &fn);
  llvm::DebugLoc location(const FunctionDebug &fn, const mir::SourceInfo &source);
  struct Home {
    llvm::Value *address = nullptr;
    bool is_indirect = false; ///< the address of the local is there, not the local
  };
  /// A variable of a local at `home`, behind the fields and pointers of its place.
  void declare(const FunctionDebug &fn, const mir::Body &body, const mir::VarDebugInfo &var,
               Home home, llvm::BasicBlock *block);
  void static_variable(DefId id, llvm::GlobalVariable &global);
  llvm::DIType *type(ty::Ty ty);
  void finish() { builder_.finalize(); }

private:
  friend struct TypeBuilder;

  llvm::DIFile *file(const SourceFile *source);
  llvm::DIScope *item_scope(DefId id);
  llvm::DISubroutineType *signature(const mir::Body &body);
  llvm::DISubprogram *inlined_function(ty::Ty fn_ty);
  void add_scopes(const mir::Body &body, FunctionDebug &out);
  llvm::DIType *field_type(const mir::Body &body, mir::Place place);

  UnitCx &cx_;
  llvm::DIBuilder builder_;
  llvm::DICompileUnit *unit_ = nullptr;
  llvm::DenseMap<const SourceFile *, llvm::DIFile *> files_;
  llvm::DenseMap<DefId, llvm::DIScope *> scopes_;
  llvm::DenseMap<ty::Ty, llvm::DIType *> types_;
  llvm::DenseMap<ty::Ty, llvm::DISubprogram *> inlined_; ///< by the FnDef or closure type
};

} // namespace ochre::codegen
