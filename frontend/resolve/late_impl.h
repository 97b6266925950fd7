// The walker of late resolution and its scopes ("ribs").
//
// A rib is a level of names: a block, the parameters of an item, an arm. Crossing one may forbid
// what was found beyond it: a function inside a function sees neither its locals nor its generics.
#pragma once

#include "frontend/ast/walk.h"
#include "frontend/resolve/lookup.h"
#include "frontend/resolve/names.h"

namespace ochre::resolve {

enum class RibKind : uint8_t {
  Normal,
  Params,        ///< parameters of a trait or impl: seen by everything in it
  FnOrCoroutine, ///< body of a closure or function: labels end here
  AssocItem,     ///< sees the generics of its trait or impl, no locals
  Item,          ///< sees neither
  Const,         ///< body of a constant: no locals
  AnonConst,     ///< array length, const argument: no locals, generics only as the whole of it
  Discriminant,  ///< no generics at all
  ConstParamTy,  ///< type of a const parameter: no generics
  Forward,       ///< defaults of parameters: names of those that come later
  AsmSym,
  Module,
  MacroDef, ///< after a macro_rules definition among statements
};

struct RibEntry {
  Symbol name;
  SyntaxContext ctxt;
  Res res;
};

struct Rib {
  RibKind kind = RibKind::Normal;
  bool is_trivial = false; ///< AnonConst: a lone path
  ModuleId module;         ///< Module
  DefId macro;             ///< MacroDef
  llvm::SmallVector<RibEntry, 4> entries;
};

struct LabelRib {
  enum Kind : uint8_t { Label, Barrier, MacroDef } kind = Label;
  Ident ident;
  ast::NodeId target;
  DefId macro;
};

enum class LifetimeRibKind : uint8_t {
  Generics,       ///< named parameters
  CreateParam,    ///< an elided lifetime becomes a fresh parameter of `binder`
  ReportError,    ///< elided lifetimes are not allowed (E0637)
  Elided,         ///< elided lifetimes are `res`
  ElisionFailure, ///< the output of a function whose inputs do not tell (E0106)
  ConstParamTy,   ///< no lifetimes (E0771)
  AnonConst,      ///< no named lifetimes
  Discriminant,   ///< likewise
  ImplTrait,      ///< bounds of `impl Trait`: no lifetimes of a `for<..>` around it
  Item,           ///< nothing beyond
};

/// How often a lifetime parameter is named.
enum class LifetimeUses : uint8_t { One, Many };

struct LifetimeRib {
  LifetimeRibKind kind = LifetimeRibKind::Item;
  ast::NodeId binder;          ///< CreateParam
  LocalDefId binder_def;       ///< CreateParam: parent of the parameters made
  bool report_in_path = false; ///< CreateParam: hidden lifetimes of paths are E0726
  LifetimeRes res;             ///< Elided
  llvm::SmallVector<std::pair<Ident, LocalDefId>, 4> params; ///< Generics
  /// Generics of a `for<..>`: what it stands before. ImplTrait: set if it is opaque.
  llvm::StringRef place;
};

enum class PathSource : uint8_t {
  Type,
  Trait,
  Expr,
  Callee,
  Pat,
  Struct,
  TupleStruct,
  AssocType,
  AssocValue,
  Capture,
};

/// Bindings of a pattern: what is bound in this alternative, level by level.
struct PatBindings {
  struct Level {
    bool is_or = false; ///< names bound by an earlier alternative of an or-pattern
    llvm::SmallVector<std::pair<Ident, ast::NodeId>, 4> names;
  };
  llvm::SmallVector<Level, 4> levels;
};
enum class PatSource : uint8_t { Match, Let, For, Param };

struct BindingMode {
  Span span;
  bool is_ref = false;
  ast::Mutability ref_mutbl = ast::Mutability::Not;
  bool operator==(const BindingMode &other) const {
    return is_ref == other.is_ref && ref_mutbl == other.ref_mutbl;
  }
};
using BindingMap = llvm::MapVector<std::pair<Symbol, SyntaxContext>, BindingMode>;

/// The lifetimes that the type of one parameter binds.
using LifetimeCandidates = std::vector<LifetimeRes>;

struct Late : ast::Walker<Late> {
  Context &cx;
  ParentScope scope;
  std::vector<Rib> value_ribs;
  std::vector<Rib> type_ribs;
  std::vector<LabelRib> label_ribs;
  std::vector<LifetimeRib> lifetime_ribs;
  /// Lifetimes met in the parameter being resolved, for elision; null: not collecting.
  std::vector<LifetimeRes> *elision_candidates = nullptr;
  llvm::StringRef for_place = "where-clause bound"; ///< where a `for<..>` would stand
  std::vector<std::pair<Symbol, Span>> helper_attrs;
  DefId current_trait;       ///< of a trait, or a trait impl
  Res current_self;          ///< what `Self` is
  LocalDefId current_def;    ///< parent of fresh lifetimes
  ast::TyId current_self_ty; ///< of the impl
  bool in_fn_params = false;
  bool in_trait_or_impl = false;
  bool has_self_param = false;
  bool in_fn = false;
  llvm::DenseSet<ast::NodeId> used_labels;
  llvm::DenseMap<LocalDefId, LifetimeUses> lifetime_uses;
  bool in_derived = false; ///< an impl that copies what a type's definition names
  llvm::SmallVector<ast::NodeId, 2> fresh_binders; ///< impl and function around
  bool saw_or_pat = false;                         ///< since the last check
  bool self_has_generics = false;                  ///< `Self` depends on parameters
  bool self_names_params = false;                  ///< …as it is written after `impl`
  bool self_has_non_lifetimes = false;             ///< …of types or constants

