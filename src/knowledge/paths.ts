/** Paths into a document: `config.rope_theta`, `checkpoints.qwen2.5-72b.config`. Ids may hold dots, so a key is matched longest first. */

export type Found = { readonly value: unknown; readonly path: readonly string[] };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const keyed = (value: unknown, key: string): unknown => {
  if (!isObject(value)) return undefined;
  if (!Array.isArray(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  // Lists of things with an id are addressed by id as well as by number.
  const byId = value.find((item) => isObject(item) && item.id === key);
  return byId ?? (/^\d+$/.test(key) ? value[Number(key)] : undefined);
};

/** The value at a dotted path, or undefined. */
export const valueAt = (document: unknown, path: string): Found | undefined => {
  if (path === "") return { value: document, path: [] };
  const parts = path.split(".");
  for (let length = parts.length; length >= 1; length--) {
    const key = parts.slice(0, length).join(".");
    const value = keyed(document, key);
    if (value === undefined) continue;
    const rest = valueAt(value, parts.slice(length).join("."));
    if (rest) return { value: rest.value, path: [key, ...rest.path] };
  }
  return undefined;
};

const nameable = (key: string): boolean => !/^\d+$/.test(key);

/** Every path that leads to a value: what an unknown field is compared with. */
export const pathsOf = (document: unknown, prefix = "", depth = 4): string[] => {
  if (!isObject(document) || depth === 0) return [];
  const entries = Array.isArray(document)
    ? document.flatMap((item) => (isObject(item) && typeof item.id === "string" ? [[item.id, item] as const] : []))
    : Object.entries(document);
  return entries.flatMap(([key, value]) => {
    if (!nameable(key)) return [];
    const path = prefix ? `${prefix}.${key}` : key;
    return [path, ...pathsOf(value, path, depth - 1)];
  });
};

/** The entry of a map keyed by path that governs `path`: the longest key that is the path or an ancestor of it. */
export const governing = <T>(map: Readonly<Record<string, T>>, path: string): { readonly key: string; readonly value: T } | undefined => {
  let key = path;
  for (;;) {
    if (Object.hasOwn(map, key)) return { key, value: map[key]! };
    const dot = key.lastIndexOf(".");
    if (dot < 0) return undefined;
    key = key.slice(0, dot);
  }
};
