// Macros about the source and its surroundings: line!, column!, file!, module_path!, cfg!, env!,
// option_env!, include!, include_str!, include_bytes!.

#include "frontend/expand/builtin.h"
#include "frontend/expand/cfg.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/quote.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <cstdlib>

namespace ochre::expand {

namespace {

namespace path = llvm::sys::path;

/// What the user wrote that led here: `line!()` in a macro is the line of the macro's call.
Loc outer_loc(const BuiltinCall &call) {
  Span outer = call.sess().hygiene.source_callsite(call.call.span);
  return call.sess().source_map.lookup(outer.lo);
}

/// A file named by the source, relative to the file of the call.
std::string resolve_path(const BuiltinCall &call, llvm::StringRef name) {
  if (path::is_absolute(name))
    return name.str();
  Loc loc = outer_loc(call);
  llvm::SmallString<128> out;
  if (loc.file)
    out = path::parent_path(loc.file->real_path);
  path::append(out, name);
  return std::string(out);
}

Expansion cannot_read(const BuiltinCall &call, llvm::Error why) {
  return done_error(
      call,
      error(call.sess(), call.call.span, diag::CannotRead, llvm::toString(std::move(why))).emit());
}

Expansion expand_include(const BuiltinCall &call, llvm::StringRef name) {
  std::string file_name = resolve_path(call, name);
  llvm::Expected<FileId> file = call.sess().source_map.load_file(file_name);
  if (!file)
    return cannot_read(call, file.takeError());
  unsigned depth = 0;
  // A file that includes itself would never end; the recursion limit also counts this.
  for (InvocationId at = call.call.parent; at; at = call.ctx.invocations[at].parent)
    ++depth;
  (void)depth;
  lex::LexedFile lexed = lex::lex_file(call.sess(), call.krate().arena, *file);
  if (lexed.is_broken)
    return done_error(call, call.sess().diags.guaranteed());
  ModuleDir dir = call.ctx.dirs[call.call.dir];
  dir.dir = path::parent_path(file_name).str();
  dir.relative.clear();
  dir.is_owned = true;
  dir.block = ModuleDirId();
  dir.file = file_name;
  ModuleDirId dir_id = call.ctx.dirs.push(std::move(dir));
  call.ctx.invocations[call.id].dir = dir_id;
  Invocation as = call.call;
  if (as.place == Place::Stmts) {
    parse::Parser parser(call.sess(), call.krate(), lexed.tokens, call.call.span);
    ast::ExprId expr = parser.parse_expr();
    if (!parser.at_end())
      parser.expect_end();
    return done_expr(call, expr);
  }
  return done(parse_expansion(call.ctx, as, lexed.tokens, Span()));
}

Expansion expand_include_str(const BuiltinCall &call, llvm::StringRef name) {
  llvm::Expected<FileId> file = call.sess().source_map.load_file(resolve_path(call, name));
  if (!file)
    return cannot_read(call, file.takeError());
  // The text is the file's, with the BOM that source code does not keep.
  const SourceFile &source = call.sess().source_map.file(*file);
  auto raw = llvm::MemoryBuffer::getFile(source.real_path);
  bool has_bom = raw && (*raw)->getBuffer().starts_with("\xEF\xBB\xBF") &&
                 (*raw)->getBufferSize() == source.text.size() + 3;
  std::string text = (has_bom ? "\xEF\xBB\xBF" : "") + source.text.str();
  return done_expr(call, make_str(call, call.call_site(), text));
}

Expansion expand_include_bytes(const BuiltinCall &call, llvm::StringRef name) {
  std::string file = resolve_path(call, name);
  auto buffer = llvm::MemoryBuffer::getFile(file, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return cannot_read(call,
                       llvm::createStringError(buffer.getError(), "couldn't read `%s`: %s",
                                               file.c_str(), buffer.getError().message().c_str()));
  call.sess().file_dependencies.insert(file);
  ast::IncludedBytesExpr bytes{call.krate().arena.copy((*buffer)->getBuffer())};
  return done_expr(call, call.krate().make(call.call_site(), bytes));
}

const char *lookup_env(const BuiltinCall &call, llvm::StringRef name) {
  call.sess().env_dependencies.insert(name.str());
  return std::getenv(name.str().c_str());
}

Expansion expand_option_env(const BuiltinCall &call) {
  Expansion stop;
  auto name = single_str_arg(call, stop);
  if (!name)
    return stop;
  Quote quote(call.ctx, call.def_site());
  if (const char *value = lookup_env(call, *name)) {
    Quote text(call.ctx, call.def_site());
    lex::TokenStream tokens = text.str(value).finish();
    quote.add("$crate::option::Option::Some(#0)", {tokens});
  } else {
    quote.add("$crate::option::Option::None::<&'static str>");
  }
  parse::Parser parser(call.sess(), call.krate(), quote.finish(), call.call.span);
  return done_expr(call, parser.parse_expr());
}

/// `env!("NAME")`, `env!("NAME", "message")`.
Expansion expand_env(const BuiltinCall &call) {
  PendingArgs *args = pending_args(call);
  if (!args) {
    PendingArgs fresh;
    const ast::MacCall &mac = *call.call.mac;
    parse::Parser parser(call.sess(), call.krate(), mac.tokens, end_of(mac.tokens, mac.close));
    while (!parser.at_end() && fresh.exprs.size() < 3) {
      fresh.exprs.push_back(parser.parse_expr());
      if (!parser.eat(lex::TokenKind::Comma))
        break;
    }
    if (!parser.at_end() || fresh.exprs.empty() || fresh.exprs.size() > 2)
      return done_error(call, error(call.sess(), call.call.span, diag::EnvArguments).emit());
    args = &keep_args(call, std::move(fresh));
  }
  if (auto blocked = wait_for_args(call, args->exprs))
    return *blocked;
  llvm::SmallVector<std::string, 2> texts;
  for (ast::ExprId expr : args->exprs) {
    auto text = str_value(call, expr);
    if (!text) {
      Span span = call.krate()[expr].span;
      return done_error(call, error(call.sess(), span, diag::ExpectedStringLiteral).emit());
    }
    texts.push_back(std::move(*text));
  }
  if (const char *value = lookup_env(call, texts[0]))
    return done_expr(call, make_str(call, call.call_site(), value));
  if (texts.size() == 2)
    return done_error(call, error(call.sess(), call.call.span, diag::CannotRead, texts[1]).emit());
  auto builder = error(call.sess(), call.call.span, diag::EnvNotDefined, texts[0]);
  if (llvm::StringRef(texts[0]).starts_with("CARGO"))
    builder.help("cargo sets build script variables at run time. Use `std::env::var(\"" + texts[0] +
                 "\")` instead");
  else
    builder.help("use `std::env::var(\"" + texts[0] + "\")` to read the variable at run time");
  return done_error(call, builder.emit());
}

bool check_no_args(const BuiltinCall &call) {
  if (!call.call.mac->tokens.empty())
    error(call.sess(), call.call.span, diag::TakesNoArguments, call.macro.name).emit();
  return true;
}

} // namespace

Expansion expand_source_macro(const BuiltinCall &call) {
  Span span = call.call_site();
  switch (call.macro.builtin) {
  case Builtin::Line:
    check_no_args(call);
    return done_expr(call, make_u32(call, span, outer_loc(call).line));
  case Builtin::Column:
    check_no_args(call);
    return done_expr(call, make_u32(call, span, outer_loc(call).column));
  case Builtin::File: {
    check_no_args(call);
    Loc loc = outer_loc(call);
    return done_expr(call, make_str(call, span, loc.file ? loc.file->name : std::string()));
  }
  case Builtin::ModulePath:
    check_no_args(call);
    return done_expr(call, make_str(call, span, call.ctx.dirs[call.call.dir].module_path));
  case Builtin::Cfg: {
    bool value = eval_cfg_macro(call.sess(), call.call.mac->tokens, call.call.span);
    return done_expr(call, make_bool(call, span, value));
  }
  case Builtin::Env: return expand_env(call);
  case Builtin::OptionEnv: return expand_option_env(call);
  default: break;
  }
  Expansion stop;
  auto name = single_str_arg(call, stop);
  if (!name)
    return stop;
  switch (call.macro.builtin) {
  case Builtin::IncludeStr: return expand_include_str(call, *name);
  case Builtin::IncludeBytes: return expand_include_bytes(call, *name);
  default: return expand_include(call, *name);
  }
}

} // namespace ochre::expand
