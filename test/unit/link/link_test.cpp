// Linking for real: lld in this process, on assembly that LLVM turns into an object.
#include "codegen/link/link.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "gtest/gtest.h"

using namespace ochre;
using namespace ochre::link;

namespace {

class Link : public ::testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("ochre-link", folder));
    job.output = in_folder("out");
  }
  void TearDown() override { llvm::sys::fs::remove_directories(folder); }

  std::string in_folder(llvm::StringRef name) {
    llvm::SmallString<128> path = folder;
    llvm::sys::path::append(path, name);
    return std::string(path);
  }
  /// The error's text, or "".
  std::string run() {
    llvm::Error error = link::link(options, job);
    return error ? llvm::toString(std::move(error)) : "";
  }
  unsigned count_files() {
    unsigned count = 0;
    std::error_code error;
    for (llvm::sys::fs::directory_iterator it(folder, error), end; it != end && !error;
         it.increment(error))
      ++count;
    return count;
  }

  llvm::SmallString<128> folder;
  Options options;
  LinkJob job;
};

TEST_F(Link, MissingMainIsTheLinkersError) {
  std::string error = run();
  EXPECT_NE(error.find("linking with lld failed"), std::string::npos) << error;
  EXPECT_NE(error.find("undefined symbol: main"), std::string::npos) << error;
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(Link, MissingObject) {
  job.objects = {in_folder("none.o")};
  EXPECT_NE(run().find("none.o"), std::string::npos);
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(Link, ASharedLibraryOfNothing) {
  job.kind = LinkKind::SharedLibrary;
  // Twice in one process: lld starts afresh.
  EXPECT_EQ(run(), "");
  EXPECT_EQ(run(), "");
  EXPECT_EQ(count_files(), 1u);
  job.output = "/dev/null";
  EXPECT_EQ(run(), "");
}

TEST_F(Link, MissingLinker) {
  options.codegen.linker = "/nonexistent/linker";
  EXPECT_EQ(run(), "linker `/nonexistent/linker` not found");
  options.codegen.linker = "no-such-linker-anywhere";
  EXPECT_EQ(run(), "linker `no-such-linker-anywhere` not found");
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(Link, FailingLinker) {
  options.codegen.linker = "false";
  EXPECT_NE(run().find("linking with `false` failed: exit status: 1"), std::string::npos);
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(Link, UnwritableOutput) {
  job.output = in_folder("none/out");
  EXPECT_EQ(run(), "couldn't write `" + job.output + "`: No such file or directory");
  job.output = std::string(folder);
  EXPECT_EQ(run(), "couldn't write `" + job.output + "`: Is a directory");
}

} // namespace
