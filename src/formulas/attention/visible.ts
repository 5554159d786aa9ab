/** Which keys a query sees. */
import { InputError } from "../input-error.ts";

export type View = {
  readonly queries: number;
  readonly keys: number;
  readonly causal: boolean;
  /** How many keys at most, the query's own among them; null: no window. */
  readonly window: number | null;
};

/** Where query i stands among the keys: the last query stands at the last key. */
export const placeOf = (i: number, { queries, keys }: View): number => i + keys - queries;

/** Neighbours, at least one, where `requireWindow` has nothing to say. */
export const visibleKeys = (i: number, view: View): readonly number[] => {
  const place = placeOf(i, view);
  const first = view.window === null ? 0 : Math.max(0, place - view.window + 1);
  const last = view.causal ? place : view.keys - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, j) => first + j);
};

/** Throws InputError for a window without a key and for a query that sees none. */
export const requireWindow = (view: View): void => {
  if (view.window !== null && view.window < 1)
    throw new InputError("sliding_window", {
      en: `sliding_window is ${view.window}; it counts the token itself, so that it is at least 1`,
      zh: `sliding_window 为 ${view.window}；窗口含词元自身，因此至少为 1`,
    });
  if (!view.causal || view.keys >= view.queries) return;
  throw new InputError("causal", {
    en: `0/0: with ${view.queries} queries and ${view.keys} keys, query 0 comes before every key and sees none`,
    zh: `0/0：query 有 ${view.queries} 个而 key 只有 ${view.keys} 个，query 0 排在所有 key 之前，一个也看不到`,
  });
};
