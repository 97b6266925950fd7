#include "frontend/expand/ast_lints.h"

#include "frontend/ast/walk.h"
#include "frontend/expand/unused_parens.h"

#include "llvm/Support/SaveAndRestore.h"

namespace ochre::expand {

using namespace ast;
using ast::Label;

namespace {

/// The lint for a name that a later edition reserves, and that edition; empty: none.
std::pair<llvm::StringRef, llvm::StringRef> keyword_lint(llvm::StringRef name, Edition edition) {
  bool is_2018 = name == "async" || name == "await" || name == "dyn" || name == "try";
  if (is_2018 && edition == Edition::E2015)
    return {"keyword_idents_2018", "2018"};
  if (name == "gen" && edition < Edition::E2024)
    return {"keyword_idents_2024", "2024"};
  return {};
}

class AstLints : public Walker<AstLints> {
public:
  AstLints(Session &sess, ast::Crate &krate) : Walker(krate), sess_(sess) {}

  std::vector<BufferedLint> run() {
    walk_crate();
    return std::move(out_.lints);
  }

  void visit_item(ItemId id, ItemPlace place) {
    Item &item = krate[id];
    llvm::SaveAndRestore<NodeId> outer(out_.item, item.id);
    if (item.ident.is_valid())
      check_ident(item.ident);
    if (const auto *fn = item.get_if<FnItem>())
      check_fn(item, *fn);
    else if (const auto *node = item.get_if<ConstItem>())
      check_value(node->value, "assigned value");
    else if (const auto *global = item.get_if<StaticItem>())
      check_value(global->value, "assigned value");
    else if (const auto *foreign = item.get_if<ForeignModItem>())
      check_abi(foreign->ext);
    else if (const auto *import = item.get_if<UseItem>())
      check_braces(item, import->tree);
    else if (const auto *macro = item.get_if<MacroDefItem>())
      check_tokens(macro->body);
    walk_item(id, place);
  }
  void visit_attrs(AttrsId attrs) {
    for (const Attr &attr : krate[attrs]) {
      if (attr.is_doc_comment || attr.path.segments.size() != 2 ||
          sess_.str(attr.path.segments[0].ident.name) != "diagnostic")
        continue;
      const Ident &name = attr.path.segments[1].ident;
      llvm::StringRef text = sess_.str(name.name);
      if (text != "on_unimplemented" && text != "do_not_recommend")
        out_.add("unknown_diagnostic_attributes", name.span, "unknown diagnostic attribute");
    }
  }
  void visit_use_tree(UseTree &tree) {
    if (tree.rename.is_valid())
      check_ident(tree.rename);
    walk_use_tree(tree);
  }
  void visit_variant(Variant &variant) {
    check_ident(variant.ident);
    walk_variant(variant);
  }
  void visit_field_def(FieldDef &field) {
    if (field.ident.is_valid())
      check_ident(field.ident);
    walk_field_def(field);
  }
  void visit_generic_param(GenericParam &param) {
    check_ident(param.ident);
    walk_generic_param(param);
  }
  void visit_segment(PathSegment &segment) {
    check_ident(segment.ident, /*is_definition=*/false);
    walk_segment(segment);
  }

  void visit_pat(PatId id) {
    const Pat &pat = krate[id];
    if (const auto *ident = pat.get_if<IdentPat>())
      check_ident(ident->ident);
    const auto *range = pat.get_if<RangePat>();
    if (range && range->end == RangeEnd::IncludedDots && !pat.span.from_expansion())
      out_.add("ellipsis_inclusive_range_patterns", range->end_span,
               "`...` range patterns are deprecated");
    if (const auto *alternatives = pat.get_if<OrPat>())
      for (PatId alternative : alternatives->alts)
        check_parens(krate, out_, alternative, /*may_be_or=*/true);
    walk_pat(id);
  }
  void visit_ty(TyId id) {
    check_parens(krate, out_, id);
    walk_ty(id);
  }
  void visit_param(Param &param) {
    check_parens(krate, out_, param.pat, /*may_be_or=*/false);
    walk_param(param);
  }
  void visit_arm(Arm &arm) {
    check_parens(krate, out_, arm.pat, /*may_be_or=*/true);
    if (arm.body)
      check_value(arm.body, "match arm expression");
    walk_arm(arm);
  }
  void visit_block(BlockId id) {
    Block &block = krate[id];
    if (block.rules == BlockRules::Unsafe && !block.span.from_expansion())
      out_.add("unsafe_code", block.span, "usage of an `unsafe` block");
    check_semicolons(block);
    if (!block.stmts.empty() && block.stmts.back().kind == StmtKind::Expr)
      check_value(block.stmts.back().expr, "block return value");
    walk_block(id);
  }
  void visit_local(Stmt &stmt) {
    const LetStmt &let = *stmt.let;
    check_parens(krate, out_, let.pat, /*may_be_or=*/false);
    if (let.init && !let.els)
      check_value(let.init, "assigned value");
    walk_local(stmt);
  }

