#include "codegen/web/glue.h"
#include "codegen/web/module_interface.h"

#include <gtest/gtest.h>

using namespace ochre::web;

namespace {

std::string name(const std::string &text) { return static_cast<char>(text.size()) + text; }

std::string section(int id, const std::string &payload) {
  return static_cast<char>(id) + name(payload);
}

/// Imports two functions of JavaScript's, one other function, a memory, a table and a global;
/// exports a function under `#[js]`, another and a memory.
std::string module() {
  std::string imports;
  imports += name("js") + name("a.log|&str>") + std::string("\0\0", 2);
  imports += name("env") + name("x|y") + std::string("\0\0", 2);
  imports += name("env") + name("memory") + std::string("\2\1\1\2", 4);
  imports += name("env") + name("table") + std::string("\1\160\0\1", 4);
  imports += name("env") + name("global") + std::string("\3\177\0", 3);
  imports += name("js") + name("get .b|&Js>u64") + std::string("\0\1", 2);
  std::string exports;
  exports += name("step|dx:i32,on:bool>bool") + std::string("\0\3", 2);
  exports += name("memory") + std::string("\2\0", 2);
  exports += name("main") + std::string("\0\4", 2);
  return std::string("\0asm\1\0\0\0", 8) + section(2, "\6" + imports) + section(7, "\3" + exports);
}

llvm::ArrayRef<char> bytes(const std::string &text) { return {text.data(), text.size()}; }

Interface read(const std::string &text) {
  llvm::Expected<Interface> out = read_interface(bytes(text));
  EXPECT_TRUE(static_cast<bool>(out));
  return *out;
}

TEST(ModuleInterface, ReadsSignatures) {
  Interface interface = read(module());
  ASSERT_EQ(interface.imports.size(), 2u);
  EXPECT_EQ(interface.imports[0].path, "a.log");
  EXPECT_EQ(interface.imports[0].parameters[0].type, "&str");
  EXPECT_EQ(interface.imports[0].result, "");
  EXPECT_EQ(interface.imports[1].path, "get .b");
  EXPECT_EQ(interface.imports[1].result, "u64");
  ASSERT_EQ(interface.exports.size(), 1u);
  EXPECT_EQ(interface.exports[0].path, "step");
  EXPECT_EQ(interface.exports[0].parameters[1].name, "on");
  EXPECT_EQ(interface.exports[0].parameters[1].type, "bool");
  EXPECT_TRUE(interface.has_main);
}

TEST(ModuleInterface, ShortensNamesOfItsOwnAlone) {
  std::string text = module();
  Interface interface = read(text);
  llvm::Expected<std::vector<char>> shorter = shorten_names(bytes(text), interface);
  ASSERT_TRUE(static_cast<bool>(shorter));
  std::string out(shorter->begin(), shorter->end());
  EXPECT_NE(out.find(name("js") + name("0")), std::string::npos);
  EXPECT_NE(out.find(name("js") + name("1")), std::string::npos);
  EXPECT_NE(out.find(name("x|y")), std::string::npos);
  EXPECT_NE(out.find(name("step")), std::string::npos);
  EXPECT_EQ(out.find("log"), std::string::npos);
  EXPECT_EQ(interface.imports[1].symbol, "1");
  EXPECT_EQ(interface.exports[0].symbol, "step");
  // Nothing else has changed: what it reads as a module is whole.
  EXPECT_TRUE(read(out).is_empty());
}

TEST(ModuleInterface, RefusesWhatIsCutOff) {
  std::string text = module();
  // It may end behind its header and behind a section.
  size_t imports_end = 10 + static_cast<unsigned char>(text[9]);
  for (size_t length = 0; length < text.size(); ++length) {
    llvm::Expected<Interface> out = read_interface(bytes(text.substr(0, length)));
    EXPECT_EQ(static_cast<bool>(out), length == 8 || length == imports_end) << length;
    if (!out)
      llvm::consumeError(out.takeError());
  }
}

TEST(Glue, WritesWhatIsNeeded) {
  Interface interface = read(module());
  std::string text = write_es_module(interface, "m.wasm");
  EXPECT_NE(text.find("(a,b)=>a.log($S(a,b))"), std::string::npos) << text;
  EXPECT_NE(text.find("a=>$R(a).b"), std::string::npos) << text;
  EXPECT_NE(text.find("export const step=(a,b)=>!!$W[\"step|dx:i32,on:bool>bool\"](a,b?1:0);"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("$W.main(0,0);"), std::string::npos);
  EXPECT_EQ(text.find("$E="), std::string::npos) << "no string goes to Rust";
  EXPECT_EQ(write_declarations(interface),
            "export function step(dx: number, on: boolean): boolean;\n");
}

} // namespace
