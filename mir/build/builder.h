// The state of building one MIR body, and what its files call of each other.
//
// Functions take the current block by reference: it is moved on as control flow demands. Names
// follow rustc-dev-guide, "MIR construction": `into` evaluates into a place, `as_place`,
// `as_operand`, `as_rvalue`, `as_temp` give one of a kind.
//
// Invariant: every block handed on is unterminated; every local that needs storage or drop is
// scheduled in exactly one scope.
#pragma once

#include "mir/ir/body.h"
#include "sema/typeck/cursor.h"
#include "support/session/report.h"

#include <optional>

namespace ochre::mir::build {

using typeck::ExprCursor;
using typeck::PatCursor;
using typeck::PatStep;
using typeck::PatStepKind;

/// A place being built: a local or a captured variable, and projections.
/// What a `let` writes as the type of the place that its pattern matches.
struct WrittenType {
  UserTypeIdx row;
  size_t depth = 0; ///< projections of that place
};

struct PlaceBuilder {
  bool is_upvar = false;
  Local local;
  hir::PatId upvar;
  llvm::SmallVector<PlaceElem, 4> elems;

  static PlaceBuilder of(Local local) { return {false, local, {}, {}}; }
  PlaceBuilder project(PlaceElem elem) const {
    PlaceBuilder out = *this;
    out.elems.push_back(elem);
    return out;
  }
  PlaceBuilder deref() const { return project({ProjectionKind::Deref, false, 0, 0, {}}); }
  PlaceBuilder field(uint32_t index, TyIdx ty) const {
    return project({ProjectionKind::Field, false, index, 0, ty});
  }
  PlaceBuilder downcast(uint32_t variant) const {
    return project({ProjectionKind::Downcast, false, variant, 0, {}});
  }
};

// --- Drop trees and scopes (scope.cpp)
// -------------------------------------------------------------

enum class DropKind : uint8_t { Storage, Value };
struct DropEntry {
  DropKind kind = DropKind::Storage;
  Local local;
  SourceInfo source;
};
struct DropTag;
using DropIdx = Id<DropTag>;
inline constexpr DropIdx kDropRoot{0};

/// Drops that end in one place, shared from the root on: exits of a loop, or all unwinding.
struct DropTree {
  struct Node {
    DropEntry drop;
    DropIdx next;
  };
  IndexVec<DropIdx, Node> nodes{1, Node{}};
  llvm::DenseMap<std::pair<DropIdx, std::pair<uint32_t, unsigned>>, DropIdx> index;
  std::vector<std::pair<DropIdx, BasicBlock>> entries;

  DropIdx add(const DropEntry &drop, DropIdx next);
};

struct ScopeKeyTag;
/// Names a scope while it is open, for scheduling drops in it.
using ScopeKey = Id<ScopeKeyTag>;

struct Scope {
  ScopeKey key;
  bool is_terminating = false; ///< temporaries are dropped at its end
  bool is_operands = false;    ///< of one expression: its operands are dropped at its end
  SourceScope source_scope;
  Span span;
  llvm::SmallVector<DropEntry, 4> drops;
  std::optional<DropIdx> cached_unwind;
};

/// A loop or labelled block: what `break` and `continue` reach.
struct BreakableScope {
  hir::ExprId target;
  ScopeKey scope;
  Place break_dest;
  DropTree break_drops;
  std::optional<DropTree> continue_drops;
};
/// Where a failed condition of `if`, `let else` or a guard goes.
struct IfThenScope {
  ScopeKey scope;
  DropTree else_drops;
};

// --- The builder
// -----------------------------------------------------------------------------------

class Builder {
public:
  Builder(TyCtxt &tcx, LocalDefId def, const hir::Owner &nodes, const TypeckResults &results);

