// All source text of one compilation, in one address space of 32-bit offsets.
//
// Invariant: a file's text never moves once added; files never overlap; offset
// 0 is nowhere.
#pragma once

#include "support/source/span.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ochre {

struct FileTag;
using FileId = Id<FileTag>;

/// One source text. `text` has neither BOM nor a terminator; offsets count from
/// `start`.
struct SourceFile {
  std::string name;         ///< as shown to the user, after --remap-path-prefix
  std::string real_path;    ///< empty for text that is no file
  llvm::StringRef text;     ///< empty for an external file: its lines are known, not its text
  bool is_external = false; ///< of another crate: shown only if nothing nearer can be
  BytePos start = 0;
  BytePos length = 0;
  std::vector<BytePos> line_starts; ///< absolute; ascending; first is `start`

  BytePos end() const { return start + length; }
};

/// A position for people: 1-based line, 1-based column in characters.
struct Loc {
  const SourceFile *file = nullptr;
  uint32_t line = 0;
  uint32_t column = 0;
};

class SourceMap {
public:
  /// Reads a file (an overlay wins over the disk). Errors: not readable, a
  /// directory, over 2 GiB in total, not UTF-8 (the message gives the byte
  /// offset). The same path twice is the same file.
  llvm::Expected<FileId> load_file(llvm::StringRef path);
  /// Whether there is a file, on disk or as an overlay.
  bool exists(llvm::StringRef path) const;
  /// Adds text that is no file: standard input, a test, text of another crate's
  /// macro.
  FileId add_text(llvm::StringRef name, llvm::StringRef text);
  /// Text of another crate, known by its metadata.
  FileId add_external_text(llvm::StringRef name, llvm::StringRef text);
  /// A file of another crate, known by its metadata without its text. `line_starts` count from the
  /// file's start.
  FileId add_external_file(llvm::StringRef name, llvm::StringRef path, BytePos length,
                           std::vector<BytePos> line_starts);
  /// Text to be taken instead of the disk's for `path` from now on.
  void set_overlay(llvm::StringRef path, std::string text);

  const SourceFile &file(FileId id) const;
  size_t file_count() const { return files_.size(); }
  /// The file that holds `pos`, or null for the dummy position.
  const SourceFile *file_at(BytePos pos) const;
  Loc lookup(BytePos pos) const;
  /// The text under a span; empty for a dummy one.
  llvm::StringRef snippet(Span span) const;
  /// The text of a 1-based line, without its line break.
  llvm::StringRef line_text(const SourceFile &file, uint32_t line) const;

private:
  FileId add(std::string name, std::string path, std::unique_ptr<llvm::MemoryBuffer> buffer);

  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<SourceFile>> files_;
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> buffers_;
  llvm::StringMap<FileId> by_path_;
  llvm::StringMap<std::string> overlays_;
  BytePos next_start_ = 1;
};

} // namespace ochre