  explicit Late(Context &cx);

  std::vector<Rib> &ribs(Namespace ns) { return ns == Namespace::Value ? value_ribs : type_ribs; }
  template <class F>
  void with_rib(Namespace ns, RibKind kind, F inside) {
    ribs(ns).push_back({kind, false, {}, {}, {}});
    inside();
    ribs(ns).pop_back();
  }
  template <class F>
  void with_ribs(RibKind kind, F inside) {
    with_rib(Namespace::Value, kind, [&] { with_rib(Namespace::Type, kind, inside); });
  }
  template <class F>
  void with_lifetime_rib(LifetimeRib rib, F inside) {
    lifetime_ribs.push_back(std::move(rib));
    inside();
    lifetime_ribs.pop_back();
  }
  template <class F>
  void with_elided(LifetimeResKind kind, F inside) {
    LifetimeRib rib;
    rib.kind = LifetimeRibKind::Elided;
    rib.res = {kind, {}};
    with_lifetime_rib(std::move(rib), inside);
  }
  template <class F>
  void with_reported_elision(F inside) {
    LifetimeRib rib;
    rib.kind = LifetimeRibKind::ReportError;
    with_lifetime_rib(std::move(rib), inside);
  }
  template <class F>
  void with_label_barrier(F inside) {
    label_ribs.push_back({LabelRib::Barrier, {}, {}, {}});
    inside();
    label_ribs.pop_back();
  }

  // late_items.cpp
  void visit_item(ast::ItemId id, ast::ItemPlace place);
  void resolve_item(ast::ItemId id, ast::ItemPlace place);
  void resolve_fn(ast::Item &item);
  void resolve_adt(ast::Item &item, ast::ItemId id);
  void resolve_trait(ast::Item &item);
  void resolve_impl(ast::Item &item);
  void resolve_impl_header(ast::ImplItem &impl, ast::NodeId id);
  void resolve_impl_items(ast::ImplItem &impl);
  void check_impl_item(ast::Item &item);
  void resolve_assoc_item(ast::Item &item);
  void resolve_const_item(ast::TyId ty, ast::ExprId value);
  template <class F>
  void with_generics(ast::Generics &generics, RibKind kind, F inside);
  template <class F>
  void with_self(const Res &res, F inside);
  template <class F>
  void with_item_lifetimes(F inside);
  void push_bound_params(ast::List<ast::GenericParam> params);
  void pop_bound_params(ast::List<ast::GenericParam> params);
  template <class F>
  void with_bound_params(ast::List<ast::GenericParam> params, F inside) {
    push_bound_params(params);
    inside();
    pop_bound_params(params);
  }
  void add_params(ast::List<ast::GenericParam> params, RibKind kind);
  void visit_generics(ast::Generics &generics);
  void visit_generic_params(ast::List<ast::GenericParam> params);
  void visit_where_predicate(ast::WherePredicate &predicate);
  void visit_poly_trait_ref(ast::PolyTraitRef &poly);
  void visit_field_def(ast::FieldDef &field);
  void visit_variant(ast::Variant &variant);
  void visit_use_tree(ast::UseTree &) {}
  void visit_vis(ast::Visibility &) {}
  void visit_attrs(ast::AttrsId attrs);

  // late_exprs.cpp
  void visit_expr(ast::ExprId id);
  void resolve_expr(ast::ExprId id, bool is_callee);
  void resolve_loop(ast::Expr &expr);
  void resolve_closure(ast::Expr &expr);
  void resolve_struct_expr(ast::Expr &expr);
  void visit_block(ast::BlockId id);
  void resolve_block(ast::BlockId id);
  void visit_local(ast::Stmt &stmt);
  void visit_arm(ast::Arm &arm);
  void visit_asm(ast::InlineAsm &assembly);
  template <class F>
  void with_label(const ast::Label &label, ast::NodeId target, F inside);
  void resolve_label(const ast::Label &label, ast::NodeId node);
  void resolve_fn_body(ast::FnItem &fn);
  void note_method_traits(ast::NodeId node, Symbol name, Namespace ns);

