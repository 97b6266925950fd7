#include "driver/dep_info.h"

#include "driver/outputs.h"
#include "support/session/report.h"
#include "support/source/output_file.h"

#include "llvm/Support/JSON.h"

#include <cstdlib>

namespace ochre::driver {

namespace {

/// A blank ends a name in a make rule.
std::string escape(llvm::StringRef path) {
  std::string out;
  for (char c : path) {
    if (c == ' ')
      out += '\\';
    out += c;
  }
  return out;
}

std::vector<std::string> inputs(const Session &sess) {
  std::vector<std::string> out;
  for (uint32_t i = 0; i < sess.source_map.file_count(); ++i) {
    const SourceFile &file = sess.source_map.file(FileId(i));
    if (!file.is_external && !file.real_path.empty())
      out.push_back(escape(file.real_path));
  }
  for (const std::string &path : sess.file_dependencies)
    out.push_back(escape(path));
  return out;
}

std::vector<std::string> targets(const Session &sess, const std::string &dep_file) {
  std::vector<CrateType> types = sess.opts.crate_types;
  if (types.empty() || sess.opts.is_test)
    types = {CrateType::Bin};
  std::vector<std::string> out;
  for (const auto &[kind, path] : sess.opts.emit) {
    if (kind == EmitKind::DepInfo)
      continue;
    if (kind != EmitKind::Link) {
      out.push_back(output_path(sess.opts, sess.opts.crate_name, kind, types.front()));
      continue;
    }
    for (CrateType type : types)
      out.push_back(output_path(sess.opts, sess.opts.crate_name, kind, type));
  }
  out.insert(out.begin(), dep_file);
  return out;
}

void write_environment(const Session &sess, llvm::raw_ostream &out) {
  for (const std::string &name : sess.env_dependencies) {
    out << "\n# env-dep:" << name;
    if (const char *value = std::getenv(name.c_str())) {
      out << '=';
      for (const char *at = value; *at; ++at) {
        if (*at == '\n')
          out << "\\n";
        else if (*at == '\\')
          out << "\\\\";
        else
          out << *at;
      }
    }
  }
  if (!sess.env_dependencies.empty())
    out << '\n';
}

} // namespace

void write_dep_info(Session &sess) {
  std::string path =
      output_path(sess.opts, sess.opts.crate_name, EmitKind::DepInfo,
                  sess.opts.crate_types.empty() ? CrateType::Bin : sess.opts.crate_types.front());
  std::vector<std::string> files = inputs(sess);
  auto write = [&](llvm::raw_ostream &out) {
    for (const std::string &target : targets(sess, path)) {
      out << escape(target) << ':';
      for (const std::string &file : files)
        out << ' ' << file;
      out << "\n\n";
    }
    for (const std::string &file : files)
      out << file << ":\n";
    write_environment(sess, out);
  };
  if (llvm::Error error = write_output_file(path, write))
    make_diag(sess, Level::Error, {}, DiagCode::None, llvm::toString(std::move(error))).emit();
  else
    announce_artifact(sess, path, "dep-info");
}

void announce_artifact(Session &sess, llvm::StringRef path, llvm::StringRef kind) {
  if (!sess.opts.json_artifacts)
    return;
  llvm::errs() << llvm::json::Value(llvm::json::Object{
                      {"$message_type", "artifact"}, {"artifact", path}, {"emit", kind}})
               << '\n';
}

} // namespace ochre::driver
