# The layers and their dependencies, in the order of the pipeline. A layer may name only layers
# above it in this file, so the graph has no cycles. Add a dependency here when a layer really needs
# it; what crosses items goes through a query instead.

add_layer(support/adt)
add_layer(support/source DEPS support/adt)
add_layer(support/diag DEPS support/source)
add_layer(support/session DEPS support/diag)
add_layer(support/def DEPS support/session)

add_layer(frontend/lex DEPS support/session)
add_layer(frontend/ast DEPS frontend/lex support/def)
add_layer(frontend/parse DEPS frontend/ast)
add_layer(frontend/procmacro DEPS frontend/parse)
add_layer(frontend/expand DEPS frontend/parse frontend/procmacro)
add_layer(frontend/resolve DEPS frontend/expand)

add_layer(sema/hir DEPS support/session support/def)
add_layer(sema/lower DEPS sema/hir PRIVATE_DEPS frontend/ast frontend/resolve)
add_layer(sema/ty DEPS sema/hir)
add_layer(sema/traits DEPS sema/ty)
add_layer(sema/collect DEPS sema/traits)
add_layer(sema/layout DEPS sema/ty)
add_layer(sema/outlives DEPS sema/traits)
add_layer(sema/wf DEPS sema/collect sema/traits sema/outlives sema/layout)
add_layer(sema/typeck DEPS sema/collect sema/traits sema/outlives)
add_layer(sema/patterns DEPS sema/typeck)
add_layer(sema/lint DEPS sema/typeck)

add_layer(mir/ir DEPS sema/ty)
add_layer(mir/dataflow DEPS mir/ir)
add_layer(mir/build DEPS mir/ir sema/typeck sema/patterns)
add_layer(mir/transform DEPS mir/dataflow sema/traits sema/layout)
add_layer(mir/interpret DEPS mir/ir sema/traits sema/layout)
add_layer(mir/optimize DEPS mir/transform mir/interpret)
add_layer(mir/lint DEPS mir/dataflow sema/layout)

add_layer(borrowck/moves DEPS mir/dataflow)
add_layer(borrowck/regions DEPS mir/dataflow sema/traits sema/outlives)
add_layer(borrowck/loans DEPS borrowck/moves borrowck/regions)
add_layer(borrowck/report DEPS borrowck/loans)

add_layer(metadata/format DEPS support/def mir/ir)
add_layer(metadata/encode DEPS metadata/format mir/ir frontend/lex frontend/resolve LLVM
          ochre_llvm_object)
add_layer(metadata/decode DEPS metadata/format mir/ir frontend/lex frontend/resolve LLVM
          ochre_llvm_object)

add_layer(codegen/mono DEPS mir/ir mir/interpret sema/traits sema/layout)
add_layer(codegen/abi DEPS mir/ir sema/layout)
add_layer(codegen/mangle DEPS mir/ir)
add_layer(codegen/common DEPS mir/ir sema/layout sema/traits)
add_layer(codegen/llvm DEPS codegen/common codegen/mono codegen/abi codegen/mangle LLVM
          ochre_llvm_codegen)
add_layer(codegen/binaryen DEPS support/adt)
add_layer(codegen/wasm DEPS mir/optimize codegen/common codegen/mono codegen/abi codegen/mangle
          codegen/binaryen)
add_layer(codegen/passorder DEPS support/session LLVM ochre_llvm_codegen)
add_layer(codegen/web DEPS support/adt LLVM)
add_layer(codegen/link DEPS support/session support/source LLVM ochre_lld)

get_property(ochre_layer_table GLOBAL PROPERTY OCHRE_LAYER_TABLE)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/layers.txt CONTENT "${ochre_layer_table}" @ONLY)
