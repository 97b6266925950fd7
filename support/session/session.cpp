#include "support/session/session.h"

namespace ochre {

Session::Session(Options options) : opts(std::move(options)) {
  hygiene.set_root_edition(opts.edition);
}

} // namespace ochre
