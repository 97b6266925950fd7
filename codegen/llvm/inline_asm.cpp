// `asm!` and `global_asm!` for x86-64: operands as LLVM's constraints.
//
//   asm!("add {0}, {1}", inout(reg) a, in(reg) b)  →  "add ${0:q}, ${2:q}", "=&r,0,r,~{...}"
//
// Outputs come first, then inputs (one that is also an output is tied to it by its number), then
// clobbers. Source: Reference, "Inline assembly"; LLVM LangRef, "Inline Assembler Expressions".

#include "codegen/llvm/cx.h"
#include "codegen/mangle/mangle.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/InlineAsm.h"

namespace ochre::codegen {

namespace {

enum AsmOption : uint32_t {
  kPure = 1,
  kNomem = 2,
  kReadonly = 4,
  kPreservesFlags = 8,
  kNoreturn = 16,
  kNostack = 32,
  kAttSyntax = 64,
  kRaw = 128,
  kMayUnwind = 256,
};

enum class RegClass : uint8_t { Reg, Abcd, Byte, Xmm, Ymm, Zmm, Mask, Other };

RegClass reg_class(llvm::StringRef name) {
  return llvm::StringSwitch<RegClass>(name)
      .Case("reg", RegClass::Reg)
      .Case("reg_abcd", RegClass::Abcd)
      .Case("reg_byte", RegClass::Byte)
      .Case("xmm_reg", RegClass::Xmm)
      .Case("ymm_reg", RegClass::Ymm)
      .Case("zmm_reg", RegClass::Zmm)
      .Case("kreg", RegClass::Mask)
      .Default(RegClass::Other);
}

/// A register under the name by which all its parts are known: `eax` and `rax` are `ax`.
std::string canonical_register(llvm::StringRef name) {
  if (name.starts_with("ymm") || name.starts_with("zmm"))
    return "xmm" + name.drop_front(3).str();
  for (llvm::StringRef base : {"ax", "bx", "cx", "dx", "si", "di", "bp", "sp"})
    if (name == base ||
        (name.size() == 3 && (name[0] == 'r' || name[0] == 'e') && name.drop_front() == base))
      return base.str();
  bool is_numbered = name.size() >= 2 && name[0] == 'r' && name[1] >= '0' && name[1] <= '9';
  if (is_numbered && (name.ends_with("d") || name.ends_with("w")))
    return name.drop_back().str();
  return name.str();
}

llvm::StringRef class_constraint(RegClass cls) {
  switch (cls) {
  case RegClass::Reg: return "r";
  case RegClass::Abcd: return "Q";
  case RegClass::Byte: return "q";
  case RegClass::Xmm:
  case RegClass::Ymm: return "x";
  case RegClass::Zmm: return "v";
  case RegClass::Mask: return "^Yk";
  case RegClass::Other: break;
  }
  return "";
}

/// LLVM's letter for a modifier; 0: none.
char llvm_modifier(RegClass cls, char modifier) {
  switch (cls) {
  case RegClass::Reg:
  case RegClass::Abcd:
    switch (modifier) {
    case 'l': return 'b';
    case 'h': return 'h';
    case 'x': return 'w';
    case 'e': return 'k';
    default: return 'q';
    }
  case RegClass::Xmm:
  case RegClass::Ymm:
  case RegClass::Zmm: {
    char wanted = modifier               ? modifier
                  : cls == RegClass::Xmm ? 'x'
                  : cls == RegClass::Ymm ? 'y'
                                         : 'z';
    return wanted == 'x' ? 'x' : wanted == 'y' ? 't' : 'g';
  }
  case RegClass::Byte:
  case RegClass::Mask:
  case RegClass::Other: return 0;
  }
  return 0;
}

/// What a call by an ABI may change.
std::vector<std::string> abi_clobbers(llvm::StringRef abi) {
  bool is_win = abi == "win64" || abi == "efiapi";
  std::vector<std::string> out = {"ax", "cx", "dx", "r8", "r9", "r10", "r11", "st"};
  if (!is_win)
    out.insert(out.end(), {"si", "di"});
  for (unsigned i = 0; i < (is_win ? 6 : 16); ++i)
    out.push_back("xmm" + std::to_string(i));
  for (unsigned i = 1; i < 8; ++i)
    out.push_back("st(" + std::to_string(i) + ")");
  for (unsigned i = 0; i < 8; ++i)
    out.push_back("mm" + std::to_string(i));
  return out;
}

struct AsmEmitter {
  AsmEmitter(FunctionCx &f, const mir::InlineAsm &row) : f(f), row(row), cx(f.cx) {}

  FunctionCx &f;
  const mir::InlineAsm &row;
  UnitCx &cx;
  std::vector<std::string> outputs, inputs, clobbers;
  llvm::SmallVector<llvm::Type *, 4> output_tys;
  llvm::SmallVector<llvm::Value *, 4> input_values;
  struct Result {
    PlaceRef place; ///< address null: thrown away
  };
  std::vector<Result> results;
  std::vector<int> number; ///< of each operand in the template; -1: none

