// A temporary that is changed passes the need for `mut` on to the variable that was moved into it:
//
//   let mut v = vec![]; v.into_iter().next();    // the iterator is changed, `v` is not
//   let mut p = S; { p }.change();               // the temporary was `p`
#include "borrowck/moves/unused_mut.h"

namespace ochre::borrowck {

namespace {

bool is_user_variable(const mir::LocalDecl &decl) { return decl.info == mir::LocalInfo::UserVar; }

class UnusedMut {
public:
  UnusedMut(const BodyCx &cx, const llvm::SetVector<Local> &used_mut)
      : cx_(cx), used_(used_mut.begin(), used_mut.end()) {}

  std::vector<Span> run() {
    pass_on_from_temporaries();
    drop_never_assigned();
    std::vector<Span> out;
    for (Local local : cx_.body.code->locals.ids())
      if (is_candidate(local) && !used_.contains(local))
        out.push_back(cx_.body[local].source.span);
    return out;
  }

private:
  bool is_candidate(Local local) const {
    const mir::LocalDecl &decl = cx_.body[local];
    bool is_arg = local.raw >= 1 && local.raw <= cx_.body.arg_count;
    if (!(is_user_variable(decl) || is_arg) || decl.mutbl != ty::Mutability::Mut ||
        !decl.name.is_valid())
      return false;
    return !cx_.tcx.str(decl.name).starts_with("_") && !is_desugared(decl.source.span);
  }
  bool is_desugared(Span span) const {
    return span.from_expansion() &&
           cx_.tcx.sess.hygiene.expn(cx_.tcx.sess.hygiene.outer_expn(span.ctxt)).kind ==
               ExpnKind::Desugaring;
  }
  void pass_on_from_temporaries() {
    llvm::DenseSet<Local> temporaries;
    for (Local local : used_)
      if (!is_user_variable(cx_.body[local]))
        temporaries.insert(local);
    // One temporary may come from another.
    for (bool is_new = !temporaries.empty(); is_new;) {
      is_new = false;
      for_each_assignment([&](Place place, Location at) {
        if (!temporaries.contains(place.local))
          return;
        for (uint32_t row : cx_.moves.moves_at[at.block][at.statement]) {
          Place from = cx_.moves.paths[cx_.moves.moves[row].path].place;
          if (!from.is_local() || !used_.insert(from.local).second)
            continue;
          is_new = true;
          if (!is_user_variable(cx_.body[from.local]))
            temporaries.insert(from.local);
        }
      });
    }
  }
  /// Unreachable code may have held the assignment, and unused_variables sees to the rest.
  void drop_never_assigned() {
    llvm::DenseSet<Local> never;
    for (Local local : cx_.body.code->locals.ids())
      if (local.raw > cx_.body.arg_count && is_candidate(local) && !used_.contains(local))
        never.insert(local);
    for_each_assignment([&](Place place, Location) { never.erase(place.local); });
    used_.insert(never.begin(), never.end());
  }
  void for_each_assignment(llvm::function_ref<void(Place, Location)> each) const {
    for (BasicBlock block : mir::reverse_postorder(*cx_.body.code)) {
      const mir::BasicBlockData &data = cx_.body[block];
      for (uint32_t i = 0; i < data.statements.size(); ++i)
        if (data.statements[i].kind == mir::StatementKind::Assign)
          each(data.statements[i].place, {block, i});
      if (data.terminator.kind == mir::TerminatorKind::Call)
        each(data.terminator.place, {block, static_cast<uint32_t>(data.statements.size())});
    }
  }

  const BodyCx &cx_;
  llvm::DenseSet<Local> used_;
};

} // namespace

std::vector<Span> find_unused_mut(const BodyCx &cx, const llvm::SetVector<Local> &used_mut) {
  return UnusedMut(cx, used_mut).run();
}

} // namespace ochre::borrowck
