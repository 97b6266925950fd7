#include "support/source/source_map.h"

#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"

#include <cstring>

namespace ochre {

namespace {

/// The offset of the first byte that is not UTF-8, or the size.
size_t valid_utf8_prefix(llvm::StringRef text) {
  const auto *begin = reinterpret_cast<const llvm::UTF8 *>(text.data());
  const auto *at = begin;
  const auto *end = begin + text.size();
  while (at != end) {
    if (*at < 0x80) {
      ++at;
      continue;
    }
    if (!llvm::isLegalUTF8Sequence(at, end))
      break;
    at += llvm::getNumBytesForUTF8(*at);
  }
  return static_cast<size_t>(at - begin);
}

std::vector<BytePos> find_line_starts(llvm::StringRef text, BytePos start) {
  std::vector<BytePos> starts{start};
  const char *at = text.begin();
  while (at != text.end()) {
    const void *newline = std::memchr(at, '\n', static_cast<size_t>(text.end() - at));
    if (!newline)
      break;
    at = static_cast<const char *>(newline) + 1;
    starts.push_back(start + static_cast<BytePos>(at - text.begin()));
  }
  return starts;
}

llvm::Error error_for(llvm::StringRef path, llvm::StringRef why) {
  return llvm::createStringError(std::errc::invalid_argument, "couldn't read `%s`: %s",
                                 path.str().c_str(), why.str().c_str());
}

} // namespace

llvm::Expected<FileId> SourceMap::load_file(llvm::StringRef path) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    auto known = by_path_.find(path);
    if (known != by_path_.end())
      return known->second;
  }
  std::unique_ptr<llvm::MemoryBuffer> buffer;
  auto overlay = overlays_.find(path);
  if (overlay != overlays_.end()) {
    buffer = llvm::MemoryBuffer::getMemBufferCopy(overlay->second, path);
  } else {
    if (llvm::sys::fs::is_directory(path))
      return error_for(path, "Is a directory (os error 21)");
    auto read = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/true);
    if (!read)
      return error_for(path, read.getError().message());
    buffer = std::move(*read);
  }
  llvm::StringRef text = buffer->getBuffer();
  size_t valid = valid_utf8_prefix(text);
  if (valid != text.size())
    return error_for(path,
                     llvm::formatv("stream did not contain valid UTF-8 at byte {0}", valid).str());
  if (text.size() >= (1u << 31) - next_start_)
    return error_for(path, "more than 2 GiB of source text");
  FileId id = add(path.str(), path.str(), std::move(buffer));
  std::lock_guard<std::mutex> lock(mutex_);
  by_path_[path] = id;
  return id;
}

bool SourceMap::exists(llvm::StringRef path) const {
  return overlays_.count(path) || llvm::sys::fs::exists(path);
}

FileId SourceMap::add_text(llvm::StringRef name, llvm::StringRef text) {
  return add(name.str(), "", llvm::MemoryBuffer::getMemBufferCopy(text, name));
}

FileId SourceMap::add_external_text(llvm::StringRef name, llvm::StringRef text) {
  FileId id = add_text(name, text);
  std::lock_guard<std::mutex> lock(mutex_);
  files_[id.index()]->is_external = true;
  return id;
}

FileId SourceMap::add_external_file(llvm::StringRef name, llvm::StringRef path, BytePos length,
                                    std::vector<BytePos> line_starts) {
  std::lock_guard<std::mutex> lock(mutex_);
  auto file = std::make_unique<SourceFile>();
  file->name = name.str();
  file->real_path = path.str();
  file->is_external = true;
  file->start = next_start_;
  file->length = length;
  for (BytePos &start : line_starts)
    start += file->start;
  file->line_starts = std::move(line_starts);
  next_start_ = file->end() + 1;
  files_.push_back(std::move(file));
  return FileId(static_cast<uint32_t>(files_.size() - 1));
}

void SourceMap::set_overlay(llvm::StringRef path, std::string text) {
  overlays_[path] = std::move(text);
}

FileId SourceMap::add(std::string name, std::string path,
                      std::unique_ptr<llvm::MemoryBuffer> buffer) {
  std::lock_guard<std::mutex> lock(mutex_);
  auto file = std::make_unique<SourceFile>();
  file->name = std::move(name);
  file->real_path = std::move(path);
  file->text = buffer->getBuffer();
  file->text.consume_front("\xEF\xBB\xBF");
  file->start = next_start_;
  file->length = static_cast<BytePos>(file->text.size());
  file->line_starts = find_line_starts(file->text, file->start);
  // One byte between files, so that the end of one is not the start of the next.
  next_start_ = file->end() + 1;
  files_.push_back(std::move(file));
  buffers_.push_back(std::move(buffer));
  return FileId(static_cast<uint32_t>(files_.size() - 1));
}

const SourceFile &SourceMap::file(FileId id) const { return *files_[id.index()]; }

const SourceFile *SourceMap::file_at(BytePos pos) const {
  std::lock_guard<std::mutex> lock(mutex_);
  if (pos == 0)
    return nullptr;
  auto after = std::upper_bound(files_.begin(), files_.end(), pos,
                                [](BytePos p, const auto &file) { return p < file->start; });
  return after == files_.begin() ? nullptr : std::prev(after)->get();
}

Loc SourceMap::lookup(BytePos pos) const {
  const SourceFile *file = file_at(pos);
  if (!file)
    return {};
  const auto &starts = file->line_starts;
  auto line = std::upper_bound(starts.begin(), starts.end(), pos) - starts.begin();
  BytePos line_start = starts[line - 1];
  uint32_t column = 1;
  if (file->text.empty()) // bytes, where the characters are not known
    return {file, static_cast<uint32_t>(line), column + (pos - line_start)};
  for (BytePos at = line_start; at < pos && at < file->end(); ++at)
    column += (static_cast<unsigned char>(file->text[at - file->start]) & 0xC0) != 0x80;
  return {file, static_cast<uint32_t>(line), column};
}

llvm::StringRef SourceMap::snippet(Span span) const {
  const SourceFile *file = file_at(span.lo);
  if (!file || file->text.empty() || span.hi > file->end() || span.hi < span.lo)
    return {};
  return file->text.slice(span.lo - file->start, span.hi - file->start);
}

llvm::StringRef SourceMap::line_text(const SourceFile &file, uint32_t line) const {
  if (line == 0 || line > file.line_starts.size() || file.text.empty())
    return {};
  BytePos from = file.line_starts[line - 1];
  BytePos to = line < file.line_starts.size() ? file.line_starts[line] : file.end();
  return file.text.slice(from - file.start, to - file.start).rtrim("\r\n");
}

} // namespace ochre
