//! Helpers for implementations of `Debug`.
use super::*;

/// Indents every line that is written through it.
struct PadAdapter<'buf, 'state> {
    buf: &'buf mut (dyn Write + 'buf),
    state: &'state mut PadAdapterState,
}

struct PadAdapterState {
    on_newline: bool,
}

impl PadAdapterState {
    fn new() -> Self {
        PadAdapterState { on_newline: true }
    }
}

impl Write for PadAdapter<'_, '_> {
    fn write_str(&mut self, s: &str) -> Result {
        for line in s.split_inclusive('\n') {
            if self.state.on_newline {
                self.buf.write_str("    ")?;
            }
            self.state.on_newline = line.ends_with('\n');
            self.buf.write_str(line)?;
        }
        Ok(())
    }

    fn write_char(&mut self, c: char) -> Result {
        if self.state.on_newline {
            self.buf.write_str("    ")?;
        }
        self.state.on_newline = c == '\n';
        self.buf.write_char(c)
    }
}

/// Calls `body` with a formatter that indents.
fn indented(
    fmt: &mut Formatter<'_>,
    state: &mut PadAdapterState,
    body: impl FnOnce(&mut Formatter<'_>) -> Result,
) -> Result {
    let options = fmt.options;
    let mut adapter = PadAdapter { buf: &mut *fmt.buf, state };
    body(&mut Formatter::new(&mut adapter, options))
}

/// Shows a struct.
#[must_use = "must eventually call `finish()` on Debug builders"]
#[allow(missing_debug_implementations)]
pub struct DebugStruct<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}

impl<'a, 'b: 'a> DebugStruct<'a, 'b> {
    fn is_pretty(&self) -> bool {
        self.fmt.alternate()
    }

    /// Adds a field.
    pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self {
        self.field_with(name, |f| value.fmt(f))
    }

    /// Adds a field that a closure shows.
    #[cfg_attr(ochre, unstable(feature = "debug_closure_helpers", issue = "none"))]
    pub fn field_with<F: FnOnce(&mut Formatter<'_>) -> Result>(
        &mut self,
        name: &str,
        value_fmt: F,
    ) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.try_field(name, value_fmt);
        }
        self.has_fields = true;
        self
    }

    fn try_field<F: FnOnce(&mut Formatter<'_>) -> Result>(
        &mut self,
        name: &str,
        value_fmt: F,
    ) -> Result {
        if self.is_pretty() {
            if !self.has_fields {
                self.fmt.write_str(" {\n")?;
            }
            indented(self.fmt, &mut PadAdapterState::new(), |f| {
                f.write_str(name)?;
                f.write_str(": ")?;
                value_fmt(f)?;
                f.write_str(",\n")
            })
        } else {
            self.fmt.write_str(if self.has_fields { ", " } else { " { " })?;
            self.fmt.write_str(name)?;
            self.fmt.write_str(": ")?;
            value_fmt(self.fmt)
        }
    }

    /// Ends the struct, saying that there are more fields.
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result = self.result.and_then(|_| {
            if !self.has_fields {
                self.fmt.write_str(" { .. }")
            } else if self.is_pretty() {
                self.fmt.write_str("    ..\n}")
            } else {
                self.fmt.write_str(", .. }")
            }
        });
        self.result
    }

    /// Ends the struct.
    pub fn finish(&mut self) -> Result {
        if self.has_fields {
            self.result = self
                .result
                .and_then(|_| self.fmt.write_str(if self.is_pretty() { "}" } else { " }" }));
        }
        self.result
    }
}

/// Shows a tuple struct.
#[must_use = "must eventually call `finish()` on Debug builders"]
#[allow(missing_debug_implementations)]
pub struct DebugTuple<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    fields: usize,
    empty_name: bool,
}

