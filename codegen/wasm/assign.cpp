// Where values go: memory, locals, parts of locals.

#include "codegen/wasm/cx.h"
#include "codegen/wasm/parts.h"

namespace ochre::wasm {

void FunctionCx::set_parallel(llvm::ArrayRef<std::pair<uint32_t, Leaf>> sets) {
  llvm::SmallVector<Leaf, 4> values;
  bool is_safe = true;
  for (size_t i = 0; i < sets.size(); ++i) {
    values.push_back(sets[i].second);
    for (size_t j = 0; j < i; ++j)
      is_safe &= !sets[i].second.reads.has(sets[j].first);
  }
  if (!is_safe)
    for (Leaf &value : values)
      value = ir.freeze(value);
  for (size_t i = 0; i < sets.size(); ++i) {
    bool is_itself = values[i].kind == Leaf::Local && values[i].local == sets[i].first;
    if (!is_itself)
      ir.set(sets[i].first, values[i]);
  }
}

void FunctionCx::set_local(mir::Local local, const Operand &given) {
  Operand value = given;
  LocalRef &ref = locals[local];
  if (ref.layout->is_zst() || value.kind == Operand::Zst)
    return;
  if (value.kind == Operand::Ref) {
    PlaceRef from = in_memory(value);
    from.layout = ref.layout;
    value = load(from);
  }
  if (waits(local, value))
    return;
  set_home(local, value);
}

/// Whether the value needs no local of its own: nobody reads it, or the one that does stands in
/// the same block, where it is placed unless what it reads is written before.
bool FunctionCx::waits(mir::Local local, const Operand &value) {
  LocalRef &ref = locals[local];
  bool can_wait = ref.is_used_once || ref.is_unused;
  for (const Leaf *leaf : {&value.a.lo, &value.a.hi, &value.b.lo, &value.b.hi})
    can_wait &= !*leaf || leaf->can_wait();
  if (!can_wait)
    return false;
  if (ref.is_used_once) {
    waiting_.push_back({local, value});
    waiting_.back().value.layout = ref.layout;
  }
  return true;
}

/// Gives those values their locals that the next statement would change: it sets a local, or
/// writes memory.
void FunctionCx::settle(uint32_t set_local) {
  auto is_changed = [&](const Operand &value) {
    for (const Leaf *leaf : {&value.a.lo, &value.a.hi, &value.b.lo, &value.b.hi})
      if (*leaf && (set_local == kNoLocal ? leaf->reads.memory : leaf->reads.has(set_local)))
        return true;
    return false;
  };
  for (size_t i = 0; i < waiting_.size();) {
    if (!is_changed(waiting_[i].value)) {
      ++i;
      continue;
    }
    Waiting next = waiting_[i];
    waiting_.erase(waiting_.begin() + static_cast<ptrdiff_t>(i));
    set_home(next.local, next.value);
    i = 0;
  }
}

void FunctionCx::settle_all() {
  while (!waiting_.empty()) {
    Waiting next = waiting_.front();
    waiting_.erase(waiting_.begin());
    set_home(next.local, next.value);
  }
}

void FunctionCx::set_home(mir::Local local, const Operand &value) {
  Operand home = local_home(local);
  llvm::SmallVector<std::pair<uint32_t, Leaf>, 4> sets;
  auto scalar = [&](const Val &to, const Val &from) {
    sets.emplace_back(to.lo.local, from.lo);
    if (to.is_wide())
      sets.emplace_back(to.hi.local, from.hi);
  };
  scalar(home.a, value.a);
  if (home.kind == Operand::Pair)
    scalar(home.b, value.b);
  set_parallel(sets);
}

void FunctionCx::write(mir::Place dest, const Operand &given) {
  if (locals[dest.local].in_memory || !is_register_place(dest))
    return store(given, place(dest));
  if (dest.is_local())
    return set_local(dest.local, given);
  std::optional<LocalPart> part = part_of_local(*this, dest);
  if (!part || part->kind == LocalPart::Nothing)
    return;
  Operand value = given.kind == Operand::Ref ? load(in_memory(given)) : given;
  value.layout = locals[dest.local].layout;
  if (part->kind == LocalPart::Whole)
    return set_local(dest.local, value);
  Operand home = local_home(dest.local);
  const Val &to = part->kind == LocalPart::First ? home.a : home.b;
  llvm::SmallVector<std::pair<uint32_t, Leaf>, 2> sets{{to.lo.local, value.a.lo}};
  if (to.is_wide())
    sets.emplace_back(to.hi.local, value.a.hi);
  set_parallel(sets);
}

/// Whether a write to the place goes to locals of WebAssembly.
bool FunctionCx::is_register_place(mir::Place place) {
  return !locals[place.local].in_memory &&
         llvm::none_of(code.projection(place), [](const mir::PlaceElem &e) {
           return e.kind == mir::ProjectionKind::Deref;
         });
}

void FunctionCx::assign(mir::Place dest, const mir::Rvalue &r, Span span) {
  if (dest.is_local() && locals[dest.local].is_constant)
    return;
  if (is_register_place(dest))
    return write(dest, rvalue_operand(r, span));
  if (r.kind == mir::RvalueKind::Use && r.a.is_place()) {
    // From memory to memory: as bytes, whatever they are.
    bool is_value = !locals[r.a.place.local].in_memory &&
                    llvm::none_of(code.projection(r.a.place), [](const mir::PlaceElem &e) {
                      return e.kind == mir::ProjectionKind::Deref;
                    });
    if (!is_value) {
      PlaceRef to = place(dest);
      if (to.layout->is_unsized || to.layout->is_zst())
        return;
      PlaceRef from = place(r.a.place);
      uint64_t align = std::min(to.align, from.align);
      return copy(to.at, from.at, to.layout->size, align);
    }
  }
  bool unsize = r.kind == mir::RvalueKind::Cast && r.cast_kind() == mir::CastKind::Unsize;
  if (r.kind != mir::RvalueKind::Repeat && r.kind != mir::RvalueKind::Aggregate && !unsize) {
    Operand value = rvalue_operand(r, span);
    return store(value, place(dest));
  }
  store_rvalue(stable(place(dest)), r, span);
}

} // namespace ochre::wasm