  std::string register_of(const mir::AsmOperand &op) {
    llvm::StringRef name = f.tcx.str(op.reg);
    return op.is_explicit_reg ? "{" + canonical_register(name) + "}"
                              : class_constraint(reg_class(name)).str();
  }

  void output(size_t index, const mir::AsmOperand &op, llvm::Type *in_ty) {
    std::string reg = register_of(op);
    if (!op.has_out && !in_ty) {
      if (op.is_explicit_reg) { // `out("rax") _`
        clobbers.push_back(canonical_register(f.tcx.str(op.reg)));
        return;
      }
      RegClass cls = reg_class(f.tcx.str(op.reg));
      in_ty = cls == RegClass::Byte  ? cx.i8
              : cls >= RegClass::Xmm ? llvm::Type::getDoubleTy(cx.context)
                                     : cx.i64;
    }
    Result result;
    llvm::Type *ty = in_ty;
    if (op.has_out) {
      result.place = f.place(op.out);
      const Layout *l = result.place.layout;
      if (!l->is_scalar()) {
        cx.unsupported(f.body.span, "an operand of this type in inline assembly");
        return;
      }
      ty = cx.scalar_ty(l->scalar_a);
    }
    number[index] = static_cast<int>(outputs.size());
    outputs.push_back((op.is_late ? "=" : "=&") + reg);
    output_tys.push_back(ty);
    results.push_back(result);
  }

  llvm::Value *input_value(const mir::AsmOperand &op) {
    Operand value = f.operand(op.in);
    if (value.kind != Operand::Immediate) {
      cx.unsupported(f.body.span, "an operand of this type in inline assembly");
      return llvm::PoisonValue::get(cx.i64);
    }
    return f.from_immediate(value.a);
  }

  void collect() {
    number.assign(row.operands.size(), -1);
    std::vector<llvm::Value *> in_out(row.operands.size(), nullptr);
    for (size_t i = 0; i < row.operands.size(); ++i) {
      const mir::AsmOperand &op = row.operands[i];
      if (op.kind == hir::AsmOperandKind::InOut) {
        in_out[i] = input_value(op);
        output(i, op, in_out[i]->getType());
      } else if (op.kind == hir::AsmOperandKind::Out) {
        output(i, op, nullptr);
      }
    }
    auto next = [&] { return static_cast<int>(outputs.size() + inputs.size()); };
    for (size_t i = 0; i < row.operands.size(); ++i) {
      const mir::AsmOperand &op = row.operands[i];
      if (op.kind == hir::AsmOperandKind::In) {
        number[i] = next();
        inputs.push_back(register_of(op));
        input_values.push_back(input_value(op));
      } else if (op.kind == hir::AsmOperandKind::InOut && number[i] >= 0) {
        inputs.push_back(std::to_string(number[i]));
        input_values.push_back(in_out[i]);
      } else if (op.kind == hir::AsmOperandKind::Sym) {
        number[i] = next();
        inputs.push_back("s");
        input_values.push_back(symbol(op));
      }
    }
    for (size_t i = 0; i < row.operands.size(); ++i)
      if (row.operands[i].kind == hir::AsmOperandKind::Label) {
        number[i] = next();
        inputs.push_back("!i");
      }
    add_clobbers();
  }

  llvm::Value *symbol(const mir::AsmOperand &op) {
    const mir::ConstOperand &ct = f.body.tables.consts[op.ct];
    if (!ct.ty.is(ty::TyKind::FnDef))
      return cx.constant(ct).a;
    const ty::Instance *instance = mono::callee_instance(f.tcx, ct.ty, ct.span);
    return instance ? static_cast<llvm::Value *>(cx.function(instance))
                    : llvm::ConstantPointerNull::get(cx.ptr);
  }

  void add_clobbers() {
    llvm::SmallVector<std::string, 8> taken;
    for (const mir::AsmOperand &op : row.operands)
      if (op.is_explicit_reg && op.kind != hir::AsmOperandKind::In)
        taken.push_back(canonical_register(f.tcx.str(op.reg)));
    for (Symbol abi : row.clobber_abis)
      for (std::string &reg : abi_clobbers(f.tcx.str(abi)))
        if (!llvm::is_contained(taken, reg) && !llvm::is_contained(clobbers, reg))
          clobbers.push_back(std::move(reg));
    if (!(row.options & kPreservesFlags))
      clobbers.insert(clobbers.end(), {"dirflag", "fpsr", "flags"});
    if (!(row.options & kNomem))
      clobbers.push_back("memory");
  }

