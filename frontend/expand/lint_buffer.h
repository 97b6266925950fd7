// Where lints of the syntax are collected: each under the item that it stands in.
#pragma once

#include "frontend/expand/expand.h"

namespace ochre::expand {

struct LintBuffer {
  std::vector<BufferedLint> lints;
  ast::NodeId item = ast::kCrateNodeId; ///< whose attributes decide

  void add(llvm::StringRef lint, Span span, std::string message, std::string label = "") {
    BufferedLint row{lint, item, {}};
    row.diagnostic.level = Level::Warning;
    row.diagnostic.lint = lint.str();
    row.diagnostic.message = std::move(message);
    row.diagnostic.labels.push_back({span, std::move(label), true});
    lints.push_back(std::move(row));
  }
};

} // namespace ochre::expand
