/** What the schema cannot see: references, cycles, coverage by facts, both languages, dates and eras. */
import { covers, sourcedPaths } from "./facts.ts";
import type { Problem, RawRecord } from "./load.ts";
import { nearest } from "./nearest.ts";
import type { RawConcept, RawNote, RawRelease } from "./schema.ts";

type Report = (path: string, message: string) => void;
type Known = ReadonlyMap<string, unknown>;

const mustExist = (report: Report, path: string, what: string, id: string, known: Known): void => {
  if (known.has(id)) return;
  const [guess] = nearest(id, known.keys(), 1);
  report(path, `unknown ${what} "${id}"${guess ? ` (did you mean "${guess}"?)` : ""}`);
};

const checkNotes = (report: Report, notes: readonly RawNote[], record: RawRecord): void => {
  const seen = new Set<string>();
  notes.forEach((note, i) => {
    if (seen.has(note.id)) report(`notes.${i}.id`, `two notes are called "${note.id}"`);
    seen.add(note.id);
    mustExist(report, `notes.${i}.source`, "source", note.source, record.sources);
    if (!note.read) report(`notes.${i}.read`, "say what was actually read");
  });
};

const checkCheckpoints = (report: Report, release: RawRelease): void => {
  for (const [id, checkpoint] of Object.entries(release.checkpoints)) {
    const chain = new Set([id]);
    let parent = checkpoint.extends;
    while (parent !== undefined) {
      if (chain.has(parent)) {
        report(`checkpoints.${id}.extends`, `goes round in a circle: ${[...chain, parent].join(" -> ")}`);
        break;
      }
      chain.add(parent);
      const next = release.checkpoints[parent];
      if (!next) {
        const [guess] = nearest(parent, Object.keys(release.checkpoints), 1);
        report(`checkpoints.${id}.extends`, `unknown checkpoint "${parent}"${guess ? ` (did you mean "${guess}"?)` : ""}`);
        break;
      }
      parent = next.extends;
    }
  }
};

const checkFacts = (report: Report, release: RawRelease, record: RawRecord): void => {
  const paths = sourcedPaths(release);
  const keys = Object.keys(release.facts);
  for (const path of paths) if (!keys.some((key) => covers(key, path))) report(path, "no fact says where this comes from");
  for (const [key, fact] of Object.entries(release.facts)) {
    if (fact.source) mustExist(report, `facts.${key}.source`, "source", fact.source, record.sources);
    const speaks = paths.some((path) => covers(key, path) || covers(path, key));
    if (fact.status === "undisclosed") {
      if (paths.some((path) => covers(key, path) && !keys.some((other) => other !== key && covers(key, other) && covers(other, path))))
        report(`facts.${key}`, "says undisclosed, but there is a value");
    } else if (!speaks) {
      const [guess] = nearest(key, paths, 1);
      report(`facts.${key}`, `is about nothing in this file${guess ? ` (did you mean "${guess}"?)` : ""}`);
    }
  }
};

const checkRelease = (report: Report, id: string, release: RawRelease, record: RawRecord): void => {
  mustExist(report, "organisation", "organisation", release.organisation, record.organisations);
  mustExist(report, "era", "era", release.era, record.eras);
  for (const field of ["introduces", "uses"] as const)
    release[field].forEach((concept, i) => {
      mustExist(report, `${field}.${i}`, "concept", concept, record.concepts);
    });
  release.based_on.forEach((base, i) => {
    mustExist(report, `based_on.${i}`, "release", base, record.releases);
    const parent = record.releases.get(base);
    if (parent && parent.released > release.released)
      report(`based_on.${i}`, `"${base}" (${parent.released}) is younger than this (${release.released})`);
  });
  release.dates.forEach((event, i) => {
    mustExist(report, `dates.${i}.source`, "source", event.source, record.sources);
  });
  if (!release.dates.some((event) => event.date === release.released))
    report("released", `none of "dates" is ${release.released}: say which event it was`);
  const era = record.eras.get(release.era);
  if (era && (release.released < era.from || (era.to !== undefined && release.released > era.to)))
    report("era", `${release.released} is outside "${release.era}" (${era.from} to ${era.to ?? "today"})`);
  if (record.concepts.has(id)) report("", `the concept "${id}" has the same id`);
  checkNotes(report, release.notes, record);
  checkCheckpoints(report, release);
  checkFacts(report, release, record);
};

const crossLink = /\]\((concept|release):([^)]+)\)/g;

const checkConcept = (report: Report, id: string, concept: RawConcept, record: RawRecord, formulas: Known): void => {
  concept.related.forEach((other, i) => {
    mustExist(report, `related.${i}`, "concept", other, record.concepts);
  });
  concept.sources.forEach((source, i) => {
    mustExist(report, `sources.${i}`, "source", source, record.sources);
  });
  concept.formulas.forEach((formula, i) => {
    mustExist(report, `formulas.${i}`, "formula", formula, formulas);
  });
  for (const [key, fact] of Object.entries(concept.facts))
    if (fact.source) mustExist(report, `facts.${key}.source`, "source", fact.source, record.sources);
  if (concept.introduced && !concept.facts.introduced) report("introduced", "no fact says where this comes from");
  checkNotes(report, concept.notes, record);
  const prose = record.prose.get(id);
  for (const lang of ["en", "zh"] as const)
    for (const [, kind, target] of (prose?.[lang] ?? "").matchAll(crossLink))
      mustExist(report, `${id}.${lang}.md`, kind!, target!, kind === "concept" ? record.concepts : record.releases);
};

const checkCycles = (record: RawRecord, problem: (id: string, message: string) => void): void => {
  const done = new Set<string>();
  const walk = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) problem(trail[0]!, `goes round in a circle: ${[...trail.slice(trail.indexOf(id)), id].join(" -> ")}`);
    else if (!done.has(id)) for (const base of record.releases.get(id)?.based_on ?? []) walk(base, [...trail, id]);
    done.add(id);
  };
  for (const id of record.releases.keys()) walk(id, []);
};

/** `formulas`: the ids of the calculator's formulas. */
export const validateRecord = (record: RawRecord, formulas: Known): Problem[] => {
  const problems: Problem[] = [];
  const reporter =
    (file: string): Report =>
    (path, message) => {
      problems.push({ file, path, message });
    };
  for (const [id, release] of record.releases) checkRelease(reporter(`content/releases/${id}.json`), id, release, record);
  for (const [id, concept] of record.concepts) checkConcept(reporter(`content/concepts/${id}.json`), id, concept, record, formulas);
  for (const [id, organisation] of record.organisations)
    organisation.sources.forEach((source, i) => {
      mustExist(reporter(`content/organisations/${id}.json`), `sources.${i}`, "source", source, record.sources);
    });
  checkCycles(record, (id, message) => {
    problems.push({ file: `content/releases/${id}.json`, path: "based_on", message });
  });
  const owner = new Map<string, string>();
  for (const [id, release] of record.releases)
    for (const checkpoint of Object.keys(release.checkpoints)) {
      const other = owner.get(checkpoint);
      if (other)
        problems.push({
          file: `content/releases/${id}.json`,
          path: `checkpoints.${checkpoint}`,
          message: `"${other}" has a checkpoint of the same id`,
        });
      owner.set(checkpoint, id);
    }
  return problems;
};
