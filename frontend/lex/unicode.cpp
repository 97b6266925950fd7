#include "frontend/lex/unicode.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <algorithm>
#include <iterator>

namespace ochre::lex {

namespace {

struct Range {
  uint32_t lo, hi;
};
struct ClassRange {
  uint32_t lo, hi;
  uint8_t ccc;
};
struct Decomposition {
  uint32_t code, first, second;
  uint8_t composes;
};

constexpr Range kXidStart[] = {
#define XID_START
#include "frontend/lex/unicode_xid.inc"
#undef XID_START
};
constexpr Range kXidContinue[] = {
#define XID_CONTINUE
#include "frontend/lex/unicode_xid.inc"
#undef XID_CONTINUE
};
constexpr ClassRange kClasses[] = {
#define COMBINING_CLASSES
#include "frontend/lex/unicode_nfc.inc"
#undef COMBINING_CLASSES
};
constexpr Decomposition kDecompositions[] = {
#define DECOMPOSITIONS
#include "frontend/lex/unicode_nfc.inc"
#undef DECOMPOSITIONS
};

template <class T, size_t N>
const T *find_range(const T (&table)[N], uint32_t code) {
  const T *at = std::lower_bound(std::begin(table), std::end(table), code,
                                 [](const T &row, uint32_t wanted) { return row.hi < wanted; });
  return at != std::end(table) && at->lo <= code ? at : nullptr;
}

// Hangul syllables compose by arithmetic: Unicode Standard, 3.12.
constexpr uint32_t kHangulS = 0xAC00, kHangulL = 0x1100, kHangulV = 0x1161, kHangulT = 0x11A7;
constexpr uint32_t kHangulVCount = 21, kHangulTCount = 28, kHangulLCount = 19;
constexpr uint32_t kHangulSCount = kHangulLCount * kHangulVCount * kHangulTCount;

using Codes = llvm::SmallVector<uint32_t, 32>;

void decompose(uint32_t code, Codes &out) {
  if (code - kHangulS < kHangulSCount) {
    uint32_t index = code - kHangulS;
    out.push_back(kHangulL + index / (kHangulVCount * kHangulTCount));
    out.push_back(kHangulV + index % (kHangulVCount * kHangulTCount) / kHangulTCount);
    if (uint32_t t = index % kHangulTCount)
      out.push_back(kHangulT + t);
    return;
  }
  const auto *row =
      std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), code,
                       [](const Decomposition &d, uint32_t wanted) { return d.code < wanted; });
  if (row == std::end(kDecompositions) || row->code != code) {
    out.push_back(code);
    return;
  }
  decompose(row->first, out); // at most four levels deep
  if (row->second)
    decompose(row->second, out);
}

uint8_t combining_class(uint32_t code) {
  const ClassRange *range = find_range(kClasses, code);
  return range ? range->ccc : 0;
}

/// The primary composite of a pair, or 0.
uint32_t compose(uint32_t first, uint32_t second) {
  if (first - kHangulL < kHangulLCount && second - kHangulV < kHangulVCount)
    return kHangulS + ((first - kHangulL) * kHangulVCount + (second - kHangulV)) * kHangulTCount;
  if (first - kHangulS < kHangulSCount && (first - kHangulS) % kHangulTCount == 0 &&
      second > kHangulT && second < kHangulT + kHangulTCount)
    return first + (second - kHangulT);
  for (const Decomposition &row : kDecompositions)
    if (row.first == first && row.second == second && row.composes)
      return row.code;
  return 0;
}

} // namespace

bool is_xid_start(uint32_t code) { return find_range(kXidStart, code) != nullptr; }
bool is_xid_continue(uint32_t code) { return find_range(kXidContinue, code) != nullptr; }

bool is_pattern_white_space(uint32_t code) {
  return (code >= 9 && code <= 13) || code == ' ' || code == 0x85 || code == 0x200E ||
         code == 0x200F || code == 0x2028 || code == 0x2029;
}

bool is_emoji(uint32_t code) {
  static constexpr Range kEmoji[] = {
      {0x231A, 0x231B},   {0x23E9, 0x23F3},   {0x25FD, 0x25FE},   {0x2600, 0x2604},
      {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},
      {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
      {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F5},
      {0x26FA, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270D},   {0x2728, 0x2728},
      {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2757},   {0x2764, 0x2764},
      {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},
      {0x2B55, 0x2B55},   {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F19A},
      {0x1F1E6, 0x1F202}, {0x1F21A, 0x1F251}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
      {0x1F7E0, 0x1F7F0}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF},
  };
  return find_range(kEmoji, code) != nullptr;
}

Decoded decode_utf8(const char *at) {
  auto byte = [at](unsigned i) { return static_cast<uint32_t>(static_cast<unsigned char>(at[i])); };
  uint32_t lead = byte(0);
  if (lead < 0x80)
    return {lead, 1};
  if (lead < 0xE0)
    return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (lead < 0xF0)
    return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F),
          4};
}