  TyCtxt &tcx;
  Session &sess;
  LocalDefId def;
  const hir::Owner &nodes;
  const TypeckResults &results;
  typeck::TypedBody typed;
  ty::TypingEnv env;
  std::shared_ptr<Body> body;
  Code &code;
  bool check_overflow;
  const ClosureInfo *closure = nullptr; ///< if the body is a closure's
  ty::Ty closure_self_ty;
  bool failed = false; ///< something was not supported; the body must not be used

  // Tables (tables.cpp).
  TyIdx ty_idx(ty::Ty ty);
  ConstIdx const_idx(const ConstOperand &ct);
  RegionIdx erased_region();
  UserTypeIdx user_type(const ochre::UserType &user, ty::Ty inferred, Span span);
  // user_types.cpp. Invalid rows: nothing that the borrow checker has to know.
  UserTypeIdx written_type(hir::TyId id, ty::Ty inferred);
  UserTypeIdx written_args(hir::QPathId id, ty::Ty inferred);
  /// `inside`: how to go from the type written to that of the place.
  void ascribe(BasicBlock block, Place place, UserTypeIdx row, ty::Variance variance,
               llvm::ArrayRef<PlaceElem> inside = {});
  void declare_type(Local local, hir::TyId written);
  void declare_closure_types(const hir::Closure &hir_closure);
  Operand const_operand(const ConstOperand &ct) { return Operand::constant(const_idx(ct)); }
  Operand scalar_operand(ty::Ty ty, uint64_t lo, Span span, uint64_t hi = 0);
  Operand usize_operand(uint64_t value, Span span);
  Operand unit_operand(Span span);
  Operand fn_operand(DefId def_id, ty::GenericArgs args, Span span);
  Operand str_operand(llvm::StringRef text, Span span);
  Operand lang_fn_operand(LangItem item, llvm::ArrayRef<ty::GenericArg> args, Span span);

  // Blocks and statements (tables.cpp).
  BasicBlock new_block();
  void push(BasicBlock block, Statement statement);
  void assign(BasicBlock block, SourceInfo source, Place place, const Rvalue &rvalue);
  void assign_operand(BasicBlock block, SourceInfo source, Place place, Operand operand);
  void assign_unit(BasicBlock block, SourceInfo source, Place place);
  void fake_read(BasicBlock block, SourceInfo source, FakeReadCause cause, Place place);
  void terminate(BasicBlock block, SourceInfo source, Terminator term);
  void go_to(BasicBlock from, BasicBlock to, SourceInfo source);
  /// Ends `block` with a call; control goes on in the block given back.
  BasicBlock call(BasicBlock block, SourceInfo source, Operand fn, llvm::ArrayRef<Operand> args,
                  Place destination, CallSource call_source = CallSource::Normal,
                  bool diverges = false);
  BasicBlock assert_(BasicBlock block, SourceInfo source, Operand cond, bool expected,
                     AssertKind kind, llvm::ArrayRef<Operand> operands, BinOp op = BinOp::Add);
  Local new_temp(ty::Ty ty, Span span, LocalInfo info = LocalInfo::Boring);
  SourceInfo source(Span span) const { return {span, source_scope}; }
  ty::Ty place_ty(Place place) { return mir::place_ty(tcx, *body, place).ty; }
  // What an opaque type hides does not make it `Copy`, nor free of drops.
  bool is_copy(ty::Ty ty) { return tcx.is_copy({{env.param_env, ty::TypingMode::Analysis}, ty}); }
  bool needs_drop(ty::Ty ty) {
    return tcx.needs_drop({{env.param_env, ty::TypingMode::Analysis}, ty});
  }
  ty::Ty normalize(ty::Ty ty) {
    return tcx.normalize_erasing_regions({env, ty::GenericArg(ty)}).ty();
  }
  /// Reports what is not supported and marks the body.
  void unsupported(Span span, llvm::StringRef what);