  std::string text() {
    std::string out;
    for (const hir::InlineAsm::Piece &piece : row.pieces) {
      if (piece.is_literal) {
        for (char c : f.tcx.str(piece.literal)) {
          out += c;
          if (c == '$')
            out += '$';
        }
        continue;
      }
      const mir::AsmOperand &op = row.operands[piece.operand];
      char modifier = op.kind == hir::AsmOperandKind::Sym ? 'c'
                      : op.kind == hir::AsmOperandKind::Label
                          ? 'l'
                          : llvm_modifier(reg_class(f.tcx.str(op.reg)), piece.modifier);
      out += "${" + std::to_string(number[piece.operand]);
      if (modifier)
        out += std::string(":") + modifier;
      out += "}";
    }
    return out;
  }

  std::string constraints() {
    std::string out;
    auto add = [&](const std::string &one) { out += (out.empty() ? "" : ",") + one; };
    for (const std::string &one : outputs)
      add(one);
    for (const std::string &one : inputs)
      add(one);
    for (const std::string &one : clobbers)
      add("~{" + one + "}");
    return out;
  }

  void set_memory_effects(llvm::CallBase &call) {
    bool is_pure = row.options & kPure;
    if (row.options & kNomem)
      call.setMemoryEffects(is_pure ? llvm::MemoryEffects::none()
                                    : llvm::MemoryEffects::inaccessibleMemOnly());
    else if ((row.options & kReadonly) && is_pure)
      call.setMemoryEffects(llvm::MemoryEffects::readOnly());
    if (!(row.options & kMayUnwind))
      call.setDoesNotThrow();
  }

  void store_results(llvm::Value *value) {
    for (size_t i = 0; i < results.size(); ++i) {
      if (!results[i].place.address)
        continue;
      llvm::Value *part =
          results.size() == 1 ? value : f.ir.CreateExtractValue(value, static_cast<unsigned>(i));
      f.store_scalar(part, results[i].place.address, std::max<uint64_t>(results[i].place.align, 1));
    }
  }
};

} // namespace

void FunctionCx::inline_asm(const mir::Terminator &term) {
  const mir::InlineAsm &row = code.asms[term.asm_row];
  AsmEmitter emit(*this, row);
  emit.collect();
  if (cx.failed) {
    ir.CreateUnreachable();
    return;
  }
  llvm::Type *result = ir.getVoidTy();
  if (emit.output_tys.size() == 1)
    result = emit.output_tys[0];
  else if (!emit.output_tys.empty())
    result = llvm::StructType::get(cx.context, emit.output_tys);
  llvm::SmallVector<llvm::Type *, 4> in_tys;
  for (llvm::Value *value : emit.input_values)
    in_tys.push_back(value->getType());
  auto *fn_ty = llvm::FunctionType::get(result, in_tys, false);
  std::string constraints = emit.constraints();
  if (llvm::Error error = llvm::InlineAsm::verify(fn_ty, constraints)) {
    llvm::consumeError(std::move(error));
    cx.unsupported(term.source.span, "these operands of inline assembly");
    ir.CreateUnreachable();
    return;
  }
  bool is_pure = row.options & kPure;
  auto dialect = row.options & kAttSyntax ? llvm::InlineAsm::AD_ATT : llvm::InlineAsm::AD_Intel;
  auto *assembly =
      llvm::InlineAsm::get(fn_ty, emit.text(), constraints, !is_pure, !(row.options & kNostack),
                           dialect, (row.options & kMayUnwind) != 0);
  bool returns = !(row.options & kNoreturn);
  size_t labels = row.targets.size() - (returns ? 1 : 0);
  llvm::CallBase *call;
  if (labels > 0) {
    llvm::SmallVector<llvm::BasicBlock *, 4> targets;
    for (size_t i = returns ? 1 : 0; i < row.targets.size(); ++i)
      targets.push_back(block(row.targets[i]));
    auto *next = llvm::BasicBlock::Create(cx.context, "asm", fn);
    call = ir.CreateCallBr(fn_ty, assembly, next, targets, emit.input_values);
    ir.SetInsertPoint(next);
  } else {
    call = ir.CreateCall(fn_ty, assembly, emit.input_values);
  }
  emit.set_memory_effects(*call);
  if (!returns) {
    ir.CreateUnreachable();
    return;
  }
  emit.store_results(call);
  ir.CreateBr(block(row.targets[0]));
}

void UnitCx::define_global_asm(const hir::InlineAsm &row, Span span) {
  bool is_att = row.options & kAttSyntax;
  std::string text = is_att ? "" : ".intel_syntax\n";
  for (const hir::InlineAsm::Piece &piece : row.pieces) {
    if (!piece.is_literal) {
      unsupported(span, "operands of global assembly");
      return;
    }
    text += tcx.str(piece.literal);
  }
  text += is_att ? "\n" : "\n.att_syntax\n";
  module.appendModuleInlineAsm(text);
}

} // namespace ochre::codegen