void append_utf8(std::string &out, uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Decompose fully, sort marks by class, then put each mark into the last starter that is not
// blocked from it: Unicode Standard, 3.11.
std::string normalize_nfc(llvm::StringRef text) {
  Codes codes;
  for (const char *at = text.begin(); at < text.end();) {
    Decoded decoded = decode_utf8(at);
    decompose(decoded.code, codes);
    at += decoded.length;
  }
  for (size_t i = 0; i < codes.size();) {
    if (combining_class(codes[i]) == 0) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < codes.size() && combining_class(codes[end]) != 0)
      ++end;
    // Marks are few: insertion keeps those of one class in order.
    for (size_t next = i + 1; next < end; ++next)
      for (size_t at = next; at > i && combining_class(codes[at - 1]) > combining_class(codes[at]);
           --at)
        std::swap(codes[at - 1], codes[at]);
    i = end;
  }
  Codes out;
  std::optional<size_t> starter;
  uint8_t last_class = 0;
  for (uint32_t code : codes) {
    uint8_t ccc = combining_class(code);
    bool blocked = starter && out.size() != *starter + 1 && last_class >= ccc;
    if (starter && !blocked) {
      if (uint32_t composite = compose(out[*starter], code)) {
        out[*starter] = composite;
        continue;
      }
    }
    if (ccc == 0)
      starter = out.size();
    last_class = ccc;
    out.push_back(code);
  }
  std::string result;
  for (uint32_t code : out)
    append_utf8(result, code);
  return result;
}

Confusable find_confusable(uint32_t code) {
  struct Row {
    uint32_t code;
    Confusable confusable;
  };
  static constexpr Row kRows[] = {
      {0x00A0, {' ', "No-Break Space"}},
      {0x00AB, {'<', "Left-Pointing Double Angle Quotation Mark"}},
      {0x00B4, {'\'', "Acute Accent"}},
      {0x00D7, {'*', "Multiplication Sign"}},
      {0x037E, {';', "Greek Question Mark"}},
      {0x2000, {' ', "En Quad"}},
      {0x2003, {' ', "Em Space"}},
      {0x2009, {' ', "Thin Space"}},
      {0x2010, {'-', "Hyphen"}},
      {0x2012, {'-', "Figure Dash"}},
      {0x2013, {'-', "En Dash"}},
      {0x2014, {'-', "Em Dash"}},
      {0x2018, {'\'', "Left Single Quotation Mark"}},
      {0x2019, {'\'', "Right Single Quotation Mark"}},
      {0x201A, {',', "Single Low-9 Quotation Mark"}},
      {0x201C, {'"', "Left Double Quotation Mark"}},
      {0x201D, {'"', "Right Double Quotation Mark"}},
      {0x202F, {' ', "Narrow No-Break Space"}},
      {0x2044, {'/', "Fraction Slash"}},
      {0x2212, {'-', "Minus Sign"}},
      {0x2215, {'/', "Division Slash"}},
      {0x2223, {'|', "Divides"}},
      {0x2236, {':', "Ratio"}},
      {0x3000, {' ', "Ideographic Space"}},
      {0x3001, {',', "Ideographic Comma"}},
      {0x3002, {'.', "Ideographic Full Stop"}},
      {0xFF01, {'!', "Fullwidth Exclamation Mark"}},
      {0xFF02, {'"', "Fullwidth Quotation Mark"}},
      {0xFF03, {'#', "Fullwidth Number Sign"}},
      {0xFF06, {'&', "Fullwidth Ampersand"}},
      {0xFF07, {'\'', "Fullwidth Apostrophe"}},
      {0xFF08, {'(', "Fullwidth Left Parenthesis"}},
      {0xFF09, {')', "Fullwidth Right Parenthesis"}},
      {0xFF0A, {'*', "Fullwidth Asterisk"}},
      {0xFF0B, {'+', "Fullwidth Plus Sign"}},
      {0xFF0C, {',', "Fullwidth Comma"}},
      {0xFF0D, {'-', "Fullwidth Hyphen-Minus"}},
      {0xFF0E, {'.', "Fullwidth Full Stop"}},
      {0xFF0F, {'/', "Fullwidth Solidus"}},
      {0xFF1A, {':', "Fullwidth Colon"}},
      {0xFF1B, {';', "Fullwidth Semicolon"}},
      {0xFF1C, {'<', "Fullwidth Less-Than Sign"}},
      {0xFF1D, {'=', "Fullwidth Equals Sign"}},
      {0xFF1E, {'>', "Fullwidth Greater-Than Sign"}},
      {0xFF1F, {'?', "Fullwidth Question Mark"}},
      {0xFF3B, {'[', "Fullwidth Left Square Bracket"}},
      {0xFF3D, {']', "Fullwidth Right Square Bracket"}},
      {0xFF3F, {'_', "Fullwidth Low Line"}},
      {0xFF5B, {'{', "Fullwidth Left Curly Bracket"}},
      {0xFF5C, {'|', "Fullwidth Vertical Line"}},
      {0xFF5D, {'}', "Fullwidth Right Curly Bracket"}},
      {0xFF5E, {'~', "Fullwidth Tilde"}},
  };
  const Row *row = llvm::find_if(kRows, [code](const Row &r) { return r.code == code; });
  return row == std::end(kRows) ? Confusable() : row->confusable;
}

} // namespace ochre::lex