impl<'a, 'b: 'a> DebugTuple<'a, 'b> {
    fn is_pretty(&self) -> bool {
        self.fmt.alternate()
    }

    /// Adds a field.
    pub fn field(&mut self, value: &dyn Debug) -> &mut Self {
        self.field_with(|f| value.fmt(f))
    }

    /// Adds a field that a closure shows.
    #[cfg_attr(ochre, unstable(feature = "debug_closure_helpers", issue = "none"))]
    pub fn field_with<F: FnOnce(&mut Formatter<'_>) -> Result>(
        &mut self,
        value_fmt: F,
    ) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.try_field(value_fmt);
        }
        self.fields += 1;
        self
    }

    fn try_field<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, value_fmt: F) -> Result {
        if self.is_pretty() {
            if self.fields == 0 {
                self.fmt.write_str("(\n")?;
            }
            indented(self.fmt, &mut PadAdapterState::new(), |f| {
                value_fmt(f)?;
                f.write_str(",\n")
            })
        } else {
            self.fmt.write_str(if self.fields == 0 { "(" } else { ", " })?;
            value_fmt(self.fmt)
        }
    }

    /// Ends the tuple struct, saying that there are more fields.
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result = self.result.and_then(|_| {
            if self.fields == 0 {
                self.fmt.write_str("(..)")
            } else if self.is_pretty() {
                self.fmt.write_str("    ..\n)")
            } else {
                self.fmt.write_str(", ..)")
            }
        });
        self.result
    }

    /// Ends the tuple struct.
    pub fn finish(&mut self) -> Result {
        if self.fields > 0 {
            self.result = self.result.and_then(|_| {
                if self.fields == 1 && self.empty_name && !self.is_pretty() {
                    self.fmt.write_str(",")?;
                }
                self.fmt.write_str(")")
            });
        }
        self.result
    }
}

/// What sets, lists and maps have in common.
struct DebugInner<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}

impl<'a, 'b: 'a> DebugInner<'a, 'b> {
    fn is_pretty(&self) -> bool {
        self.fmt.alternate()
    }

    fn entry_with<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, entry_fmt: F) {
        if self.result.is_ok() {
            self.result = self.try_entry(entry_fmt);
        }
        self.has_fields = true;
    }

    fn try_entry<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, entry_fmt: F) -> Result {
        if self.is_pretty() {
            if !self.has_fields {
                self.fmt.write_str("\n")?;
            }
            indented(self.fmt, &mut PadAdapterState::new(), |f| {
                entry_fmt(f)?;
                f.write_str(",\n")
            })
        } else {
            if self.has_fields {
                self.fmt.write_str(", ")?;
            }
            entry_fmt(self.fmt)
        }
    }

    fn finish(&mut self, end: &str) -> Result {
        self.result = self.result.and_then(|_| self.fmt.write_str(end));
        self.result
    }

    fn finish_non_exhaustive(&mut self, end: &str) -> Result {
        self.result = self.result.and_then(|_| {
            if !self.has_fields {
                self.fmt.write_str("..")?;
            } else if self.is_pretty() {
                self.fmt.write_str("    ..\n")?;
            } else {
                self.fmt.write_str(", ..")?;
            }
            self.fmt.write_str(end)
        });
        self.result
    }
}

macro_rules! sequence_builder {
    ($Builder:ident, $what:literal, $end:literal) => {
        #[doc = concat!("Shows a ", $what, ".")]
        #[must_use = "must eventually call `finish()` on Debug builders"]
        #[allow(missing_debug_implementations)]
        pub struct $Builder<'a, 'b: 'a> {
            inner: DebugInner<'a, 'b>,
        }

        impl<'a, 'b: 'a> $Builder<'a, 'b> {
            /// Adds an entry.
            pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self {
                self.inner.entry_with(|f| entry.fmt(f));
                self
            }

            /// Adds an entry that a closure shows.
            #[cfg_attr(ochre, unstable(feature = "debug_closure_helpers", issue = "none"))]
            pub fn entry_with<F: FnOnce(&mut Formatter<'_>) -> Result>(
                &mut self,
                entry_fmt: F,
            ) -> &mut Self {
                self.inner.entry_with(entry_fmt);
                self
            }

            /// Adds all entries of an iterator.
            pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self {
                for entry in entries {
                    self.entry(&entry);
                }
                self
            }

            /// Ends it, saying that there are more entries.
            pub fn finish_non_exhaustive(&mut self) -> Result {
                self.inner.finish_non_exhaustive($end)
            }

            /// Ends it.
            pub fn finish(&mut self) -> Result {
                self.inner.finish($end)
            }
        }
    };
}
sequence_builder! { DebugSet, "set", "}" }
sequence_builder! { DebugList, "list", "]" }