  // Scopes (scope.cpp).
  ScopeKey push_scope(Span span, bool is_terminating);
  /// Emits the scope's drops on the way out and closes it.
  void pop_scope(ScopeKey key, BasicBlock &block);
  /// Schedules storage-dead and drop of a local at the end of `key`.
  void schedule_drop_storage_and_value(ScopeKey key, Local local);
  void schedule_drop(ScopeKey key, Local local, DropKind kind);
  /// The innermost scope that ends temporaries; the extended one for an extended temporary,
  /// invalid if that lives for ever.
  ScopeKey temp_scope(hir::ExprId expr) const;
  ScopeKey innermost_scope() const { return scopes.back().key; }
  /// Leaves for `break`, `continue`, `return`: the rest of `block` is unreachable.
  void exit_to_break(BasicBlock block, SourceInfo source, hir::ExprId target, hir::ExprId value);
  void exit_to_continue(BasicBlock block, SourceInfo source, hir::ExprId target);
  void exit_return(BasicBlock block, SourceInfo source);
  /// Suspends the coroutine; goes on in the block given back, with the argument in `resumed`. If
  /// it is dropped instead, all scopes' drops are done.
  BasicBlock yield(BasicBlock block, SourceInfo source, Operand value, Place resumed);
  void exit_if_then(BasicBlock block, SourceInfo source);
  /// Connects the unwind edge of `block`'s terminator with the drops that are scheduled now.
  void record_unwind(BasicBlock block);
  /// Drops the old value and assigns the new: `x = v`.
  void drop_and_replace(BasicBlock &block, SourceInfo source, Place place, Operand value);
  /// Runs `make_then` with a scope whose `exit_if_then` lead to the block given back.
  BasicBlock in_if_then_scope(ScopeKey scope, Span span, llvm::function_ref<BasicBlock()> make_then,
                              BasicBlock &then_block);
  void in_breakable_scope(hir::ExprId target, bool is_loop, Place dest, Span span,
                          BasicBlock loop_head, BasicBlock &block,
                          llvm::function_ref<void(BasicBlock &)> make);
  void finish_unwind_tree();
  BasicBlock build_exit_tree(DropTree &tree, ScopeKey else_scope, Span span);

  // Expressions.
  ExprCursor mirror(hir::ExprId expr) const { return typeck::adjusted(typed, expr); }
  ty::Ty ty_of(ExprCursor e) const { return typeck::ty_of(typed, e); }
  /// Of what an adjustment of a block does: the span of the block's tail.
  Span span_of(ExprCursor e) const;
  void into(Place dest, BasicBlock &block, ExprCursor e); // expr_into.cpp
  void into_in_scope(Place dest, BasicBlock &block, ExprCursor e);
  void stmt_expr(BasicBlock &block, ExprCursor e);              // stmt.cpp
  PlaceBuilder as_place(BasicBlock &block, ExprCursor e);       // expr_place.cpp
  Place to_place(const PlaceBuilder &place);                    // expr_place.cpp
  std::optional<Place> try_to_place(const PlaceBuilder &place); // expr_place.cpp
  /// The capture of this closure that holds the place; none: it is not captured.
  std::optional<uint32_t> capture_of(const PlaceBuilder &place) const; // expr_place.cpp
  Local as_temp(BasicBlock &block, ExprCursor e, bool is_mut = true);  // expr_operand.cpp
  Local as_temp_in(ScopeKey scope, BasicBlock &block, ExprCursor e, bool is_mut);
  Operand as_operand(BasicBlock &block, ExprCursor e);     // expr_operand.cpp
  Operand as_constant(ExprCursor e);                       // expr_operand.cpp
  bool is_constant(ExprCursor e) const;                    // expr_operand.cpp
  Rvalue as_rvalue(BasicBlock &block, ExprCursor e);       // expr_rvalue.cpp
  Rvalue adjusted_rvalue(BasicBlock &block, ExprCursor e); // expr_rvalue.cpp
  bool is_into_expr(ExprCursor e) const;                   // expr_into.cpp
  /// A temporary without destructor whose storage lasts as long as that of `expr`'s value.
  Local new_live_temp(BasicBlock block, ty::Ty ty, Span span, hir::ExprId expr);
  Operand consume(Place place, ty::Ty ty);
  Rvalue build_binary(BasicBlock &block, hir::BinOp op, Span span, ty::Ty ty, Operand a,
                      Operand b); // expr_rvalue.cpp
  void overloaded_call(Place dest, BasicBlock &block, ExprCursor e,
                       llvm::ArrayRef<ExprCursor> args);
  /// `scope`: where the temporaries of the expression end.
  void format_args(Place dest, BasicBlock &block, const hir::FormatArgs &args, ScopeKey scope,
                   Span span);
  void inline_asm(Place dest, BasicBlock &block, const hir::InlineAsm &assembly, Span span);
  Local index_local(BasicBlock &block, hir::ExprId index); // expr_place.cpp
  void bounds_check(BasicBlock &block, Place base, Local index, Span span);