  // late_pats.cpp
  void resolve_top_pat(ast::PatId id, PatSource source);
  void resolve_pat(ast::PatId id, PatSource source, PatBindings &bindings);
  void resolve_pats(ast::List<ast::PatId> ids, PatSource source, PatBindings &bindings);
  void resolve_ident_pat(ast::Pat &pat, PatSource source, PatBindings &bindings);
  void resolve_or_pat(ast::OrPat &pat, PatSource source, PatBindings &bindings);
  std::optional<Res> resolve_as_constant(ast::Pat &pat, PatSource source);
  Res fresh_binding(Ident ident, ast::NodeId node, PatSource source, PatBindings &bindings);
  void check_consistent(ast::PatId id);
  BindingMap binding_map(ast::PatId id);
  BindingMap check_alternatives(ast::OrPat &pat);
  /// `candidates`: of each parameter; empty where nothing is elided from them.
  void resolve_params(ast::List<ast::Param> params, bool with_patterns,
                      llvm::MutableArrayRef<LifetimeCandidates> candidates = {});
  void visit_pat(ast::PatId id);

  // late_types.cpp
  void visit_ty(ast::TyId id);
  template <class F>
  void before_bounds(llvm::StringRef place, F inside);
  void resolve_impl_trait(ast::ImplTraitTy &ty);
  void resolve_fn_ptr(ast::Ty &ty);
  void visit_generic_args(ast::GenericArgs &args);
  void visit_segment(ast::PathSegment &segment);
  void visit_generic_arg(ast::GenericArg &arg);
  void visit_path(ast::Path &path, ast::NodeId id);
  void visit_anon_const(ast::AnonConst &constant);
  void resolve_anon_const(ast::AnonConst &constant, RibKind kind);
  void move_legacy_consts(ast::CallExpr &call);
  bool resolve_as_const_arg(ast::TyId id);
  void resolve_const_param_ty(ast::GenericParam &param);

  // late_lifetimes.cpp
  void visit_lifetime(ast::Lifetime &lifetime);
  void resolve_elided(ast::NodeId node, Span span, bool is_ref);
  void resolve_hidden_lifetimes(const PartialRes &res, ast::Path &path, PathSource source);
  unsigned lifetime_count(const Res &res);
  LifetimeRes use_lifetime(size_t binder, Ident ident, LocalDefId def);
  bool report_out_of_reach(size_t binder, Ident ident);
  void note_lifetime_use(size_t binder, const LifetimeRes &res);
  void report_lifetime_uses(llvm::ArrayRef<ast::GenericParam> params);
  LifetimeRes fresh_lifetime(const LifetimeRib &rib, Span span);
  void record_lifetime(ast::NodeId node, LifetimeRes res);
  void report_missing_lifetime(Span span);
  void resolve_fn_decl(ast::FnDecl &decl, const LifetimeRib &inputs, bool with_patterns,
                       ast::NodeId opaque_scope);
  void resolve_fn_sugar(ast::PathSegment &segment);
  std::optional<LifetimeRes> only_input_lifetime(llvm::ArrayRef<LifetimeCandidates> params);
  /// What an elided lifetime of the result is; none: it must be written.
  std::optional<LifetimeRes> elided_output(ast::FnDecl &decl,
                                           llvm::ArrayRef<LifetimeCandidates> params);
  void note_opaque_scope(ast::NodeId node);

  // late_paths.cpp
  PartialRes smart_resolve(ast::NodeId id, ast::QSelf *qself, ast::Path &path, PathSource source);
  PartialRes resolve_segments(llvm::ArrayRef<Segment> path, ast::Path &whole, ast::QSelf *qself,
                              PathSource source, ast::NodeId id);
  std::optional<PartialRes> resolve_qpath(ast::QSelf *qself, llvm::ArrayRef<Segment> path,
                                          Namespace ns, ast::Path &whole,
                                          std::optional<PathResult> &failed);
  void record_path(ast::NodeId id, const PartialRes &res);

  // late_ribs.cpp
  RibLookup look_up(Ident ident, Namespace ns, bool report);
  RibLookup look_up_item(Ident ident, Namespace ns, bool report);
  Res validate(size_t found, const std::vector<Rib> &stack, Ident ident, const Res &res,
               bool report);
  void add_name(Namespace ns, Ident ident, const Res &res);

  // late_errors.cpp
  void report_path(llvm::ArrayRef<Segment> path, ast::Path &whole, PathSource source,
                   const std::optional<Res> &found);
};

bool is_expected(PathSource source, const Res &res);
Namespace namespace_of(PathSource source);

// traits.cpp
/// The traits in scope at a place that have an item of the name.
TraitScopeId traits_in_scope(Context &cx, ModuleId module, DefId current_trait, Symbol name,
                             Namespace ns);
bool trait_has_item(Context &cx, DefId trait, Symbol name, Namespace ns);

} // namespace ochre::resolve
