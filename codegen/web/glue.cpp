#include "codegen/web/glue.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/JSON.h"

#include <set>

namespace ochre::web {
namespace {

// A constant of the generated module. Names begin with `$`, which no name of Rust's can hold: $W is
// the instance's exports, $U the module's URL, $I what it imports.
struct Helper {
  char name;
  llvm::StringRef value;
  llvm::StringRef needs; ///< helpers it uses
};
// In the order of definition.
constexpr Helper kHelpers[] = {
    // The values with slots of their own.
    {'C', "[void 0,null,!0,!1]", ""},
    // All values by slot, and the free slots.
    {'O', "[...$C]", "C"},
    {'F', "[]", ""},
    // The slot of a value.
    {'P', "(v,i=$C.indexOf(v))=>i<0?($O[i=$F.pop()??$O.length]=v,i):i", "COF"},
    // Takes the value out of its slot.
    {'K', "(i,v=$O[i])=>(i>3&&($O[i]=void 0,$F.push(i)),v)", "OF"},
    // A view of a slice.
    {'V', "(T,p,n)=>new T($W.memory.buffer,p>>>0,n)", ""},
    // The value of a borrowed handle.
    {'R', "p=>$O[$V(Uint32Array,p,1)[0]]", "OV"},
    {'D', "new TextDecoder", ""},
    {'E', "new TextEncoder", ""},
    {'S', "(p,n)=>$D.decode($V(Uint8Array,p,n))", "DV"},
    // A copy of numbers as an array of type T in the module's memory: its address, length and size
    // in bytes. The type is Rust's, whatever the caller has.
    {'A',
     "(T,v,n=v.length*T.BYTES_PER_ELEMENT,p=$W.__js_alloc(n))=>($V(T,p,v.length).set(v),"
     "[p,v.length,n])",
     "V"},
};

std::string array_type(llvm::StringRef element) {
  return llvm::StringSwitch<const char *>(element)
      .Case("i8", "Int8Array")
      .Case("u8", "Uint8Array")
      .Case("i16", "Int16Array")
      .Case("u16", "Uint16Array")
      .Case("i32", "Int32Array")
      .Case("u32", "Uint32Array")
      .Case("i64", "BigInt64Array")
      .Case("u64", "BigUint64Array")
      .Case("f32", "Float32Array")
      .Default("Float64Array");
}

/// `u8` of `&[u8]`; empty for other types.
llvm::StringRef slice_element(llvm::StringRef type) {
  return type.consume_front("&[") && type.consume_back("]") ? type : "";
}

bool is_buffer(llvm::StringRef type) { return type == "&str" || !slice_element(type).empty(); }

std::string typescript_type(llvm::StringRef type) {
  if (llvm::StringRef element = slice_element(type); !element.empty())
    return array_type(element);
  return llvm::StringSwitch<const char *>(type)
      .Case("", "void")
      .Case("bool", "boolean")
      .Case("&str", "string")
      .Cases("i64", "u64", "bigint")
      .Cases("Js", "&Js", "any")
      .Default("number");
}

class Writer {
public:
  Writer(const Interface &interface, llvm::StringRef file) : interface_(interface), file_(file) {}

  std::string run() {
    std::string imports = write_imports();
    std::string exports;
    for (const Function &fn : interface_.exports)
      exports += write_export(fn);
    std::string out = "const $U=new URL(" + quoted(file_) + ",import.meta.url)";
    for (const Helper &helper : kHelpers)
      if (used_.count(helper.name))
        out += std::string(",\n$") + helper.name + "=" + helper.value.str();
    out += ",\n$I={" + imports +
           "},\n"
           "{instance:{exports:$W}}=await($U.protocol==\"file:\"?"
           "import(\"node:fs\").then(f=>WebAssembly.instantiate(f.readFileSync($U),$I)):"
           "WebAssembly.instantiateStreaming(fetch($U),$I));\n";
    out += exports;
    // Last, so that what it calls finds the exports.
    if (interface_.has_main)
      out += "$W.main(0,0);\n";
    return out;
  }

private:
  static std::string quoted(llvm::StringRef text) {
    std::string out;
    llvm::raw_string_ostream(out) << llvm::json::Value(text);
    return out;
  }
  std::string use(char helper) {
    if (used_.insert(helper).second)
      for (const Helper &known : kHelpers)
        if (known.name == helper)
          for (char needed : known.needs)
            use(needed);
    return {'$', helper};
  }
  std::string call(char helper, const std::string &arguments) {
    return use(helper) + "(" + arguments + ")";
  }
  /// The next wasm parameter's name.
  std::string next_name() {
    std::string name(1, static_cast<char>('a' + names_ % 26));
    if (names_ >= 26)
      name += std::to_string(names_ / 26);
    ++names_;
    return name;
  }

  static std::string arrow(llvm::ArrayRef<std::string> parameters) {
    std::string list = llvm::join(parameters, ",");
    return (parameters.size() == 1 ? list : "(" + list + ")") + "=>";
  }

  // --- Values