  void visit_expr(ExprId id) {
    Expr &expr = krate[id];
    check_places(expr);
    if (const auto *loop = expr.get_if<WhileExpr>())
      check_while(expr, *loop);
    if (const auto *method = expr.get_if<MethodCallExpr>())
      check_ident(method->segment.ident, /*is_definition=*/false);
    else if (const auto *field = expr.get_if<FieldExpr>())
      check_ident(field->ident, /*is_definition=*/false);
    Label label = label_of(expr);
    size_t scope = labels_.size();
    if (label.is_valid())
      labels_.push_back({label.ident, false});
    use_label(expr);
    walk_expr(id);
    end_labels(scope);
  }

private:
  void check_value(ExprId value, llvm::StringRef what) { check_parens(krate, out_, value, {what}); }

  /// Expressions inside of `expr` whose parentheses may be in vain.
  void check_places(const Expr &expr) {
    auto before_block = [&](ExprId value, llvm::StringRef what) {
      check_parens(krate, out_, value, {what, /*before_block=*/true});
    };
    if (const auto *node = expr.get_if<IfExpr>())
      before_block(node->cond, "`if` condition");
    else if (const auto *node = expr.get_if<WhileExpr>())
      before_block(node->cond, "`while` condition");
    else if (const auto *node = expr.get_if<ForLoopExpr>()) {
      before_block(node->iter, "`for` iterator expression");
      check_parens(krate, out_, node->pat, /*may_be_or=*/false);
    } else if (const auto *node = expr.get_if<MatchExpr>())
      before_block(node->scrutinee, "`match` scrutinee expression");
    else if (const auto *node = expr.get_if<LetExpr>()) {
      check_parens(krate, out_, node->scrutinee,
                   {"`let` scrutinee expression", /*before_block=*/true,
                    /*is_let_scrutinee=*/true});
      check_parens(krate, out_, node->pat, /*may_be_or=*/true);
    } else if (const auto *node = expr.get_if<RetExpr>())
      check_value(node->value, "`return` value");
    else if (const auto *node = expr.get_if<BreakExpr>())
      check_value(node->value, "`break` value");
    else if (const auto *node = expr.get_if<IndexExpr>())
      check_value(node->index, "index expression");
    else if (const auto *node = expr.get_if<AssignExpr>())
      check_value(node->rhs, "assigned value");
    else if (const auto *node = expr.get_if<AssignOpExpr>())
      check_value(node->rhs, "assigned value");
    else if (const auto *node = expr.get_if<ClosureExpr>())
      check_value(node->body, "closure body");
    else if (!expr.span.from_expansion())
      check_arguments(expr);
  }
  void check_arguments(const Expr &expr) {
    if (const auto *call = expr.get_if<CallExpr>())
      for (ExprId arg : call->args)
        check_value(arg, "function argument");
    else if (const auto *method = expr.get_if<MethodCallExpr>())
      for (ExprId arg : method->args)
        check_value(arg, "method argument");
  }

  void check_while(const Expr &expr, const WhileExpr &loop) {
    const Expr *cond = &krate[loop.cond];
    while (const auto *paren = cond->get_if<ParenExpr>())
      cond = &krate[paren->inner];
    const auto *lit = cond->get_if<LitExpr>();
    if (lit && lit->lit == LitKind::Bool && sess_.str(lit->text) == "true" &&
        !cond->span.from_expansion()) {
      Span head = expr.span;
      head.hi = krate[loop.cond].span.hi;
      out_.add("while_true", head, "denote infinite loops with `loop { ... }`");
    }
  }

