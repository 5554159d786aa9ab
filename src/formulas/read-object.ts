/** Named values as one input: JSON, or the words `key=value` on the command line. */
import type { FieldValues, InputSpec, InputValue } from "./define.ts";
import { InputError, quoted } from "./input-error.ts";

/** `type=yarn factor=4`; a list is written `[1,2]`. */
const pairsOf = (text: string, path: string): [string, string][] =>
  [...text.matchAll(/[^\s,[\]]+(?:\[[^\]]*\])?|[[\]]/g)].map(([word]) => {
    const [, key, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(word) ?? [];
    if (key !== undefined && value !== undefined) return [key, value];
    throw new InputError(path, {
      en: `${path}: ${quoted(word)} is not key=value; give such words, or one JSON object`,
      zh: `${path}：${quoted(word)} 不是 key=value 的形式；请给出这样的词，或一个 JSON 对象`,
    });
  });

/** The named values of an object as given, unread: text or JSON. Throws InputError. */
export const entriesOf = (raw: unknown, path: string): [string, unknown][] => {
  let value = raw;
  if (typeof raw === "string") {
    if (!/^\s*[{["]/.test(raw)) return pairsOf(raw, path);
    try {
      value = JSON.parse(raw);
    } catch {
      throw new InputError(path, { en: `${path}: ${quoted(raw)} is not JSON`, zh: `${path}：${quoted(raw)} 不是 JSON` });
    }
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InputError(path, {
      en: `${path}: ${quoted(JSON.stringify(value) ?? String(value))} is not an object of named values`,
      zh: `${path}：${quoted(JSON.stringify(value) ?? String(value))} 不是由命名的值组成的对象`,
    });
  return Object.entries(value);
};

/** null counts as not given. Throws InputError naming the place. */
export const readObject = (
  { fields = {}, synonyms = {} }: InputSpec,
  raw: unknown,
  path: string,
  readField: (spec: InputSpec, raw: unknown, path: string) => InputValue,
): FieldValues => {
  const given = new Map<string, unknown>();
  for (const [word, value] of entriesOf(raw, path)) {
    if (value === null) continue;
    const key = Object.hasOwn(synonyms, word) ? synonyms[word]! : word;
    const names = Object.keys(fields);
    if (!Object.hasOwn(fields, key))
      throw new InputError(
        `${path}.${word}`,
        {
          en: `${path} has no key ${quoted(word)}; it has ${names.join(", ")}`,
          zh: `${path} 没有键 ${quoted(word)}；它有 ${names.join("、")}`,
        },
        names,
      );
    if (given.has(key) && given.get(key) !== value)
      throw new InputError(`${path}.${word}`, { en: `${path}: ${key} is given twice`, zh: `${path}：${key} 给了两次` });
    given.set(key, value);
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, spec]): [string, InputValue][] => {
      const own = `${path}.${key}`;
      if (given.has(key)) return [[key, readField(spec, given.get(key), own)]];
      if (spec.default !== undefined) return [[key, spec.default]];
      if (spec.optional) return [];
      throw new InputError(own, { en: `${path} needs ${key} (${spec.about.en})`, zh: `${path} 缺少 ${key}（${spec.about.zh}）` });
    }),
  );
};
