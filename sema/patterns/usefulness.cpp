// The matrix of patterns is taken apart column by column.
//
//   match (x: Option<bool>, y: bool) { (None, _) | (Some(true), _) => ..  (_, false) => .. }
// The first column names None and Some: for each, rows that may match it are specialised, their
// fields becoming new columns; what no row names is one group, "missing", matched by wildcards
// only. Ranges and slices are split so that each part is covered by a row as a whole or not at all.
// With no columns left the first row that remains matches; none: the value is a witness.
#include "sema/patterns/usefulness.h"

namespace ochre::patterns {
namespace {

struct Row {
  llvm::SmallVector<DPat *, 4> pats;
  bool has_guard = false;
  uint32_t parent = 0; ///< row in the matrix that it was made from
  bool is_useful = false;
};
struct Column {
  Ty ty;
  bool is_valid = true;
};
struct Matrix {
  std::vector<Row> rows;
  llvm::SmallVector<Column, 4> columns;
  bool is_top_level = false;
};
/// Stacks of patterns, one for each column.
using Witnesses = std::vector<std::vector<Witness>>;

/// What a column's rows name, split, and what they do not name.
struct SplitCtors {
  std::vector<Ctor> present;
  std::vector<Ctor> missing;       ///< not named by any row
  std::vector<Ctor> missing_empty; ///< not named, and without values
  bool all_ctors_missing = false;
};

class Checker {
public:
  explicit Checker(PatArena &arena) : arena_(arena), tcx_(arena.tcx) {}
  Witnesses check(Matrix &matrix);
  bool too_complex() const { return steps_ > kMaxSteps; }

private:
  static constexpr uint64_t kMaxSteps = 2'000'000;
  static constexpr size_t kMaxWitnesses = 100;

  void expand_or(const Row &row, uint32_t parent, std::vector<Row> &out);
  SplitCtors split(llvm::ArrayRef<Ctor> seen, const Column &column);
  void split_ints(llvm::ArrayRef<Ctor> seen, Ty ty, SplitCtors &out);
  void split_slices(llvm::ArrayRef<Ctor> seen, const Column &column, SplitCtors &out);
  void split_variants(llvm::ArrayRef<Ctor> seen, const Column &column, SplitCtors &out);
  void split_single(llvm::ArrayRef<Ctor> seen, Ctor ctor, bool is_empty, SplitCtors &out);
  void split_open(llvm::ArrayRef<Ctor> seen, SplitCtors &out);
  bool covers(const Ctor &pat, const Ctor &value);
  Matrix specialize(const Matrix &matrix, llvm::ArrayRef<Row> rows, const Ctor &ctor);
  Witnesses apply(const SplitCtors &ctors, const Ctor &ctor, const Column &column, Witnesses inner,
                  bool report_each);
  Witness wild_witness(const Ctor &ctor, Ty ty);

