/** What a rule reads and what it says. */
import { isCount } from "../amount.ts";
import { type Configuration, mostLayers } from "../configuration.ts";

export type Raw = Readonly<Record<string, unknown>>;

/** Keys with the values they have in released files, any other of which makes another model. */
export type Released = Readonly<Record<string, readonly unknown[]>>;

/** `read` are the keys this rule has understood, `released` those it has understood as released. */
export type OwnWords = { readonly means: Configuration; readonly read: readonly string[]; readonly released?: Released };
export type Rule = (raw: Raw) => OwnWords;

export const isObject = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);
export const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
export const objectOf = (value: unknown): Raw => (isObject(value) ? value : {});
export const numbersOf = (value: unknown): readonly number[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === "number") ? value : undefined;

/** Every layer by its number from 0; nothing where their number is missing or cannot be. */
export const layersOf = (raw: Raw): readonly number[] | undefined => {
  const count = numberOf(raw.num_hidden_layers);
  return count !== undefined && isCount(count) && count <= mostLayers ? [...Array(count).keys()] : undefined;
};

export const asReleased = (value: unknown, released: readonly unknown[]): boolean =>
  released.some((one) => JSON.stringify(one) === JSON.stringify(value));

/** A value a layer of what may vary by layer: the released models give the same everywhere. */
export const single = (value: unknown): number | undefined =>
  Array.isArray(value) ? (new Set(value).size === 1 ? numberOf(value[0]) : undefined) : numberOf(value);