  void check_fn(const Item &item, const FnItem &fn) {
    check_abi(fn.header.ext);
    if (fn.header.safety == Safety::Unsafe && fn.body && !item.span.from_expansion())
      out_.add("unsafe_code", item.span, "declaration of an `unsafe` function");
  }
  void check_abi(const Extern &ext) {
    if (ext.kind == ExternKind::Implicit && !ext.span.from_expansion())
      out_.add("missing_abi", ext.span,
               "`extern` declarations without an explicit ABI are deprecated");
  }
  void check_braces(const Item &item, const UseTree &tree) {
    if (tree.kind == UseTreeKind::Nested && tree.nested.size() == 1) {
      const UseTree &only = tree.nested[0];
      bool is_self =
          only.prefix.segments.size() == 1 && only.prefix.segments[0].ident.name == sym::kw_self;
      if (only.kind == UseTreeKind::Simple && !is_self && !only.prefix.segments.empty())
        out_.add("unused_import_braces", item.span,
                 ("braces around " + sess_.str(only.prefix.segments.back().ident.name) +
                  " is unnecessary")
                     .str());
    }
    for (const UseTree &nested : tree.nested)
      check_braces(item, nested);
  }

  void check_semicolons(const Block &block) {
    Span run;
    unsigned count = 0;
    auto end_run = [&] {
      if (count > 0 && !run.from_expansion())
        out_.add("redundant_semicolons", run,
                 count == 1 ? "unnecessary trailing semicolon" : "unnecessary trailing semicolons");
      count = 0;
    };
    for (const Stmt &stmt : block.stmts) {
      if (stmt.kind != StmtKind::Empty) {
        end_run();
        continue;
      }
      run = count == 0 ? stmt.span : run.to(stmt.span);
      ++count;
    }
    end_run();
  }

  // --- Names
  void check_ident(const Ident &ident, bool is_definition = true) {
    llvm::StringRef name = sess_.str(ident.name);
    if (is_definition && !ident.span.from_expansion() &&
        llvm::any_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
      out_.add("non_ascii_idents", ident.span, "identifier contains non-ASCII characters");
    name.consume_front("'");
    auto [lint, edition] = keyword_lint(name, sess_.edition(ident.span));
    if (lint.empty() || sess_.source_map.snippet(ident.span).contains("r#"))
      return;
    out_.add(lint, ident.span,
             ("`" + sess_.str(ident.name) + "` is a keyword in the " + edition + " edition").str());
  }
  void check_tokens(TokenStream tokens) {
    for (size_t i = 0; i < tokens.size(); ++i) {
      // `$async:ident` names a variable of the macro.
      bool is_metavar = i > 0 && tokens[i - 1].is(lex::TokenKind::Dollar);
      // `dyn` may well be meant as what it is since 2018.
      if (tokens[i].is_ident() && !is_metavar && sess_.str(tokens[i].symbol()) != "dyn")
        check_ident({tokens[i].symbol(), tokens[i].span}, /*is_definition=*/false);
    }
  }

  // --- Labels
  struct LabelUse {
    Ident ident;
    bool is_used;
  };
  static Label label_of(const Expr &expr) {
    if (const auto *node = expr.get_if<WhileExpr>())
      return node->label;
    if (const auto *node = expr.get_if<ForLoopExpr>())
      return node->label;
    if (const auto *node = expr.get_if<LoopExpr>())
      return node->label;
    if (const auto *node = expr.get_if<BlockExpr>())
      return node->label;
    return {};
  }
  void use_label(const Expr &expr) {
    Label used;
    if (const auto *node = expr.get_if<BreakExpr>())
      used = node->label;
    else if (const auto *node = expr.get_if<ContinueExpr>())
      used = node->label;
    if (!used.is_valid())
      return;
    for (LabelUse &label : llvm::reverse(labels_))
      if (label.ident.name == used.ident.name) {
        label.is_used = true;
        return;
      }
  }
  void end_labels(size_t scope) {
    for (; labels_.size() > scope; labels_.pop_back())
      if (!labels_.back().is_used && !sess_.str(labels_.back().ident.name).starts_with("'_"))
        out_.add("unused_labels", labels_.back().ident.span, "unused label");
  }

  Session &sess_;
  LintBuffer out_;
  llvm::SmallVector<LabelUse, 4> labels_;
};

} // namespace

std::vector<BufferedLint> check_ast_lints(Session &sess, ast::Crate &krate) {
  return AstLints(sess, krate).run();
}

} // namespace ochre::expand
