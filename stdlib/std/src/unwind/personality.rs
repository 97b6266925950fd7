//! The personality routine: what the unwinder asks about every frame with Rust code.

use super::lsda::{Action, Frame, find_action};
use super::*;

/// The registers in which a landing pad receives the exception and a selector.
const DATA_REGISTERS: (c_int, c_int) = (0, 1);

const SEARCH_PHASE: c_int = 1;
const FORCE_UNWIND: c_int = 8;

#[lang = "eh_personality"]
unsafe extern "C" fn rust_eh_personality(
    version: c_int,
    actions: c_int,
    _class: u64,
    exception: *mut Header,
    context: *mut Context,
) -> ReasonCode {
    if version != 1 {
        return FATAL_PHASE1_ERROR;
    }
    let action = match unsafe { action_of(context) } {
        Some(action) => action,
        None => return FATAL_PHASE1_ERROR,
    };
    if actions & SEARCH_PHASE != 0 {
        return match action {
            Action::None | Action::Cleanup(_) => CONTINUE_UNWIND,
            Action::Catch(_) | Action::Filter(_) => HANDLER_FOUND,
            Action::Terminate => FATAL_PHASE1_ERROR,
        };
    }
    match action {
        Action::None => CONTINUE_UNWIND,
        // A thread that is being cancelled passes frames that let nothing else pass.
        Action::Filter(_) if actions & FORCE_UNWIND != 0 => CONTINUE_UNWIND,
        Action::Cleanup(pad) | Action::Catch(pad) | Action::Filter(pad) => unsafe {
            _Unwind_SetGR(context, DATA_REGISTERS.0, exception.expose_provenance());
            _Unwind_SetGR(context, DATA_REGISTERS.1, 0);
            _Unwind_SetIP(context, pad);
            INSTALL_CONTEXT
        },
        Action::Terminate => FATAL_PHASE2_ERROR,
    }
}

unsafe fn action_of(context: *mut Context) -> Option<Action> {
    unsafe {
        let lsda = _Unwind_GetLanguageSpecificData(context);
        let mut before = 0;
        let ip = _Unwind_GetIPInfo(context, &mut before);
        let frame = Frame {
            // The return address is behind the call, which may end the function.
            ip: if before != 0 { ip } else { ip.wrapping_sub(1) },
            func_start: _Unwind_GetRegionStart(context),
            text_start: _Unwind_GetTextRelBase(context),
            data_start: _Unwind_GetDataRelBase(context),
        };
        find_action(lsda, &frame)
    }
}