  /// What JavaScript sees of an argument of Rust's; adds its wasm parameters.
  std::string from_rust(llvm::StringRef type, std::vector<std::string> &parameters) {
    std::string a = next_name();
    parameters.push_back(a);
    if (!is_buffer(type))
      return result_from_rust(type, a);
    std::string n = next_name();
    parameters.push_back(n);
    if (type == "&str")
      return call('S', a + "," + n);
    return call('V', array_type(slice_element(type)) + "," + a + "," + n);
  }
  std::string result_from_rust(llvm::StringRef type, const std::string &value) {
    if (type == "u32")
      return value + ">>>0";
    if (type == "u64")
      return "BigInt.asUintN(64," + value + ")";
    if (type == "bool")
      return "!!" + value;
    if (type == "Js")
      return call('K', value);
    if (type == "&Js")
      return call('R', value);
    return value;
  }
  /// The wasm value of one of JavaScript's.
  std::string to_rust(llvm::StringRef type, const std::string &value) {
    if (type == "bool")
      return value + "?1:0";
    if (type == "Js")
      return call('P', value);
    return value;
  }

  // --- Imports

  std::string write_imports() {
    if (interface_.imports.empty())
      return "";
    bool is_numbered = true;
    for (auto [i, fn] : llvm::enumerate(interface_.imports))
      is_numbered &= fn.symbol == std::to_string(i);
    std::vector<std::string> lines;
    for (const Function &fn : interface_.imports)
      lines.push_back((is_numbered ? "" : quoted(fn.symbol) + ":") + write_import(fn));
    return std::string("js:") + (is_numbered ? "[\n" : "{\n") + llvm::join(lines, ",\n") +
           (is_numbered ? "]" : "}");
  }

  /// `(a,b)=>console.log(S(a,b))`
  std::string write_import(const Function &fn) {
    names_ = 0;
    std::vector<std::string> parameters;
    std::vector<std::string> values;
    for (const Function::Parameter &parameter : fn.parameters)
      values.push_back(from_rust(parameter.type, parameters));
    std::string body = expression(fn.path, values);
    return arrow(parameters) + to_rust(fn.result, fn.result == "bool" ? "(" + body + ")" : body);
  }

  std::string expression(llvm::StringRef path, llvm::ArrayRef<std::string> values) {
    if (path.starts_with("#"))
      return internal(path.drop_front(), values);
    bool is_get = path.consume_front("get ");
    bool is_set = path.consume_front("set ");
    std::string callee;
    if (path.starts_with(".")) {
      callee = values[0];
      values = values.drop_front();
    }
    callee += path;
    if (is_get)
      return callee;
    if (is_set)
      return callee + "=" + values[0];
    return callee + "(" + llvm::join(values, ",") + ")";
  }

  /// What std::os::js is made of.
  std::string internal(llvm::StringRef name, llvm::ArrayRef<std::string> values) {
    if (name == "drop")
      return call('K', values[0]);
    if (name == "equal")
      return values[0] + "===" + values[1];
    if (name == "number")
      return "+" + values[0];
    if (name == "length")
      return use('E') + ".encode(String(" + values[0] + ")).length";
    if (name == "write")
      return use('E') + ".encodeInto(String(" + values[0] + ")," + values[1] + ")";
    // The value itself, as another type.
    return values[0];
  }

  // --- Exports

  std::string write_export(const Function &fn) {
    names_ = 0;
    std::string member = llvm::StringRef(fn.symbol).contains('|') ? "$W[" + quoted(fn.symbol) + "]"
                                                                  : "$W." + fn.symbol;
    std::vector<std::string> parameters;
    std::vector<std::string> arguments;
    std::string before;
    std::string after;
    bool is_plain = true;
    for (const Function::Parameter &parameter : fn.parameters) {
      std::string a = next_name();
      parameters.push_back(a);
      if (is_buffer(parameter.type)) {
        bool is_text = parameter.type == "&str";
        std::string type = array_type(is_text ? "u8" : slice_element(parameter.type));
        std::string value = is_text ? use('E') + ".encode(" + a + ")" : a;
        before += a + "=" + call('A', type + "," + value) + ";";
        after += "$W.__js_free(" + a + "[0]," + a + "[2]);";
        arguments.push_back(a + "[0]");
        arguments.push_back(a + "[1]");
        is_plain = false;
        continue;
      }
      std::string argument = to_rust(parameter.type, a);
      is_plain &= argument == a;
      arguments.push_back(argument);
    }
    std::string value = member + "(" + llvm::join(arguments, ",") + ")";
    if (!fn.result.empty()) {
      std::string converted = result_from_rust(fn.result, value);
      is_plain &= converted == value;
      value = converted;
    }
    std::string head = "export const " + fn.path + "=";
    if (is_plain)
      return head + member + ";\n";
    head += arrow(parameters);
    if (before.empty())
      return head + value + ";\n";
    // A trap passes by: nothing may enter the module after it.
    if (fn.result.empty())
      return head + "{" + before + value + ";" + after + "};\n";
    return head + "{" + before + "const $r=" + value + ";" + after + "return $r};\n";
  }

  const Interface &interface_;
  llvm::StringRef file_;
  std::set<char> used_;
  size_t names_ = 0;
};

} // namespace

std::string write_es_module(const Interface &interface, llvm::StringRef file) {
  return Writer(interface, file).run();
}

std::string write_declarations(const Interface &interface) {
  std::string out;
  for (const Function &fn : interface.exports) {
    std::vector<std::string> parameters;
    for (const Function::Parameter &parameter : fn.parameters)
      parameters.push_back(parameter.name + ": " + typescript_type(parameter.type));
    out += "export function " + fn.path + "(" + llvm::join(parameters, ", ") +
           "): " + typescript_type(fn.result) + ";\n";
  }
  return out.empty() ? "export {};\n" : out;
}

} // namespace ochre::web
