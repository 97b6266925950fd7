// Modules in files. The rules of the Reference, "Modules": the root and files called `mod.rs` (and
// those given by `#[path]`) own their folder; `a.rs` owns the folder `a/`; an inline module adds
// its name to the folder; within a block only `#[path]` works.

#include "frontend/expand/diags.h"
#include "frontend/expand/state.h"
#include "frontend/lex/literal.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace ochre::expand {

namespace path = llvm::sys::path;

namespace {

std::string joined(llvm::StringRef dir, llvm::StringRef rest) {
  if (dir.empty() || path::is_absolute(rest))
    return rest.str();
  llvm::SmallString<128> out(dir);
  path::append(out, rest);
  return std::string(out);
}

/// `a.rs -> b.rs -> a.rs`, if `file` is being read already.
std::optional<std::string> find_cycle(const ExpandContext &ctx, ModuleDirId dir,
                                      llvm::StringRef file) {
  std::vector<llvm::StringRef> chain;
  for (; dir; dir = ctx.dirs[dir].parent) {
    if (chain.empty() || chain.back() != ctx.dirs[dir].file)
      chain.push_back(ctx.dirs[dir].file);
    if (ctx.dirs[dir].file != file)
      continue;
    std::string text;
    for (llvm::StringRef at : llvm::reverse(chain))
      text += ("`" + at + "` -> ").str();
    return text + ("`" + file + "`").str();
  }
  return std::nullopt;
}

struct FoundFile {
  std::string file;
  std::string relative;
};

/// Looks for the file of `mod name;`; reports if there is none, or more than one.
std::optional<FoundFile> find_module_file(ExpandContext &ctx, const ModuleDir &dir,
                                          const ast::Item &item) {
  Session &sess = ctx.sess;
  llvm::StringRef name = sess.str(item.ident.name);
  std::string base = joined(dir.dir, dir.relative);
  std::string flat = joined(base, (name + ".rs").str());
  std::string nested = joined(base, (name + "/mod.rs").str());
  bool has_flat = sess.source_map.exists(flat);
  bool has_nested = sess.source_map.exists(nested);
  if (!dir.is_owned) {
    error(sess, item.span, diag::FileModInBlock)
        .note("file modules are usually placed outside of blocks, at the top level of the file")
        .emit();
    return std::nullopt;
  }
  if (has_flat && has_nested) {
    error(sess, item.span, diag::TwoFiles, item.ident.name, flat, nested)
        .help("delete or rename one of them to remove the ambiguity")
        .emit();
    return std::nullopt;
  }
  if (has_flat)
    return FoundFile{flat, name.str()};
  if (has_nested)
    return FoundFile{nested, ""};
  error(sess, item.span, diag::FileNotFound, item.ident.name)
      .help("to create the module `" + name.str() + "`, create file \"" + flat + "\" or \"" +
            nested + "\"")
      .note("if there is a `mod " + name.str() +
            "` elsewhere in the crate already, import it with `use crate::...` instead")
      .emit();
  return std::nullopt;
}

std::string crate_name_of(const ExpandContext &ctx, llvm::StringRef file) {
  if (!ctx.sess.opts.crate_name.empty())
    return ctx.sess.opts.crate_name;
  if (const ast::Attr *attr = find_attr(ctx.krate, ctx.krate.attrs, sym::crate_name))
    if (auto name = attr_string(ctx.sess, *attr))
      return *name;
  std::string stem = path::stem(file).str();
  std::replace(stem.begin(), stem.end(), '-', '_');
  return stem.empty() ? "main" : stem;
}

} // namespace

std::optional<std::string> attr_string(const Session &sess, const ast::Attr &attr) {
  if (attr.args_kind != ast::AttrArgsKind::Eq)
    return std::nullopt;
  for (const lex::Token &token : attr.tokens) {
    if (token.is(lex::TokenKind::OpenInvisible))
      continue;
    if (!token.is(lex::TokenKind::Str) && !token.is(lex::TokenKind::RawStr))
      return std::nullopt;
    lex::LiteralParts parts = lex::split_literal(token.kind, sess.str(token.symbol()));
    return lex::string_literal_value(parts.kind, parts.body);
  }
  return std::nullopt;
}

const ast::Attr *find_attr(const ast::Crate &krate, ast::AttrsId attrs, Symbol name) {
  for (const ast::Attr &attr : krate[attrs])
    if (attr.is(name))
      return &attr;
  return nullptr;
}

