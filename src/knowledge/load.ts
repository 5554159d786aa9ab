/** Reads `content/`. Build, check and tests only: what a user runs reads the files made from it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "./nearest.ts";
import { hostileCharacters } from "./sanitise.ts";
import {
  type ContentFolder,
  type RawConcept,
  type RawEra,
  type RawOrganisation,
  type RawRelease,
  type RawSource,
  schemas,
} from "./schema.ts";

export type RawRecord = {
  readonly releases: ReadonlyMap<string, RawRelease>;
  readonly concepts: ReadonlyMap<string, RawConcept>;
  readonly sources: ReadonlyMap<string, RawSource>;
  readonly organisations: ReadonlyMap<string, RawOrganisation>;
  readonly eras: ReadonlyMap<string, RawEra>;
  /** Markdown by concept id. */
  readonly prose: ReadonlyMap<string, { readonly en: string; readonly zh: string }>;
};

/** One thing wrong with the content, said so that its author can mend it. */
export type Problem = { readonly file: string; readonly path: string; readonly message: string };

export const describeProblem = (problem: Problem): string =>
  `${problem.file}: ${problem.path ? `${problem.path}: ` : ""}${problem.message}`;

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string; readonly code?: string; readonly keys?: readonly string[] };

const knownKeys = (schema: unknown, path: readonly PropertyKey[]): string[] => {
  let here = schema as { def?: Record<string, unknown>; shape?: Record<string, unknown> } | undefined;
  const unwrap = (): void => {
    while (here?.def && "innerType" in here.def) here = here.def.innerType as typeof here;
  };
  for (const key of path) {
    unwrap();
    const def = here?.def as { valueType?: unknown; element?: unknown } | undefined;
    here = (here?.shape?.[String(key)] ?? def?.valueType ?? def?.element) as typeof here;
  }
  unwrap();
  return Object.keys(here?.shape ?? {});
};

const problemOf = (file: string, issue: Issue, schema: unknown): Problem => {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys" || !issue.keys) return { file, path, message: issue.message };
  const key = issue.keys[0]!;
  const [guess] = nearest(key, knownKeys(schema, issue.path), 1);
  return {
    file,
    path: [path, key].filter(Boolean).join("."),
    message: `unknown key "${key}"${guess ? ` (did you mean "${guess}"?)` : ""}`,
  };
};

/** Everything that reaches a terminal is made harmless here, where it is loaded: by not being let in. */
const hostileIn = (file: string, value: unknown, path: string): Problem[] => {
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, child]) => hostileIn(file, child, path ? `${path}.${key}` : key));
  const [character] = typeof value === "string" ? hostileCharacters(value) : [];
  if (character === undefined) return [];
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return [{ file, path, message: `holds the control or invisible character U+${code}` }];
};

const filesIn = (directory: string, extension: string): string[] => {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith(extension))
      .sort();
  } catch {
    return [];
  }
};

export const loadRecord = (directory: string): { readonly record: RawRecord; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const folder = <T>(name: ContentFolder): Map<string, T> => {
    const entries = new Map<string, T>();
    for (const fileName of filesIn(join(directory, name), ".json")) {
      const file = `content/${name}/${fileName}`;
      let json: unknown;
      try {
        json = JSON.parse(readFileSync(join(directory, name, fileName), "utf8"));
      } catch (error) {
        problems.push({ file, path: "", message: `not JSON: ${(error as Error).message}` });
        continue;
      }
      problems.push(...hostileIn(file, json, ""));
      const result = schemas[name].safeParse(json);
      if (result.success) entries.set(fileName.slice(0, -".json".length), result.data as T);
      else for (const issue of result.error.issues) problems.push(problemOf(file, issue as Issue, schemas[name]));
    }
    return entries;
  };
  const concepts = folder<RawConcept>("concepts");
  const prose = new Map<string, { en: string; zh: string }>();
  for (const id of concepts.keys()) {
    const texts = { en: "", zh: "" };
    for (const lang of ["en", "zh"] as const) {
      const file = `content/concepts/${id}.${lang}.md`;
      try {
        texts[lang] = readFileSync(join(directory, "concepts", `${id}.${lang}.md`), "utf8");
        problems.push(...hostileIn(file, texts[lang], ""));
      } catch {
        problems.push({ file, path: "", message: "the prose of the concept is missing in this language" });
      }
    }
    prose.set(id, texts);
  }
  const record = {
    releases: folder<RawRelease>("releases"),
    concepts,
    sources: folder<RawSource>("sources"),
    organisations: folder<RawOrganisation>("organisations"),
    eras: folder<RawEra>("eras"),
    prose,
  };
  return { record, problems };
};
