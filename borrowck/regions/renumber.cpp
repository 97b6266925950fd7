// Rows of the tables are shared between uses: `_1: &u8` and `_2: &u8` may name one row. Each use
// whose row mentions a region gets a row of its own.
#include "borrowck/regions/renumber.h"

#include "sema/ty/fold.h"

namespace ochre::borrowck {

using ty::GenericArg;

namespace {

constexpr uint32_t kWork = ty::kHasFreeRegions | ty::kHasReErased;

class Renumberer {
public:
  Renumberer(InferCtxt &infcx, const UniversalRegions &universal, mir::Body &body)
      : infcx_(infcx), tcx_(infcx.tcx), universal_(universal), body_(body), code_(body.edit()) {}

  void run() {
    // The types of arguments and result name regions of the signature, to which they are related.
    keeps_names_ = false;
    for (mir::LocalDecl &decl : code_.locals)
      row(decl.ty, decl.source.span);
    keeps_names_ = true;
    for (mir::BasicBlockData &block : code_.blocks) {
      for (mir::Statement &s : block.statements) {
        span_ = s.source.span;
        statement(s);
      }
      span_ = block.terminator.source.span;
      terminator(block.terminator);
    }
    for (mir::UserType &user : body_.tables.user_types) {
      span_ = user.span;
      user.inferred_ty = fresh(user.inferred_ty);
    }
    for (std::shared_ptr<mir::Body> &promoted : body_.promoteds)
      promoted = renumber(infcx_, universal_, *promoted);
  }

private:
  Region fresh_region(Region region) {
    if (region.is_erased() || !keeps_names_)
      return infcx_.next_region_var(span_);
    auto it = universal_.by_name.find(region);
    return it == universal_.by_name.end() ? region : tcx_.mk_re_var(it->second);
  }
  Ty fresh(Ty ty) {
    if (!ty || !ty.has_flags(kWork))
      return ty;
    return ty::map_regions(tcx_, ty, [&](Region region, uint32_t) { return fresh_region(region); });
  }
  GenericArg fresh(GenericArg arg) {
    return ty::map_regions(tcx_, arg,
                           [&](Region region, uint32_t) { return fresh_region(region); });
  }

  void row(mir::TyIdx &idx, Span span) {
    span_ = span;
    row(idx);
  }
  void row(mir::TyIdx &idx) {
    if (!idx.is_valid() || !body_.tables.tys[idx].has_flags(kWork))
      return;
    idx = body_.tables.tys.push(fresh(body_.tables.tys[idx]));
  }
  void row(mir::ConstIdx &idx) {
    if (!idx.is_valid())
      return;
    const mir::ConstOperand &old = body_.tables.consts[idx];
    bool has_regions =
        old.ty.has_flags(kWork) || old.args.has_flags(kWork) || (old.ct && old.ct.has_flags(kWork));
    if (!has_regions)
      return;
    mir::ConstOperand ct = old;
    ct.ty = fresh(ct.ty);
    if (ct.ct)
      ct.ct = fresh(GenericArg(ct.ct)).ct();
    llvm::SmallVector<GenericArg, 8> args;
    for (GenericArg arg : ct.args)
      args.push_back(fresh(arg));
    ct.args = tcx_.mk_args(args);
    idx = body_.tables.consts.push(ct);
  }
  void operand(mir::Operand &op) {
    if (!op.is_place())
      row(op.ct);
  }
  void operands(mir::ListRange range) {
    for (uint32_t i = 0; i < range.count; ++i)
      operand(code_.operands[range.begin + i]);
  }

  void statement(mir::Statement &s) {
    mir::Rvalue &r = s.rvalue;
    operand(r.a);
    operand(r.b);
    operands(r.operands);
    if (s.kind != mir::StatementKind::Assign)
      return;
    row(r.ty);
    row(r.ct);
    if (r.kind == mir::RvalueKind::Ref)
      r.region = body_.tables.regions.push(fresh_region(tcx_.common.re_erased));
  }

  void terminator(mir::Terminator &t) {
    operand(t.operand);
    operands(t.operands);
    if (t.kind != mir::TerminatorKind::InlineAsm)
      return;
    for (mir::AsmOperand &op : code_.asms[t.asm_row].operands) {
      operand(op.in);
      row(op.ct);
    }
  }

  InferCtxt &infcx_;
  TyCtxt &tcx_;
  const UniversalRegions &universal_;
  mir::Body &body_;
  mir::Code &code_;
  Span span_;
  bool keeps_names_ = true;
};

} // namespace

std::shared_ptr<mir::Body> renumber(InferCtxt &infcx, const UniversalRegions &universal,
                                    const mir::Body &body) {
  auto out = std::make_shared<mir::Body>(body);
  Renumberer(infcx, universal, *out).run();
  return out;
}

} // namespace ochre::borrowck
