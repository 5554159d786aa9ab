/** A list of completions as JSON values, or as the text of such. */
import type { Completion } from "./define.ts";
import { InputError } from "./input-error.ts";
import { jsonFault } from "./json.ts";

const keys = ["logp_new", "logp_old", "logp_ref"] as const;
type Key = (typeof keys)[number];

const parsed = (raw: unknown, path: string): unknown => {
  if (typeof raw !== "string") return raw;
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    const fault = jsonFault(raw);
    throw new InputError(path, { en: `${path} is not JSON: ${fault.en}`, zh: `${path} 不是 JSON：${fault.zh}` });
  }
};

/** `readVector` reads one list of numbers and throws InputError naming the place. */
export const readCompletions = (
  raw: unknown,
  path: string,
  readVector: (raw: unknown, path: string) => readonly number[],
): readonly Completion[] => {
  const list = parsed(raw, path);
  if (!Array.isArray(list) || list.length === 0)
    throw new InputError(path, {
      en: `${path} is a list with at least one completion: [{"logp_new": […], "logp_old": […], "logp_ref": […]}, …]`,
      zh: `${path} 应是至少含一个回答的列表：[{"logp_new": […], "logp_old": […], "logp_ref": […]}, …]`,
    });
  return list.map((item: unknown, i) => {
    const at = `${path}[${i}]`;
    if (typeof item !== "object" || item === null || Array.isArray(item))
      throw new InputError(at, { en: `${at} is not an object with ${keys.join(", ")}`, zh: `${at} 不是含 ${keys.join("、")} 的对象` });
    const fields = item as Readonly<Record<string, unknown>>;
    const odd = Object.keys(fields).find((key) => !keys.includes(key as Key));
    if (odd !== undefined)
      throw new InputError(
        at,
        {
          en: `${at} has ${JSON.stringify(odd)}; it takes ${keys.join(", ")}`,
          zh: `${at} 有 ${JSON.stringify(odd)}；它只取 ${keys.join("、")}`,
        },
        keys,
      );
    const given = (key: Key): readonly number[] | null => {
      const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
      return value === undefined || value === null ? null : readVector(value, `${at}.${key}`);
    };
    const needed = (key: Key): readonly number[] => {
      const values = given(key);
      if (values) return values;
      throw new InputError(`${at}.${key}`, { en: `${at} lacks ${key}`, zh: `${at} 缺少 ${key}` });
    };
    return { logp_new: needed("logp_new"), logp_old: needed("logp_old"), logp_ref: given("logp_ref") };
  });
};
