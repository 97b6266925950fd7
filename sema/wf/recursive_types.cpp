// A depth-first search over "holds by value". `struct A { b: Option<A> }`: Option holds its
// parameter, so A holds A. `struct B { next: *mut B }` holds nothing. For each ADT the parameters
// that it holds by value are found once; those of other crates as well, as the search follows their
// fields the same way.
#include "sema/wf/recursive_types.h"

#include "sema/hir/hir.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::wf {

namespace {

/// An ADT on the way, and the field that leads on from it.
struct OnPath {
  DefId adt;
  Span field;
};

class Search {
public:
  explicit Search(TyCtxt &tcx) : tcx_(tcx) {}

  void visit_adt(DefId adt) {
    State &state = states_[adt];
    if (state == State::Done)
      return;
    if (state == State::OnPath)
      return report(adt);
    state = State::OnPath;
    path_.push_back({adt, Span()});
    for (const ty::VariantDef &variant : tcx_.adt_def(adt)->variants)
      for (const ty::FieldDef &field : variant.fields) {
        path_.back().field = field_span(field.def_id);
        visit_ty(tcx_.type_of(field.def_id).instantiate_identity());
      }
    path_.pop_back();
    states_[adt] = State::Done;
  }

private:
  enum class State : uint8_t { New, OnPath, Done };

  void visit_ty(Ty ty) {
    switch (ty.kind()) {
    case TyKind::Tuple:
      for (Ty elem : ty.tuple_elems())
        visit_ty(elem);
      return;
    case TyKind::Array: return visit_ty(ty.inner());
    case TyKind::Adt:
      if (tcx_.is_local(ty.def_id()))
        visit_adt(ty.def_id());
      if (!ty.args().empty())
        for (uint32_t index : held_params(ty.def_id()))
          if (index < ty.args().size() && ty.args()[index].is_ty())
            visit_ty(ty.args()[index].ty());
      return;
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::Slice:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Dynamic:
    case TyKind::Closure:
    case TyKind::Coroutine:
    case TyKind::CoroutineWitness:
    case TyKind::Alias:
    case TyKind::Param:
    case TyKind::Bound:
    case TyKind::Placeholder:
    case TyKind::Infer:
    case TyKind::Error: return;
    }
  }

  /// Indices of the parameters that a value of the ADT holds by value.
  llvm::ArrayRef<uint32_t> held_params(DefId adt) {
    auto [it, fresh] = held_.try_emplace(adt);
    if (!fresh)
      return it->second; // of one that is being looked into: what is known so far
    llvm::SetVector<uint32_t> out;
    for (const ty::VariantDef &variant : tcx_.adt_def(adt)->variants)
      for (const ty::FieldDef &field : variant.fields)
        add_held(tcx_.type_of(field.def_id).instantiate_identity(), out);
    return held_[adt] = std::vector<uint32_t>(out.begin(), out.end());
  }
  void add_held(Ty ty, llvm::SetVector<uint32_t> &out) {
    if (!ty.has_flags(ty::kHasTyParam))
      return;
    if (ty.is_param())
      out.insert(ty.param_index());
    else if (ty.is(TyKind::Tuple))
      for (Ty elem : ty.tuple_elems())
        add_held(elem, out);
    else if (ty.is(TyKind::Array))
      add_held(ty.inner(), out);
    else if (ty.is_adt())
      for (uint32_t index : std::vector<uint32_t>(held_params(ty.def_id())))
        if (index < ty.args().size() && ty.args()[index].is_ty())
          add_held(ty.args()[index].ty(), out);
  }

  Span field_span(DefId field) {
    const hir::Owner &nodes = nodes_of(tcx_, field);
    const hir::DefNode &node = tcx_.krate->def_nodes[tcx_.defs.expect_local(field)];
    return nodes.tys[nodes.item.variants[node.row].fields[node.row2].ty].span;
  }

  /// The way from `adt` back to it, starting with the first in the source.
  void report(DefId adt) {
    auto first = llvm::find_if(path_, [&](const OnPath &on) { return on.adt == adt; });
    llvm::SmallVector<OnPath, 4> cycle(first, path_.end());
    for (const OnPath &on : cycle)
      if (!reported_.insert(on.adt).second)
        return;
    auto earliest = std::min_element(cycle.begin(), cycle.end(),
                                     [](auto &a, auto &b) { return a.adt.raw < b.adt.raw; });
    std::rotate(cycle.begin(), earliest, cycle.end());
    std::string names;
    for (size_t i = 0; i < cycle.size(); ++i)
      names += std::string(i == 0                  ? ""
                           : i + 1 == cycle.size() ? " and "
                                                   : ", ") +
               "`" + tcx_.str(tcx_.name(cycle[i].adt)).str() + "`";
    Span span = head_span(tcx_, cycle[0].adt);
    auto diag = cycle.size() == 1 ? error(tcx_.sess, span, diag::RecursiveType, names)
                                  : error(tcx_.sess, span, diag::RecursiveTypes, names);
    for (const OnPath &on : llvm::drop_begin(cycle))
      diag.also_at(head_span(tcx_, on.adt));
    for (const OnPath &on : cycle)
      diag.label(on.field, "recursive without indirection");
    diag.help("insert some indirection (e.g., a `Box`, `Rc`, or `&`) to break the cycle");
    diag.emit();
  }

  TyCtxt &tcx_;
  llvm::DenseMap<DefId, State> states_;
  llvm::DenseMap<DefId, std::vector<uint32_t>> held_;
  llvm::DenseSet<DefId> reported_;
  llvm::SmallVector<OnPath, 8> path_;
};

} // namespace

void check_recursive_types(TyCtxt &tcx) {
  Search search(tcx);
  for (LocalDefId local : tcx.krate->items) {
    hir::ItemKind kind = tcx.krate->owner(local).item.kind;
    if (kind == hir::ItemKind::Struct || kind == hir::ItemKind::Enum ||
        kind == hir::ItemKind::Union)
      search.visit_adt(tcx.defs.to_def_id(local));
  }
}

} // namespace ochre::wf
