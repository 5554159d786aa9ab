/** What can be wrong with a file that is read: errors end the reading, problems stand beside what was read. Both languages, always. */
export type LocalText = { readonly en: string; readonly zh: string };

/** Why a path could not be read. `text` is the whole sentence with its place; `reason` the sentence without it. */
export class InspectError extends Error {
  readonly text: LocalText;
  readonly reason: LocalText;
  readonly path: string;
  /** Of the first byte that is wrong, where one can be named. */
  readonly offset: number | undefined;
  /** Where several files are wrong, an error for each. */
  readonly faults: readonly InspectError[];

  constructor(path: string, offset: number | undefined, reason: LocalText, faults?: readonly InspectError[]) {
    const file = plain(path);
    const place = offset === undefined ? { en: file, zh: file } : { en: `${file}, byte ${offset}`, zh: `${file}，第 ${offset} 字节` };
    const text = { en: `${place.en}: ${reason.en}`, zh: `${place.zh}：${reason.zh}` };
    super(text.en);
    this.name = "InspectError";
    this.text = text;
    this.reason = reason;
    this.path = path;
    this.offset = offset;
    this.faults = faults ?? [this];
  }
}

/** Several errors as one that tells of each, once. */
export const joined = (errors: readonly [InspectError, ...InspectError[]]): InspectError => {
  const all = errors.flatMap(({ faults }) => faults);
  const [first, ...others] = all.filter(({ text }, i) => all.findIndex((one) => one.text.en === text.en) === i);
  const reason = (lang: keyof LocalText, comma: string): string =>
    [first!.reason, ...others.map(({ text }) => text)].map((text) => text[lang]).join(comma);
  return new InspectError(first!.path, first!.offset, { en: reason("en", "; "), zh: reason("zh", "；") }, [first!, ...others]);
};

/** By its shape: an error may come from a chunk that has a copy of the class. */
export const isInspectError = (error: unknown): error is InspectError => error instanceof Error && error.name === "InspectError";

export type ProblemCode =
  | "duplicate-key"
  | "unknown-dtype"
  | "data-incomplete"
  | "data-beyond"
  | "missing-shard"
  | "missing-tensor"
  | "unexpected-tensor"
  | "total-size"
  | "tensor-count"
  | "truncated-list"
  | "unreadable-file"
  | "odd-layer"
  | "impossible-value";

/** What is not as the format asks, though the rest could be read. */
export type Problem = { readonly code: ProblemCode; readonly path: string; readonly text: LocalText };

export type Problems = {
  readonly add: (code: ProblemCode, path: string, text: LocalText) => void;
  /** The first few of every kind, then how many more there were. */
  readonly list: () => readonly Problem[];
};

const shown = 3;

export const createProblems = (): Problems => {
  const kept = new Map<string, { code: ProblemCode; path: string; texts: LocalText[]; count: number }>();
  return {
    add: (code, path, text) => {
      const found = kept.get(`${code} ${path}`) ?? { code, path, texts: [], count: 0 };
      kept.set(`${code} ${path}`, found);
      found.count++;
      if (found.texts.length < shown) found.texts.push(text);
    },
    list: () =>
      [...kept.values()].flatMap(({ code, path, texts, count }) => [
        ...texts.map((text) => ({ code, path, text })),
        ...(count > shown
          ? [{ code, path, text: { en: `and ${count - shown} more of this kind`, zh: `同类问题另有 ${count - shown} 处` } }]
          : []),
      ]),
  };
};

const longest = 80;
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from a file made safe to show: controls, invisible and direction-changing characters by their code points. */
export const plain = (text: string): string =>
  text.replace(unprintable, (character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`);

/** A name from a file as messages show it: in quotes, safe, long ones cut with a mark. */
export const quoted = (name: string): string => `"${plain(name.length > longest ? `${name.slice(0, longest)}…` : name)}"`;

/** Tells of JSON's duplicate keys. */
export const duplicateKeys =
  (problems: Problems, path: string) =>
  (key: string, at: number): void =>
    problems.add("duplicate-key", path, {
      en: `the key ${quoted(key)} stands twice (byte ${at}); the last counts`,
      zh: `键 ${quoted(key)} 出现两次（第 ${at} 字节）；以后一个为准`,
    });
