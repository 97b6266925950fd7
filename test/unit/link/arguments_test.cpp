// What the linker is told, as text.
#include "codegen/link/arguments.h"

#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace ochre;
using namespace ochre::link;

namespace {

SystemFiles some_system() {
  SystemFiles system;
  system.libc_dir = "/libc";
  system.gcc_dir = "/gcc";
  system.lib_dirs = {"/gcc", "/libc"};
  return system;
}

std::string lld_line(const Options &options, const LinkJob &job) {
  return llvm::join(lld_arguments(options, job, some_system(), ""), " ");
}

bool contains(const std::string &line, const char *part) {
  return line.find(part) != std::string::npos;
}

TEST(LinkArguments, ExecutableIsPositionIndependent) {
  LinkJob job;
  job.output = "out";
  job.objects = {"a.o"};
  job.archives = {"libstd.rlib"};
  std::string line = lld_line({}, job);
  EXPECT_TRUE(contains(line, "-pie -dynamic-linker /lib64/ld-linux-x86-64.so.2 -o out "
                             "/libc/Scrt1.o /libc/crti.o /gcc/crtbeginS.o a.o libstd.rlib"));
  EXPECT_TRUE(contains(line, "-lc -lgcc /gcc/crtendS.o /libc/crtn.o"));
}

TEST(LinkArguments, StaticModel) {
  Options options;
  options.codegen.relocation_model = "static";
  std::string line = lld_line(options, {});
  EXPECT_TRUE(contains(line, "-no-pie"));
  EXPECT_TRUE(contains(line, "/libc/crt1.o"));
  EXPECT_TRUE(contains(line, "/gcc/crtbegin.o"));
}

TEST(LinkArguments, SharedLibraryHasNoStart) {
  LinkJob job;
  job.kind = LinkKind::SharedLibrary;
  std::string line = lld_line({}, job);
  EXPECT_TRUE(contains(line, "-shared"));
  EXPECT_FALSE(contains(line, "Scrt1.o"));
  EXPECT_FALSE(contains(line, "-pie"));
}

TEST(LinkArguments, UserArgumentsAreTranslated) {
  Options options;
  options.codegen.link_args = {"-Wl,-rpath,/x", "-nostartfiles", "-fuse-ld=lld",
                               "-rdynamic",     "-Xlinker",      "-Map=m"};
  std::string line = lld_line(options, {});
  EXPECT_TRUE(contains(line, "-rpath /x --export-dynamic -Map=m"));
  EXPECT_FALSE(contains(line, "crt1.o"));
  EXPECT_FALSE(contains(line, "-fuse-ld"));
  EXPECT_FALSE(contains(line, "-Xlinker"));
}

TEST(LinkArguments, NativeLibraries) {
  LinkJob job;
  job.native_libs = {{"static", "z", "", {"+whole-archive"}}, {"", "m", "", {}}};
  job.search_paths = {"/native"};
  EXPECT_TRUE(contains(lld_line({}, job),
                       "-L/native -Bstatic --whole-archive -lz --no-whole-archive -Bdynamic -lm"));
  std::string cc = llvm::join(cc_arguments({}, job, ""), " ");
  EXPECT_TRUE(contains(cc, "-Wl,-Bstatic -Wl,--whole-archive -lz -Wl,--no-whole-archive"));
}

TEST(LinkArguments, Strip) {
  Options options;
  EXPECT_FALSE(contains(lld_line(options, {}), "--strip"));
  options.codegen.strip = StripKind::Symbols;
  EXPECT_TRUE(contains(lld_line(options, {}), "--strip-all"));
  options.codegen.strip = StripKind::DebugInfo;
  EXPECT_TRUE(contains(lld_line(options, {}), "--strip-debug"));
}

} // namespace
