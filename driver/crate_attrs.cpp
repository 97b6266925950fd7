#include "driver/crate_attrs.h"

#include "driver/outputs.h"
#include "frontend/expand/expand.h"
#include "support/session/report.h"

namespace ochre::driver {

bool has_crate_attr(const ast::Crate &krate, Symbol name) {
  for (const ast::Attr &attr : krate[krate.attrs])
    if (!attr.is_doc_comment && attr.is(name))
      return true;
  return false;
}

namespace {

void read_name(Session &sess, const ast::Attr &attr, const std::string &name) {
  if (sess.opts.crate_name.empty())
    sess.opts.crate_name = name;
  else if (sess.opts.crate_name != name)
    make_diag(sess, Level::Error, attr.span, DiagCode::None,
              "`--crate-name` and `#[crate_name]` are required to match, but `" +
                  sess.opts.crate_name + "` != `" + name + "`")
        .emit();
}

void read_type(Session &sess, const ast::Attr &attr, const std::string &text) {
  if (std::optional<CrateType> type = parse_crate_type(text))
    sess.opts.crate_types.push_back(*type);
  else
    make_diag(sess, Level::Error, attr.span, DiagCode::None, "invalid `crate_type` value").emit();
}

} // namespace

void read_crate_attrs(Session &sess, const ast::Crate &krate) {
  bool types_from_attrs = sess.opts.crate_types.empty() && !sess.opts.is_test;
  for (const ast::Attr &attr : krate[krate.attrs]) {
    bool is_name = !attr.is_doc_comment && attr.is(sym::crate_name);
    bool is_type = !attr.is_doc_comment && attr.is(sym::crate_type) && types_from_attrs;
    std::optional<std::string> text;
    if (is_name || is_type)
      text = expand::attr_string(sess, attr);
    if (text && is_name)
      read_name(sess, attr, *text);
    else if (text && is_type)
      read_type(sess, attr, *text);
  }
  if (sess.opts.crate_types.size() > 1 &&
      llvm::is_contained(sess.opts.crate_types, CrateType::ProcMacro))
    make_diag(sess, Level::Error, {}, DiagCode::None,
              "cannot mix `proc-macro` crate type with others")
        .emit();
  if (sess.opts.crate_name.empty())
    sess.opts.crate_name = choose_crate_name(sess.opts);
}

} // namespace ochre::driver