/// Shows a map.
#[must_use = "must eventually call `finish()` on Debug builders"]
#[allow(missing_debug_implementations)]
pub struct DebugMap<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
    has_key: bool,
    /// Whether the value of the pending key starts a line.
    state: PadAdapterState,
}

impl<'a, 'b: 'a> DebugMap<'a, 'b> {
    fn is_pretty(&self) -> bool {
        self.fmt.alternate()
    }

    /// Adds a key and its value.
    pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self {
        self.key(key).value(value)
    }

    /// Adds a key; its value must follow.
    pub fn key(&mut self, key: &dyn Debug) -> &mut Self {
        self.key_with(|f| key.fmt(f))
    }

    /// Adds a key that a closure shows.
    #[cfg_attr(ochre, unstable(feature = "debug_closure_helpers", issue = "none"))]
    pub fn key_with<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, key_fmt: F) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.try_key(key_fmt);
        }
        self
    }

    fn try_key<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, key_fmt: F) -> Result {
        assert!(
            !self.has_key,
            "attempted to begin a new map entry without completing the previous one"
        );
        if self.is_pretty() {
            if !self.has_fields {
                self.fmt.write_str("\n")?;
            }
            self.state = PadAdapterState::new();
            indented(self.fmt, &mut self.state, |f| {
                key_fmt(f)?;
                f.write_str(": ")
            })?;
        } else {
            if self.has_fields {
                self.fmt.write_str(", ")?;
            }
            key_fmt(self.fmt)?;
            self.fmt.write_str(": ")?;
        }
        self.has_key = true;
        Ok(())
    }

    /// Adds the value of the last key.
    pub fn value(&mut self, value: &dyn Debug) -> &mut Self {
        self.value_with(|f| value.fmt(f))
    }

    /// Adds the value of the last key, which a closure shows.
    #[cfg_attr(ochre, unstable(feature = "debug_closure_helpers", issue = "none"))]
    pub fn value_with<F: FnOnce(&mut Formatter<'_>) -> Result>(
        &mut self,
        value_fmt: F,
    ) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.try_value(value_fmt);
        }
        self.has_fields = true;
        self
    }

    fn try_value<F: FnOnce(&mut Formatter<'_>) -> Result>(&mut self, value_fmt: F) -> Result {
        assert!(self.has_key, "attempted to format a map value before its key");
        if self.is_pretty() {
            indented(self.fmt, &mut self.state, |f| {
                value_fmt(f)?;
                f.write_str(",\n")
            })?;
        } else {
            value_fmt(self.fmt)?;
        }
        self.has_key = false;
        Ok(())
    }

    /// Adds all entries of an iterator.
    pub fn entries<K: Debug, V: Debug, I: IntoIterator<Item = (K, V)>>(
        &mut self,
        entries: I,
    ) -> &mut Self {
        for (k, v) in entries {
            self.entry(&k, &v);
        }
        self
    }

    /// Ends the map, saying that there are more entries.
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.result = self.result.and_then(|_| {
            assert!(!self.has_key, "attempted to finish a map with a partial entry");
            if !self.has_fields {
                self.fmt.write_str("..}")
            } else if self.is_pretty() {
                self.fmt.write_str("    ..\n}")
            } else {
                self.fmt.write_str(", ..}")
            }
        });
        self.result
    }

    /// Ends the map.
    pub fn finish(&mut self) -> Result {
        self.result = self.result.and_then(|_| {
            assert!(!self.has_key, "attempted to finish a map with a partial entry");
            self.fmt.write_str("}")
        });
        self.result
    }
}

