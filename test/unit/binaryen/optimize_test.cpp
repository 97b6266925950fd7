// Binaryen's library, loaded.
#include "codegen/binaryen/optimize.h"

#include "llvm/ADT/StringRef.h"
#include "gtest/gtest.h"

using namespace ochre::binaryen;

namespace {

/// `f(x) = x`, by way of a second local, exported; and a function that nobody calls.
std::vector<char> sample_module(const Api &api) {
  BinaryenModuleRef module = api.ModuleCreate();
  api.ModuleSetFeatures(module, api.baseline_features());
  BinaryenType i32 = api.TypeInt32;
  BinaryenExpressionRef body[] = {api.LocalSet(module, 1, api.LocalGet(module, 0, i32)),
                                  api.LocalGet(module, 1, i32)};
  BinaryenType vars[] = {i32};
  api.AddFunction(module, "f", i32, i32, vars, 1, api.Block(module, nullptr, body, 2, i32));
  api.AddFunction(module, "unused", i32, i32, nullptr, 0, api.LocalGet(module, 0, i32));
  api.AddFunctionExport(module, "f", "f");
  EXPECT_TRUE(api.ModuleValidate(module));
  std::vector<char> bytes = write_module(api, module, Names::Keep);
  api.ModuleDispose(module);
  return bytes;
}

bool contains(const std::vector<char> &bytes, llvm::StringRef text) {
  return llvm::StringRef(bytes.data(), bytes.size()).contains(text);
}

TEST(Binaryen, OptimisesBytes) {
  llvm::Expected<const Api *> api = load();
  ASSERT_TRUE(bool(api)) << llvm::toString(api.takeError());
  std::vector<char> before = sample_module(**api);
  EXPECT_TRUE(contains(before, "unused"));
  for (PassList passes : {PassList::Light, PassList::Size}) {
    llvm::Expected<std::vector<char>> after = optimize(before, passes);
    ASSERT_TRUE(bool(after));
    EXPECT_LT(after->size(), before.size());
    EXPECT_FALSE(contains(*after, "unused"));
    EXPECT_FALSE(contains(*after, "name"));
    llvm::Expected<std::vector<char>> again = optimize(before, passes);
    ASSERT_TRUE(bool(again));
    EXPECT_EQ(*after, *again);
  }
  llvm::Expected<std::vector<char>> named = optimize(before, PassList::Light, Names::Keep);
  ASSERT_TRUE(bool(named));
  EXPECT_TRUE(contains(*named, "name"));
}

TEST(Binaryen, RefusesWhatIsNoModule) {
  llvm::Expected<std::vector<char>> out = optimize({'\x7f', 'E', 'L', 'F'}, PassList::Light);
  ASSERT_FALSE(bool(out));
  EXPECT_EQ(llvm::toString(out.takeError()), "not a WebAssembly module");
}

} // namespace
