export const cells = (s: string): number => {
  let w = 0;
  for (const c of s.replace(/\x1b\[[\d;]*m/g, "")) {
    const p = c.codePointAt(0)!;
    if (/\p{M}/u.test(c)) continue;
    w +=
      (p >= 0x1100 && p <= 0x115f) ||
      (p >= 0x2e80 && p <= 0xa4cf) ||
      (p >= 0xac00 && p <= 0xd7a3) ||
      (p >= 0xf900 && p <= 0xfaff) ||
      (p >= 0xfe30 && p <= 0xfe6f) ||
      (p >= 0xff00 && p <= 0xff60) ||
      (p >= 0xffe0 && p <= 0xffe6) ||
      p >= 0x20000
        ? 2
        : 1;
  }
  return w;
};
export const cut = (s: string, width: number, mark: string): string => {
  if (cells(s) <= width) return s;
  let out = "";
  let w = 0;
  const room = width - cells(mark);
  for (const part of s.match(/\x1b\[[\d;]*m|[\s\S]/gu) ?? []) {
    if (part.startsWith("\x1b")) {
      out += part;
      continue;
    }
    const c = cells(part);
    if (w + c > room) {
      w = room + 1;
      continue;
    }
    if (w > room) continue;
    out += part;
    w += c;
  }
  return out + (room >= 0 ? mark : "");
};
export const pad = (s: string, width: number): string => s + " ".repeat(Math.max(0, width - cells(s)));
export const wrap = (s: string, width: number): string[] => {
  const out: string[] = [];
  let line = "";
  for (const word of s.match(/[\u3000-\uffef]|[^\s\u3000-\uffef]+\s*|\s+/g) ?? []) {
    if (cells(line + word.trimEnd()) > width && line) {
      out.push(line.trimEnd());
      line = "";
    }
    line += word;
  }
  if (line.trim()) out.push(line.trimEnd());
  return out.flatMap((l) => (cells(l) <= width ? [l] : (l.match(new RegExp(`[\\s\\S]{1,${Math.max(1, width >> 1)}}`, "g")) ?? [])));
};