impl<'a> Formatter<'a> {
    /// Shows a struct.
    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a> {
        let result = self.write_str(name);
        DebugStruct { fmt: self, result, has_fields: false }
    }

    /// Shows a tuple struct.
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a> {
        let result = self.write_str(name);
        DebugTuple { fmt: self, result, fields: 0, empty_name: name.is_empty() }
    }

    /// Shows a list.
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a> {
        let result = self.write_str("[");
        DebugList { inner: DebugInner { fmt: self, result, has_fields: false } }
    }

    /// Shows a set.
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a> {
        let result = self.write_str("{");
        DebugSet { inner: DebugInner { fmt: self, result, has_fields: false } }
    }

    /// Shows a map.
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a> {
        let result = self.write_str("{");
        DebugMap {
            fmt: self,
            result,
            has_fields: false,
            has_key: false,
            state: PadAdapterState::new(),
        }
    }
}

/// Derived `Debug` calls these instead of the builders, for smaller code.
macro_rules! derive_helpers {
    ($($structs:ident $tuples:ident: $($name:ident $value:ident)+;)*) => {
        #[doc(hidden)]
        #[allow(missing_docs)]
        impl<'a> Formatter<'a> {$(
            #[cfg_attr(ochre, unstable(feature = "fmt_helpers_for_derive", issue = "none"))]
            pub fn $structs<'b>(
                &'b mut self,
                name: &str,
                $($name: &str, $value: &dyn Debug,)+
            ) -> Result {
                let mut builder = self.debug_struct(name);
                $(builder.field($name, $value);)+
                builder.finish()
            }

            #[cfg_attr(ochre, unstable(feature = "fmt_helpers_for_derive", issue = "none"))]
            pub fn $tuples<'b>(&'b mut self, name: &str, $($value: &dyn Debug,)+) -> Result {
                let mut builder = self.debug_tuple(name);
                $(builder.field($value);)+
                builder.finish()
            }
        )*}
    };
}
derive_helpers! {
    debug_struct_field1_finish debug_tuple_field1_finish: n1 v1;
    debug_struct_field2_finish debug_tuple_field2_finish: n1 v1 n2 v2;
    debug_struct_field3_finish debug_tuple_field3_finish: n1 v1 n2 v2 n3 v3;
    debug_struct_field4_finish debug_tuple_field4_finish: n1 v1 n2 v2 n3 v3 n4 v4;
    debug_struct_field5_finish debug_tuple_field5_finish: n1 v1 n2 v2 n3 v3 n4 v4 n5 v5;
}

#[doc(hidden)]
impl<'a> Formatter<'a> {
    /// A struct of more than five fields.
    #[cfg_attr(ochre, unstable(feature = "fmt_helpers_for_derive", issue = "none"))]
    pub fn debug_struct_fields_finish<'b>(
        &'b mut self,
        name: &str,
        names: &[&str],
        values: &[&dyn Debug],
    ) -> Result {
        assert_eq!(names.len(), values.len());
        let mut builder = self.debug_struct(name);
        for (name, value) in names.iter().zip(values) {
            builder.field(name, value);
        }
        builder.finish()
    }

    /// A tuple struct of more than five fields.
    #[cfg_attr(ochre, unstable(feature = "fmt_helpers_for_derive", issue = "none"))]
    pub fn debug_tuple_fields_finish<'b>(
        &'b mut self,
        name: &str,
        values: &[&dyn Debug],
    ) -> Result {
        let mut builder = self.debug_tuple(name);
        for value in values {
            builder.field(value);
        }
        builder.finish()
    }
}

/// A value that a closure shows.
#[must_use = "returns a type implementing Debug and Display, which do not have any effects unless they are used"]
pub fn from_fn<F: Fn(&mut Formatter<'_>) -> Result>(f: F) -> FromFn<F> {
    FromFn(f)
}

/// The value of [`from_fn`].
pub struct FromFn<F>(F);

impl<F: Fn(&mut Formatter<'_>) -> Result> Debug for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}

impl<F: Fn(&mut Formatter<'_>) -> Result> Display for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}
