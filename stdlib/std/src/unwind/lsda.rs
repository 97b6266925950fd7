//! The language-specific data area: where the landing pads of a function are.
//!
//! The layout is the one of C++ (Itanium C++ ABI, "Exception Handling Tables"): a header, a table
//! of call sites, each with a landing pad and an action, and the actions. Positions in the code
//! count from the function's start.

/// What a frame does when an exception passes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Action {
    /// Nothing.
    None,
    /// Runs destructors at this address and goes on.
    Cleanup(usize),
    /// Stops the exception at this address.
    Catch(usize),
    /// Does not let exceptions pass, at this address.
    Filter(usize),
    /// The instruction cannot throw: something is broken.
    Terminate,
}

/// The frame that is asked.
pub(super) struct Frame {
    /// The address of the instruction in question.
    pub ip: usize,
    pub func_start: usize,
    pub text_start: usize,
    pub data_start: usize,
}

const OMIT: u8 = 0xff;

/// Reads the encodings of DWARF.
struct Reader(*const u8);

impl Reader {
    /// The next bytes, which need not be aligned.
    unsafe fn read<T: Copy>(&mut self) -> T {
        unsafe {
            let value = self.0.cast::<T>().read_unaligned();
            self.0 = self.0.add(size_of::<T>());
            value
        }
    }

    unsafe fn uleb128(&mut self) -> u64 {
        let (mut value, mut shift) = (0u64, 0);
        loop {
            let byte = unsafe { self.read::<u8>() };
            if shift < 64 {
                value |= u64::from(byte & 0x7f) << shift;
            }
            shift += 7;
            if byte & 0x80 == 0 {
                return value;
            }
        }
    }

    unsafe fn sleb128(&mut self) -> i64 {
        let (mut value, mut shift) = (0i64, 0);
        loop {
            let byte = unsafe { self.read::<u8>() };
            if shift < 64 {
                value |= i64::from(byte & 0x7f) << shift;
            }
            shift += 7;
            if byte & 0x80 == 0 {
                if shift < 64 && byte & 0x40 != 0 {
                    value |= -1 << shift;
                }
                return value;
            }
        }
    }

    /// A number in one of the formats that have no base; none if the format is unknown.
    unsafe fn number(&mut self, format: u8) -> Option<usize> {
        unsafe {
            Some(match format & 0x0f {
                0x00 | 0x04 | 0x0c => self.read::<u64>() as usize,
                0x01 => self.uleb128() as usize,
                0x02 => self.read::<u16>() as usize,
                0x03 => self.read::<u32>() as usize,
                0x09 => self.sleb128() as usize,
                0x0a => self.read::<i16>() as usize,
                0x0b => self.read::<i32>() as usize,
                _ => return None,
            })
        }
    }

    /// A pointer: a number with a base, maybe of where the pointer is.
    unsafe fn pointer(&mut self, encoding: u8, frame: &Frame) -> Option<usize> {
        unsafe {
            if encoding == 0x50 {
                let align = size_of::<usize>();
                self.0 = self.0.wrapping_add(self.0.addr().wrapping_neg() % align);
                return Some(self.read::<usize>());
            }
            let base = match encoding & 0x70 {
                0x00 => 0,
                0x10 => self.0.addr(),
                0x20 => frame.text_start,
                0x30 => frame.data_start,
                0x40 => frame.func_start,
                _ => return None,
            };
            let mut value = self.number(encoding)?;
            if value != 0 {
                value = value.wrapping_add(base);
                if encoding & 0x80 != 0 {
                    value = core::ptr::with_exposed_provenance::<usize>(value).read();
                }
            }
            Some(value)
        }
    }
}

/// The action of a frame; none if its table cannot be read.
///
/// # Safety
/// `lsda` is null or the area of the frame's function.
pub(super) unsafe fn find_action(lsda: *const u8, frame: &Frame) -> Option<Action> {
    if lsda.is_null() {
        return Some(Action::None);
    }
    unsafe {
        let mut reader = Reader(lsda);
        let start_encoding = reader.read::<u8>();
        let pads_base = match start_encoding {
            OMIT => frame.func_start,
            encoding => reader.pointer(encoding, frame)?,
        };
        if reader.read::<u8>() != OMIT {
            reader.uleb128();
        }
        let site_encoding = reader.read::<u8>();
        let table_len = reader.uleb128() as usize;
        let actions = reader.0.add(table_len);
        while reader.0 < actions {
            let start = reader.number(site_encoding)?;
            let len = reader.number(site_encoding)?;
            let pad = reader.number(site_encoding)?;
            let action = reader.uleb128();
            // Call sites are in order: past the place there is none for it.
            let begin = frame.func_start.wrapping_add(start);
            if frame.ip < begin {
                break;
            }
            if frame.ip < begin.wrapping_add(len) {
                if pad == 0 {
                    return Some(Action::None);
                }
                return Some(interpret(actions, action, pads_base.wrapping_add(pad)));
            }
        }
        Some(Action::Terminate)
    }
}

/// The kind of a call site's first action; 0 means destructors only.
unsafe fn interpret(actions: *const u8, action: u64, pad: usize) -> Action {
    if action == 0 {
        return Action::Cleanup(pad);
    }
    let kind = unsafe { Reader(actions.add(action as usize - 1)).sleb128() };
    match kind {
        0 => Action::Cleanup(pad),
        1.. => Action::Catch(pad),
        _ => Action::Filter(pad),
    }
}
