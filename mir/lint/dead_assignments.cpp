// Liveness of the variables that are assigned to, backwards over MIR. One assignment in the source
// may be several in MIR (`x = if c { 1 } else { 2 }`): it is dead if all are.
#include "mir/lint/dead_assignments.h"

#include "mir/ir/visit.h"
#include "sema/hir/walk.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"

namespace ochre::mir::lint {

namespace {

using llvm::BitVector;

/// `x = e`, `x += e` or `let x = e` in the source.
struct Assignment {
  Local local;
  Span span;   ///< all of it: the writes of MIR lie inside
  Span report; ///< where to say so: the variable, the initial value
  bool is_written = false;
  bool is_read = false; ///< after one of the writes
};

class DeadAssignments {
public:
  DeadAssignments(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body, LocalDefId owner)
      : tcx_(tcx), levels_(levels), code_(*body.code), owner_(owner),
        nodes_(tcx.krate->owner_of(owner)) {}

  void run() {
    collect_locals();
    if (locals_.empty())
      return;
    collect_assignments();
    if (assignments_.empty())
      return;
    always_live_ = BitVector(static_cast<unsigned>(code_.locals.size()));
    for (const BasicBlockData &block : code_.blocks)
      for (const Statement &s : block.statements)
        if (s.kind == StatementKind::Assign && s.rvalue.kind == RvalueKind::RawPtr)
          always_live_.set(s.rvalue.place.local.raw);
    solve();
    judge();
    for (const Assignment &at : assignments_)
      if (at.is_written && !at.is_read && !always_live_.test(at.local.raw))
        report(at);
  }

private:
  // --- What the source assigns
  void collect_locals() {
    for (Local local : code_.locals.ids()) {
      const LocalDecl &decl = code_.locals[local];
      llvm::StringRef name = decl.name.is_valid() ? tcx_.str(decl.name) : "";
      if (decl.info == LocalInfo::UserVar && decl.binding.is_valid() && !name.starts_with("_") &&
          decl.by_ref == hir::ByRef::No && !decl.source.span.from_expansion())
        locals_.insert({decl.binding, local});
    }
  }
  Local variable(hir::ExprId id) const {
    const hir::Expr &expr = nodes_.exprs[id];
    if (expr.kind != hir::ExprKind::Path ||
        nodes_.qpaths[expr.qpath()].kind != hir::QPathKind::Resolved)
      return Local();
    const hir::Res &res = nodes_.paths[nodes_.qpaths[expr.qpath()].path].res;
    return res.kind == ResKind::Local ? locals_.lookup(res.local) : Local();
  }
  void collect_assignments() {
    BitVector assigned(static_cast<unsigned>(code_.locals.size()));
    for (const hir::Expr &expr : nodes_.exprs) {
      if (expr.kind != hir::ExprKind::Assign && expr.kind != hir::ExprKind::AssignOp)
        continue;
      Local local = variable(expr.lhs());
      if (!local.is_valid() || expr.span.from_expansion())
        continue;
      assigned.set(local.raw);
      assignments_.push_back({local, expr.span, nodes_.exprs[expr.lhs()].span});
    }
    for (const hir::LetStmt &let : nodes_.lets) {
      const hir::Pat &pat = nodes_.pats[let.pat];
      if (pat.kind != hir::PatKind::Binding || pat.sub.is_valid() || !let.init.is_valid())
        continue;
      auto local = locals_.find(pat.binding);
      if (local != locals_.end() && assigned.test(local->second.raw))
        assignments_.push_back(
            {local->second, pat.span.to(nodes_.exprs[let.init].span), nodes_.exprs[let.init].span});
    }
  }

  // --- Liveness
  static bool reads(PlaceUse use) {
    return !is_write(use) && !is_storage(use) && use != PlaceUse::Drop;
  }
  template <class Node>
  void read_by(const Node &node, BitVector &live) const {
    for_each_place(code_, node, [&](const Place &place, PlaceUse use) {
      if (reads(use) || (!place.is_local() && use != PlaceUse::Drop && has_deref(code_, place)))
        live.set(place.local.raw);
      for (const PlaceElem &elem : code_.projection(place))
        if (elem.kind == ProjectionKind::Index)
          live.set(static_cast<unsigned>(elem.a));
    });
  }
  bool is_return_place(const Terminator &term) const {
    return term.kind == TerminatorKind::Call && term.place.is_local();
  }
  BitVector live_out(BasicBlock block) const {
    BitVector out(static_cast<unsigned>(code_.locals.size()));
    for (BasicBlock next : successors(code_, code_.blocks[block].terminator))
      out |= live_in_[next];
    return out;
  }
  /// From the end of the block to its start; `written` is called with what lives after each write.
  template <class Written>
  BitVector walk(BasicBlock block, Written written) const {
    const BasicBlockData &data = code_.blocks[block];
    BitVector live = live_out(block);
    if (is_return_place(data.terminator)) {
      written(data.terminator.place.local, data.terminator.source.span, live);
      live.reset(data.terminator.place.local.raw);
    }
    read_by(data.terminator, live);
    for (const Statement &s : llvm::reverse(data.statements)) {
      if (s.kind == StatementKind::Assign && s.place.is_local()) {
        written(s.place.local, s.source.span, live);
        live.reset(s.place.local.raw);
      }
      if (s.kind != StatementKind::FakeRead && s.kind != StatementKind::PlaceMention &&
          s.kind != StatementKind::AscribeUserType)
        read_by(s, live);
    }
    return live;
  }
  void solve() {
    live_in_ = IndexVec<BasicBlock, BitVector>(
        code_.blocks.size(), BitVector(static_cast<unsigned>(code_.locals.size())));
    std::vector<BasicBlock> order = reverse_postorder(code_);
    for (bool changed = true; changed;) {
      changed = false;
      for (BasicBlock block : llvm::reverse(order)) {
        BitVector live = walk(block, [](Local, Span, const BitVector &) {});
        changed |= live != live_in_[block];
        live_in_[block] = std::move(live);
      }
    }
  }
  void judge() {
    for (BasicBlock block : reverse_postorder(code_))
      walk(block, [&](Local local, Span span, const BitVector &live) {
        // The innermost assignment around: `x = { x = 1; 2 }`.
        Assignment *found = nullptr;
        for (Assignment &at : assignments_)
          if (at.local == local && at.span.contains(span) &&
              (!found || found->span.contains(at.span)))
            found = &at;
        if (!found)
          return;
        found->is_written = true;
        found->is_read |= live.test(local.raw);
      });
  }

  void report(const Assignment &at) {
    std::string name = tcx_.str(code_.locals[at.local].name).str();
    if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnusedAssignments, owner_, at.report,
                              "value assigned to `" + name + "` is never read"))
      diag->help("maybe it is overwritten before being read?").emit_any();
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  const Code &code_;
  LocalDefId owner_;
  const hir::Owner &nodes_;
  llvm::DenseMap<hir::PatId, Local> locals_; ///< variables of the body, by their binding
  std::vector<Assignment> assignments_;
  BitVector always_live_; ///< a raw pointer to them may read
  IndexVec<BasicBlock, BitVector> live_in_;
};

} // namespace

void check_dead_assignments(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body) {
  if (!body.tainted_by_errors)
    DeadAssignments(tcx, levels, body, tcx.defs.expect_local(body.def_id)).run();
}

} // namespace ochre::mir::lint