ModuleDirId make_root_dir(ExpandContext &ctx) {
  ModuleDir root;
  if (const SourceFile *file = ctx.sess.source_map.file_at(ctx.krate.span.lo)) {
    root.file = file->real_path.empty() ? file->name : file->real_path;
    root.dir = path::parent_path(file->real_path).str();
  }
  root.module_path = crate_name_of(ctx, root.file);
  return ctx.dirs.push(std::move(root));
}

ModuleDirId enter_block(ExpandContext &ctx, ModuleDirId dir) {
  if (!ctx.dirs[dir].is_owned)
    return dir;
  if (!ctx.dirs[dir].block) {
    ModuleDir twin = ctx.dirs[dir];
    twin.is_owned = false;
    ModuleDirId id = ctx.dirs.push(std::move(twin));
    ctx.dirs[dir].block = id;
  }
  return ctx.dirs[dir].block;
}

ModuleDirId enter_inline_module(ExpandContext &ctx, ModuleDirId dir, ast::ItemId id) {
  const ast::Item &item = ctx.krate[id];
  llvm::StringRef name = ctx.sess.str(item.ident.name);
  ModuleDir inner = ctx.dirs[dir];
  inner.parent = dir;
  inner.block = ModuleDirId();
  inner.module_path += ("::" + name).str();
  const ast::Attr *path_attr = find_attr(ctx.krate, item.attrs, sym::path);
  std::optional<std::string> path = path_attr ? attr_string(ctx.sess, *path_attr) : std::nullopt;
  if (path) {
    inner.dir = joined(inner.dir, *path);
    inner.relative.clear();
    inner.is_owned = true;
  } else {
    if (inner.is_owned && !inner.relative.empty())
      inner.dir = joined(inner.dir, inner.relative);
    inner.relative.clear();
    inner.dir = joined(inner.dir, name);
  }
  return ctx.dirs.push(std::move(inner));
}

ModuleDirId load_module(ExpandContext &ctx, ModuleDirId dir_id, ast::ItemId id) {
  Session &sess = ctx.sess;
  ast::Item &item = ctx.krate[id];
  auto &mod = item.as<ast::ModItem>();
  mod.is_loaded = true;
  mod.inner_span = item.span;

  ModuleDir inner;
  inner.parent = dir_id;
  inner.module_path = ctx.dirs[dir_id].module_path + "::" + sess.str(item.ident.name).str();
  std::optional<FoundFile> found;
  const ast::Attr *path_attr = find_attr(ctx.krate, item.attrs, sym::path);
  std::optional<std::string> path = path_attr ? attr_string(ctx.sess, *path_attr) : std::nullopt;
  if (path_attr && !path) {
    error(sess, path_attr->span, diag::MalformedPath)
        .help("must be of the form: `#[path = \"file\"]`")
        .emit();
  } else if (path) {
    found = FoundFile{joined(ctx.dirs[dir_id].dir, *path), ""};
  } else {
    found = find_module_file(ctx, ctx.dirs[dir_id], item);
  }
  if (!found)
    return ctx.dirs.push(std::move(inner));
  inner.file = found->file;
  inner.dir = path::parent_path(found->file).str();
  inner.relative = found->relative;

  if (auto cycle = find_cycle(ctx, dir_id, found->file)) {
    error(sess, item.span, diag::CircularModules, *cycle).emit();
    return ctx.dirs.push(std::move(inner));
  }
  llvm::Expected<FileId> file = sess.source_map.load_file(found->file);
  if (!file) {
    error(sess, item.span, diag::CannotRead, llvm::toString(file.takeError())).emit();
    return ctx.dirs.push(std::move(inner));
  }
  parse::ParsedFile parsed = parse::parse_file(sess, ctx.krate, *file);
  mod.items = parsed.items;
  mod.inner_span = parsed.span;
  if (parsed.attrs) {
    llvm::SmallVector<ast::Attr, 8> attrs(ctx.krate[item.attrs]);
    attrs.append(ctx.krate[parsed.attrs].begin(), ctx.krate[parsed.attrs].end());
    item.attrs = ctx.krate.add_attrs(attrs);
  }
  return ctx.dirs.push(std::move(inner));
}

} // namespace ochre::expand