  // Blocks, statements, conditions.
  void block_into(Place dest, BasicBlock &block, hir::BlockId id); // stmt.cpp
  /// Evaluates a condition; falls through if true, else leaves by exit_if_then.
  void then_else_break(BasicBlock &block, hir::ExprId cond, bool binds); // matches.cpp

  // Patterns (matches.cpp, match_tree.cpp).
  void match_expr(Place dest, BasicBlock &block, ExprCursor e);
  /// `scrutinee`: what is matched; dummy for `let x = ..`, `fn f(x: T)`.
  void declare_bindings(PatCursor pat, Span visibility, bool for_guard, Span scrutinee = {});
  void irrefutable_pat(BasicBlock &block, PatCursor pat, const PlaceBuilder &init, Span span,
                       FakeReadCause cause, WrittenType type = {});
  /// The condition `let PAT = init`: bindings made, or exit_if_then.
  void let_condition(BasicBlock &block, hir::PatId pat, ExprCursor init, Span span,
                     hir::TyId written = {});
  /// Binds an irrefutable pattern to the value of an expression.
  /// `written`: the type that `let` states, or invalid.
  void irrefutable_expr(BasicBlock &block, hir::PatId pat, ExprCursor init, hir::TyId written = {});
  void storage_live_binding(BasicBlock block, hir::PatId var, Span span, bool schedule);
  /// The same for every variable of the pattern.
  void storage_live_bindings(BasicBlock block, hir::PatId pat);
  Local var_local(hir::PatId var, bool for_guard);

  // State.
  SourceScope source_scope = kOutermostScope;
  std::vector<Scope> scopes;
  std::vector<BreakableScope> breakables;
  std::vector<IfThenScope> if_thens;
  DropTree unwind_drops;
  std::vector<std::pair<DropIdx, BasicBlock>> cleanup_entries; ///< cleanup blocks that go on
  DropTree return_drops;
  DropTree coroutine_drops; ///< from suspension points
  uint32_t next_scope_key = 0;
  llvm::DenseMap<hir::ExprId, ScopeKey> extended_temps;
  llvm::DenseMap<hir::BlockId, ScopeKey> super_scopes; ///< of blocks whose value is extended
  struct VarLocals {
    Local for_body;
    Local for_guard; ///< a reference to it, while its guard runs
  };
  llvm::DenseMap<hir::PatId, VarLocals> vars;
  bool in_guard = false;
  /// While the base of an index is built: fake borrows of the pointers that lead to slices whose
  /// bounds were checked; null elsewhere.
  std::vector<Local> *index_borrows = nullptr;
  ScopeKey var_scope; ///< where the variables of the pattern at hand live
  llvm::DenseMap<ty::Ty, TyIdx> ty_rows;
  RegionIdx erased_row;
};

/// Marks the operands of an initialiser whose temporaries live as long as the variable
/// (Reference, "Temporary lifetime extension"). Without a pattern and a scope: for ever.
void extend_temporaries(Builder &b, hir::ExprId init, hir::PatId pat, ScopeKey scope);

} // namespace ochre::mir::build
