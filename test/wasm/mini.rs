// The programs that test the compiler without core, as WebAssembly: 32-bit pointers, closures,
// dynamic calls, drops, matches.
// RUN: %python %S/Inputs/run_mini.py %ochrec %FileCheck %S/../run/mini %t 2 closures drops dyn-values \
// RUN:   dyn-higher-ranked matches scopes traits const_patterns async units
// RUN: %python %S/Inputs/run_mini.py %ochrec %FileCheck %S/../run/mini %t 0 closures drops dyn-values \
// RUN:   dyn-higher-ranked matches scopes traits const_patterns async async_closures units intrinsics
// RUN: %python %S/Inputs/run_mini.py %ochrec %FileCheck %S/../run/mini %t 1 closures drops dyn-values \
// RUN:   matches traits async
// RUN: %python %S/Inputs/run_mini.py %ochrec %FileCheck %S/../run/mini %t z closures drops dyn-values \
// RUN:   matches traits
