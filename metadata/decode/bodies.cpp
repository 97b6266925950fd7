// MIR of other crates and the memory that it points into, one body when it is asked for.
#include "metadata/decode/items.h"
#include "metadata/decode/reader.h"
#include "metadata/format/body_layout.h"
#include "mir/ir/alloc_table.h"

namespace ochre::metadata {

namespace {

mir::AllocId read_alloc(TyCtxt &tcx, CrateFile &file, ByteReader &in, unsigned depth);

/// A Reader within a body or an allocation.
class BodyReader : public Reader {
public:
  BodyReader(TyCtxt &tcx, CrateFile &file, ByteReader in, unsigned depth = 0)
      : Reader(tcx, file, in), depth_(depth) {}

  void read_spans() {
    spans_.clear();
    for (uint32_t count = size(); count > 0 && !in.failed(); --count)
      spans_.push_back(Reader::span());
  }
  void span(Span &span) {
    uint64_t row = in.varint();
    span = row < spans_.size() ? spans_[row] : Span();
  }
  void alloc(mir::AllocId &id) { id = read_alloc(tcx, file, in, depth_); }

private:
  std::vector<Span> spans_;
  unsigned depth_;
};

void read_memory(BodyReader &r, mir::Allocation &memory) {
  r.num(memory.align);
  r.kind(memory.mutbl);
  llvm::StringRef bytes = r.bytes();
  memory.bytes.assign(bytes.bytes_begin(), bytes.bytes_end());
  r.list(memory.init_mask, [&](uint64_t &word) { r.num(word); });
  for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count) {
    uint64_t offset = r.num();
    mir::AllocId target;
    r.alloc(target);
    if (target.is_valid())
      memory.provenance[offset] = target;
  }
  if (memory.align == 0 || (memory.align & (memory.align - 1)) != 0)
    memory.align = 1; // malformed
  if (!memory.init_mask.empty() && memory.init_mask.size() * 64 < memory.bytes.size())
    memory.init_mask.clear();
}

mir::AllocId make_alloc(BodyReader &r) {
  mir::AllocTable &table = mir::alloc_table(r.tcx);
  mir::GlobalAllocKind kind{};
  r.kind(kind);
  switch (kind) {
  case mir::GlobalAllocKind::Memory: {
    mir::Allocation memory;
    read_memory(r, memory);
    bool is_text = memory.align == 1 && memory.init_mask.empty() && memory.provenance.empty() &&
                   memory.mutbl == ty::Mutability::Not;
    if (is_text)
      return table.bytes(
          r.tcx, {reinterpret_cast<const char *>(memory.bytes.data()), memory.bytes.size()});
    return table.memory(r.tcx.own<mir::Allocation>(std::move(memory)));
  }
  case mir::GlobalAllocKind::Function: {
    ty::Instance instance;
    transfer_instance(r, instance);
    return table.function(r.tcx.mk_instance(instance));
  }
  case mir::GlobalAllocKind::Static: return table.static_item(r.def());
  case mir::GlobalAllocKind::VTable: {
    ty::Ty ty = r.ty();
    return table.vtable(ty, r.existential());
  }
  case mir::GlobalAllocKind::TypeId: {
    mir::GlobalAlloc alloc;
    alloc.kind = kind;
    alloc.ty = r.ty();
    return table.add(alloc);
  }
  }
  return mir::AllocId();
}

/// A row's slot holds its id plus one.
mir::AllocId read_alloc(TyCtxt &tcx, CrateFile &file, ByteReader &in, unsigned depth) {
  constexpr unsigned kMaxDepth = 10'000;
  uint32_t number = in.varint32();
  if (number == 0)
    return mir::AllocId();
  --number;
  if (const void *known = file.row_slot(RowKind::Alloc, number))
    return mir::AllocId(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(known) - 1));
  if (depth > kMaxDepth)
    return mir::AllocId();
  BodyReader reader(tcx, file, file.row(RowKind::Alloc, number), depth + 1);
  mir::AllocId id = make_alloc(reader);
  if (id.is_valid())
    file.row_slot(RowKind::Alloc, number) =
        reinterpret_cast<const void *>(static_cast<uintptr_t>(id.raw) + 1);
  return id;
}

void read_body(BodyReader &r, mir::Body &body) {
  r.read_spans();
  transfer_body_head(r, body);
  body.code = std::make_shared<mir::Code>();
  transfer_code(r, *body.code);
  for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count) {
    auto promoted = std::make_shared<mir::Body>();
    read_body(r, *promoted);
    body.promoteds.push(std::move(promoted));
  }
}

std::optional<mir::Body> load_body(TyCtxt &tcx, Table table, DefId id) {
  CrateFile &file = tcx.crates->file_of(id);
  std::optional<ByteReader> in = file.entry(table, file.def_index(id));
  if (!in)
    return std::nullopt;
  BodyReader reader(tcx, file, *in);
  mir::Body body;
  read_body(reader, body);
  if (reader.in.failed())
    return std::nullopt;
  return body;
}

const mir::Body *body_in(TyCtxt &tcx, Table table, DefId id) {
  std::optional<mir::Body> body = load_body(tcx, table, id);
  if (!body)
    return nullptr;
  if (std::optional<mir::Body> drop = load_body(tcx, Table::CoroutineDrop, id)) {
    body->coroutine = std::make_shared<mir::CoroutineInfo>();
    body->coroutine->drop_shim = std::make_shared<mir::Body>(std::move(*drop));
  }
  return tcx.own<mir::Body>(std::move(*body));
}

const mir::Body *optimized_mir(TyCtxt &tcx, DefId id) {
  return body_in(tcx, Table::OptimizedMir, id);
}

const mir::Body *mir_for_ctfe(TyCtxt &tcx, DefId id) {
  if (const mir::Body *body = body_in(tcx, Table::MirForCtfe, id))
    return body;
  return tcx.optimized_mir(id);
}

bool is_mir_available(TyCtxt &tcx, DefId id) {
  CrateFile &file = tcx.crates->file_of(id);
  return file.entry(Table::OptimizedMir, file.def_index(id)).has_value();
}

ty::ConstEvalResult known_const_value(TyCtxt &tcx, DefId id) {
  CrateFile &file = tcx.crates->file_of(id);
  std::optional<ByteReader> in = file.entry(Table::ConstValue, file.def_index(id));
  if (!in)
    return {};
  BodyReader reader(tcx, file, *in);
  mir::ConstValue value;
  transfer_const_value(reader, value);
  return {tcx.own<mir::ConstValue>(value), ty::EvalError::None};
}

ty::AllocResult static_initializer(TyCtxt &tcx, DefId id) {
  CrateFile &file = tcx.crates->file_of(id);
  std::optional<ByteReader> in = file.entry(Table::StaticInitializer, file.def_index(id));
  if (!in)
    return {};
  BodyReader reader(tcx, file, *in);
  mir::Allocation alloc;
  read_memory(reader, alloc);
  return {tcx.own<mir::Allocation>(std::move(alloc)), ty::EvalError::None};
}

} // namespace

void provide_bodies(ty::Providers &providers) {
  providers.optimized_mir = optimized_mir;
  providers.mir_for_ctfe = mir_for_ctfe;
  providers.is_mir_available = is_mir_available;
  providers.known_const_value = known_const_value;
  providers.static_initializer = static_initializer;
}

} // namespace ochre::metadata
