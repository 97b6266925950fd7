#include "mir/interpret/machine.h"

#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::mir::interpret {

void fail(Machine &m, const llvm::Twine &message) {
  if (m.failure.failed)
    return;
  m.failure.failed = true;
  m.failure.message = message.str();
}

void fail_silently(Machine &m, ty::EvalError error) {
  if (m.failure.failed)
    return;
  m.failure.failed = true;
  m.failure.error = error == ty::EvalError::None ? ty::EvalError::Reported : error;
}

void fail_unsupported(Machine &m, const llvm::Twine &what) {
  if (!m.failure.failed)
    m.failure.is_unsupported = true;
  fail(m, what);
}

const Layout *layout_of(Machine &m, ty::Ty ty) {
  if (m.failed())
    return nullptr;
  ty::LayoutResult result = m.tcx.layout_of({m.env, ty});
  if (result.layout)
    return result.layout;
  if (result.error == ty::EvalError::TooBig)
    fail(m, "values of the type `" + ty::to_string(m.tcx, ty) +
                "` are too big for the target architecture");
  else if (result.error == ty::EvalError::Unknown)
    fail(m, "the type `" + ty::to_string(m.tcx, ty) + "` has an unknown layout");
  else
    fail_silently(m, result.error);
  return nullptr;
}

ty::Ty normalize(Machine &m, ty::Ty ty) {
  return m.tcx.normalize_erasing_regions({m.env, ty::erase_regions(m.tcx, ty)}).ty();
}

} // namespace ochre::mir::interpret