  PatArena &arena_;
  ty::TyCtxt &tcx_;
  uint64_t steps_ = 0;
};

void Checker::expand_or(const Row &row, uint32_t parent, std::vector<Row> &out) {
  llvm::SmallVector<DPat *, 8> stack{row.pats[0]};
  while (!stack.empty()) {
    DPat *head = stack.pop_back_val();
    if (head->is_or()) {
      stack.append(head->alternatives.rbegin(), head->alternatives.rend());
      continue;
    }
    Row expanded = row;
    expanded.pats[0] = head;
    expanded.parent = parent;
    expanded.is_useful = false;
    out.push_back(std::move(expanded));
  }
}

bool Checker::covers(const Ctor &pat, const Ctor &value) {
  if (pat.kind == CtorKind::Wildcard)
    return true;
  if (value.kind == CtorKind::Missing || value.kind == CtorKind::NonExhaustive)
    return false;
  if (pat.kind != value.kind)
    return false;
  switch (pat.kind) {
  case CtorKind::Struct:
  case CtorKind::Ref:
  case CtorKind::Never: return true;
  case CtorKind::Variant: return pat.variant == value.variant;
  case CtorKind::Bool: return pat.value == value.value;
  case CtorKind::IntRange: return pat.lo <= value.lo && value.hi <= pat.hi;
  case CtorKind::Slice: {
    uint32_t length = value.prefix + value.suffix;
    uint32_t named = pat.prefix + pat.suffix;
    if (value.is_var_len)
      return pat.is_var_len && named <= length;
    return pat.is_var_len ? named <= length : named == length;
  }
  case CtorKind::Str:
  case CtorKind::Float: return pat.constant == value.constant;
  case CtorKind::Wildcard:
  case CtorKind::Opaque:
  case CtorKind::NonExhaustive:
  case CtorKind::Missing: return false;
  }
  return false;
}

void Checker::split_ints(llvm::ArrayRef<Ctor> seen, Ty ty, SplitCtors &out) {
  struct Range {
    u128 lo, hi;
  };
  llvm::SmallVector<Range, 2> all;
  if (ty.is_char()) {
    all.push_back({0, 0xD7FF});
    all.push_back({0xE000, 0x10FFFF});
  } else {
    IntLine line = IntLine::of(tcx_, ty);
    all.push_back({line.first, line.last});
  }
  // Borders: each is the start of a part. ~0 + 1 is no border.
  std::vector<u128> borders;
  for (const Ctor &ctor : seen) {
    if (ctor.kind != CtorKind::IntRange)
      continue;
    borders.push_back(ctor.lo);
    if (ctor.hi != ~u128(0))
      borders.push_back(ctor.hi + 1);
  }
  llvm::sort(borders);
  borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
  for (Range range : all) {
    auto border = std::upper_bound(borders.begin(), borders.end(), range.lo);
    for (u128 lo = range.lo;;) {
      bool is_last = border == borders.end() || *border > range.hi;
      Ctor part;
      part.kind = CtorKind::IntRange;
      part.lo = lo;
      part.hi = is_last ? range.hi : *border - 1;
      bool named = llvm::any_of(seen, [&](const Ctor &ctor) {
        return ctor.kind == CtorKind::IntRange && covers(ctor, part);
      });
      (named ? out.present : out.missing).push_back(part);
      if (is_last)
        break;
      lo = *border++;
    }
  }
}

void Checker::split_slices(llvm::ArrayRef<Ctor> seen, const Column &column, SplitCtors &out) {
  auto add = [&](Ctor part) {
    bool named = llvm::any_of(
        seen, [&](const Ctor &ctor) { return ctor.kind == CtorKind::Slice && covers(ctor, part); });
    bool empty =
        part.prefix + part.suffix > 0 && column.is_valid && arena_.is_empty(column.ty.inner());
    (named ? out.present : empty ? out.missing_empty : out.missing).push_back(part);
  };
  Ctor part;
  part.kind = CtorKind::Slice;
  if (column.ty.is(ty::TyKind::Array) && column.ty.array_len().is(ty::ConstKind::Value)) {
    uint64_t length = column.ty.array_len().valtree()->lo;
    part.prefix = static_cast<uint32_t>(std::min<uint64_t>(length, 1000));
    for (const Ctor &ctor : seen)
      if (ctor.kind == CtorKind::Slice && ctor.is_var_len)
        part.is_var_len = length > 1000;
    return add(part);
  }
  // Lengths up to the longest that is told apart, then all longer ones at once.
  uint32_t max_prefix = 0, max_suffix = 0, max_fixed = 0;
  for (const Ctor &ctor : seen) {
    if (ctor.kind != CtorKind::Slice)
      continue;
    if (ctor.is_var_len) {
      max_prefix = std::max(max_prefix, ctor.prefix);
      max_suffix = std::max(max_suffix, ctor.suffix);
    } else {
      max_fixed = std::max(max_fixed, ctor.prefix + ctor.suffix);
    }
  }
  if (max_fixed + 1 >= max_prefix + max_suffix)
    max_prefix = max_fixed + 1 - max_suffix;
  for (uint32_t length = 0; length < max_prefix + max_suffix; ++length) {
    part.prefix = length;
    part.suffix = 0;
    add(part);
  }
  part.prefix = max_prefix;
  part.suffix = max_suffix;
  part.is_var_len = true;
  add(part);
}

void Checker::split_variants(llvm::ArrayRef<Ctor> seen, const Column &column, SplitCtors &out) {
  const ty::AdtDef *adt = tcx_.adt_def(column.ty.def_id());
  for (ty::VariantIdx variant : adt->variants.ids()) {
    Ctor part;
    part.kind = CtorKind::Variant;
    part.variant = variant;
    bool named = llvm::is_contained(seen, part);
    bool empty = !named && arena_.is_empty_variant(column.ty, variant);
    (named ? out.present : empty ? out.missing_empty : out.missing).push_back(part);
  }
  if (adt->is_non_exhaustive && !tcx_.is_local(adt->def_id)) {
    Ctor part;
    part.kind = CtorKind::NonExhaustive;
    out.missing.push_back(part);
  }
}

void Checker::split_single(llvm::ArrayRef<Ctor> seen, Ctor ctor, bool is_empty, SplitCtors &out) {
  bool named = llvm::any_of(seen, [&](const Ctor &at) { return at.kind == ctor.kind; });
  (named ? out.present : is_empty ? out.missing_empty : out.missing).push_back(ctor);
}

/// Strings and floats: what is named, and endlessly much more.
void Checker::split_open(llvm::ArrayRef<Ctor> seen, SplitCtors &out) {
  for (const Ctor &ctor : seen)
    if ((ctor.kind == CtorKind::Str || ctor.kind == CtorKind::Float) &&
        !llvm::is_contained(out.present, ctor))
      out.present.push_back(ctor);
  Ctor rest;
  rest.kind = CtorKind::NonExhaustive;
  out.missing.push_back(rest);
}

SplitCtors Checker::split(llvm::ArrayRef<Ctor> seen, const Column &column) {
  SplitCtors out;
  Ty ty = column.ty;
  Ctor single;
  if (ty.is_bool()) {
    for (bool value : {false, true}) {
      single.kind = CtorKind::Bool;
      single.value = value;
      (llvm::is_contained(seen, single) ? out.present : out.missing).push_back(single);
    }
  } else if (ty.is_integral() || ty.is_char()) {
    split_ints(seen, ty, out);
  } else if (ty.is(ty::TyKind::Slice) || ty.is(ty::TyKind::Array)) {
    split_slices(seen, column, out);
  } else if (ty.is_adt() && tcx_.adt_def(ty.def_id())->is_enum()) {
    split_variants(seen, column, out);
  } else if (ty.is_adt() || ty.is(ty::TyKind::Tuple)) {
    single.kind = CtorKind::Struct;
    split_single(seen, single, arena_.is_empty(ty), out);
  } else if (ty.is_ref()) {
    single.kind = CtorKind::Ref;
    split_single(seen, single, false, out);
  } else if (ty.is_never()) {
    single.kind = CtorKind::Never;
    split_single(seen, single, true, out);
  } else {
    split_open(seen, out);
  }
  out.all_ctors_missing = out.present.empty();
  return out;
}

Matrix Checker::specialize(const Matrix &matrix, llvm::ArrayRef<Row> rows, const Ctor &ctor) {
  Matrix out;
  const Column &head = matrix.columns[0];
  llvm::SmallVector<Ty, 4> tys = arena_.field_tys(ctor, head.ty);
  bool is_union = head.ty.is_adt() && tcx_.adt_def(head.ty.def_id())->is_union();
  bool valid = head.is_valid && ctor.kind != CtorKind::Ref && !is_union;
  for (Ty ty : tys)
    out.columns.push_back({ty, valid});
  out.columns.append(matrix.columns.begin() + 1, matrix.columns.end());
  for (uint32_t i = 0; i < rows.size(); ++i) {
    const Row &row = rows[i];
    DPat *pat = row.pats[0];
    if (!covers(pat->ctor, ctor))
      continue;
    Row special;
    special.has_guard = row.has_guard;
    special.parent = i;
    if (pat->ctor.kind == CtorKind::Wildcard) {
      for (Ty ty : tys)
        special.pats.push_back(arena_.wild(ty));
    } else if (ctor.kind == CtorKind::Slice) {
      // A pattern with `..` is as long as the part it is asked about.
      for (uint32_t field = 0; field < tys.size(); ++field) {
        uint32_t from_end = static_cast<uint32_t>(tys.size()) - field;
        if (field < pat->ctor.prefix)
          special.pats.push_back(pat->fields[field]);
        else if (from_end <= pat->ctor.suffix)
          special.pats.push_back(pat->fields[pat->fields.size() - from_end]);
        else
          special.pats.push_back(arena_.wild(tys[field]));
      }
    } else {
      special.pats.append(pat->fields.begin(), pat->fields.end());
    }
    special.pats.append(row.pats.begin() + 1, row.pats.end());
    out.rows.push_back(std::move(special));
  }
  return out;
}

Witness Checker::wild_witness(const Ctor &ctor, Ty ty) {
  Witness out{ctor, ty, {}};
  for (Ty field : arena_.field_tys(ctor, ty))
    out.fields.push_back({Ctor(), field, {}});
  return out;
}

/// From witnesses for the fields of a constructor to witnesses for it.
Witnesses Checker::apply(const SplitCtors &ctors, const Ctor &ctor, const Column &column,
                         Witnesses inner, bool report_each) {
  Witnesses out;
  for (std::vector<Witness> &stack : inner) {
    if (out.size() >= kMaxWitnesses)
      break;
    if (ctor.kind != CtorKind::Missing) {
      Witness head{ctor, column.ty, {}};
      size_t arity = arena_.field_tys(ctor, column.ty).size();
      // Columns are stacked with the first on top (at the end).
      for (size_t i = 0; i < arity; ++i)
        head.fields.push_back(std::move(stack[stack.size() - 1 - i]));
      stack.resize(stack.size() - arity);
      stack.push_back(std::move(head));
      out.push_back(std::move(stack));
      continue;
    }
    if (!report_each) {
      stack.push_back({Ctor(), column.ty, {}});
      out.push_back(std::move(stack));
      continue;
    }
    for (const Ctor &missing : ctors.missing) {
      std::vector<Witness> copy = stack;
      copy.push_back(missing.kind == CtorKind::NonExhaustive ? Witness{Ctor(), column.ty, {}}
                                                             : wild_witness(missing, column.ty));
      out.push_back(std::move(copy));
    }
  }
  return out;
}

Witnesses Checker::check(Matrix &matrix) {
  if (++steps_ > kMaxSteps)
    return {};
  if (matrix.columns.empty()) {
    for (Row &row : matrix.rows) {
      row.is_useful = true;
      if (!row.has_guard)
        return {};
    }
    return {{}};
  }
  std::vector<Row> rows;
  for (uint32_t i = 0; i < matrix.rows.size(); ++i)
    expand_or(matrix.rows[i], i, rows);
  Column column = matrix.columns[0];
  column.ty = arena_.normalized(column.ty);
  matrix.columns[0].ty = column.ty;
  std::vector<Ctor> seen;
  for (const Row &row : rows)
    if (row.pats[0]->ctor.kind != CtorKind::Wildcard)
      seen.push_back(row.pats[0]->ctor);
  SplitCtors ctors = split(seen, column);
  bool no_ctors =
      column.ty.is_never() || (column.ty.is_adt() && tcx_.adt_def(column.ty.def_id())->is_enum() &&
                               tcx_.adt_def(column.ty.def_id())->variants.empty());
  // Without arms an empty type is matched, whatever the place holds.
  bool is_exception = matrix.is_top_level && no_ctors;
  if (!column.is_valid && !is_exception)
    ctors.missing.insert(ctors.missing.end(), ctors.missing_empty.begin(),
                         ctors.missing_empty.end());
  // Opaque constants match something among the missing ones.
  std::vector<Ctor> to_try = ctors.present;
  Ctor missing;
  missing.kind = CtorKind::Missing;
  bool has_missing = !ctors.missing.empty();
  bool has_empty_wild = !ctors.missing_empty.empty() && !has_missing;
  if (has_missing || has_empty_wild)
    to_try.push_back(missing);

  Witnesses out;
  for (const Ctor &ctor : to_try) {
    Matrix special = specialize(matrix, rows, ctor);
    Witnesses inner = check(special);
    for (const Row &row : special.rows)
      rows[row.parent].is_useful |= row.is_useful;
    if (ctor.kind == CtorKind::Missing && !has_missing)
      continue; // only empty ones: nothing is missing
    bool report_each = matrix.is_top_level || !ctors.all_ctors_missing;
    // Ranges of a type of which nothing was named are `_`.
    if (ctors.all_ctors_missing &&
        (column.ty.is_integral() || column.ty.is_char() || column.ty.is_str()))
      report_each = false;
    Witnesses applied = apply(ctors, ctor, column, std::move(inner), report_each);
    for (auto &stack : applied)
      if (out.size() < kMaxWitnesses)
        out.push_back(std::move(stack));
  }
  // An opaque constant may be reached wherever its row comes first.
  for (Row &row : rows)
    if (row.pats[0]->ctor.kind == CtorKind::Opaque)
      row.is_useful = true;
  for (Row &row : rows) {
    if (!row.is_useful)
      continue;
    row.pats[0]->is_useful = true;
    matrix.rows[row.parent].is_useful = true;
  }
  return out;
}

} // namespace

UsefulnessReport compute_usefulness(PatArena &arena, llvm::ArrayRef<MatchArm> arms, Ty scrutinee,
                                    bool is_valid_place) {
  Matrix matrix;
  matrix.is_top_level = true;
  matrix.columns.push_back({arena.normalized(scrutinee), is_valid_place});
  for (const MatchArm &arm : arms) {
    Row row;
    row.pats.push_back(arm.pat);
    row.has_guard = arm.has_guard;
    matrix.rows.push_back(std::move(row));
  }
  Checker checker(arena);
  Witnesses found = checker.check(matrix);
  UsefulnessReport out;
  out.too_complex = checker.too_complex();
  for (const Row &row : matrix.rows)
    out.is_useful.push_back(row.is_useful);
  for (std::vector<Witness> &stack : found)
    out.missing.push_back(std::move(stack.back()));
  return out;
}

} // namespace ochre::patterns
