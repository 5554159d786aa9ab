/** `--set key=value`: what a configuration does not say, or says otherwise, in Hugging Face's keys. */
import { nearest } from "../../knowledge/nearest.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { type Configuration, keys } from "../../sizing/configuration.ts";
import { spellings } from "../../sizing/normalise/names.ts";
import { normalise } from "../../sizing/normalise.ts";
import { usageError } from "../errors.ts";

/** In the engine's keys. */
export type Settings = Configuration;

/** JSON where it is JSON, else a word. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const pair = (text: string): readonly [string, unknown] => {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at).trim(), parsed(text.slice(at + 1).trim())];
  throw usageError(
    `--set "${visible(text)}": write a key and its value, vocab_size=128256`,
    `--set “${visible(text)}”：请写键与值，如 vocab_size=128256`,
  );
};

/** Throws CliError for a word without a value, a key that no size depends on, a value of the wrong kind. */
export const readSettings = (words: readonly string[] = []): Settings => {
  const settings: Record<string, unknown> = {};
  for (const word of words) {
    const [key, value] = pair(word);
    const { configuration, invalid } = normalise({ [key]: value });
    if (invalid.length > 0 || value === null)
      throw usageError(`--set "${visible(word)}": the value is of the wrong kind`, `--set “${visible(word)}”：值的类型不对`);
    if (Object.keys(configuration).length === 0) {
      const guesses = nearest(key, [...keys, ...Object.keys(spellings)]);
      throw usageError(`--set "${visible(key)}" is no key that a size depends on`, `--set “${visible(key)}”不是影响大小的键`, guesses);
    }
    Object.assign(settings, configuration);
  }
  return settings;
};
