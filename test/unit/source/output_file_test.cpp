#include "support/source/output_file.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace ochre;

namespace {

class OutputFile : public ::testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("ochre-output", folder));
  }
  void TearDown() override { llvm::sys::fs::remove_directories(folder); }

  std::string in_folder(llvm::StringRef name) {
    llvm::SmallString<128> path = folder;
    llvm::sys::path::append(path, name);
    return std::string(path);
  }
  /// Empty, or the error's text.
  static std::string write(llvm::StringRef path, llvm::StringRef text) {
    llvm::Error error = write_output_file(path, [&](llvm::raw_ostream &out) { out << text; });
    return error ? llvm::toString(std::move(error)) : "";
  }
  static std::string read(llvm::StringRef path) {
    auto buffer = llvm::MemoryBuffer::getFile(path);
    return buffer ? (*buffer)->getBuffer().str() : "(none)";
  }
  /// Names in the folder, which must not hold leftovers.
  unsigned count_files() {
    unsigned count = 0;
    std::error_code error;
    for (llvm::sys::fs::directory_iterator it(folder, error), end; it != end && !error;
         it.increment(error))
      ++count;
    return count;
  }

  llvm::SmallString<128> folder;
};

TEST_F(OutputFile, ReplacesWhatWasThere) {
  std::string path = in_folder("a");
  EXPECT_EQ(write(path, "first, which is longer"), "");
  EXPECT_EQ(write(path, "second"), "");
  EXPECT_EQ(read(path), "second");
  EXPECT_EQ(count_files(), 1u);
}

TEST_F(OutputFile, NamesThePathItCannotWrite) {
  EXPECT_EQ(write(in_folder("none/a"), "x"),
            "couldn't write `" + in_folder("none/a") + "`: No such file or directory");
  EXPECT_EQ(write(folder, "x"), "couldn't write `" + std::string(folder) + "`: Is a directory");
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(OutputFile, DevicesStay) {
  EXPECT_EQ(write("/dev/null", "x"), "");
  EXPECT_EQ(write("/dev/full", std::string(100000, 'x')),
            "couldn't write `/dev/full`: No space left on device");
}

} // namespace
