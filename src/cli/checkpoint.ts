/** Which checkpoint a name means to a command that is about one: a checkpoint, or the largest one of a release. */
import { largestCheckpoint } from "../knowledge/comparison.ts";
import { lookUp } from "../knowledge/lookup.ts";
import { normaliseName, words } from "../knowledge/normalise.ts";
import type { LocalText, ReleaseDoc } from "../knowledge/record.ts";
import { visible } from "../knowledge/sanitise.ts";
import { undisclosedKeys } from "../knowledge/undisclosed.ts";
import type { Context } from "./command.ts";
import { type CliError, notFound, wrongKind } from "./errors.ts";
import { kindOf, resolveName } from "./names.ts";

type Member = ReleaseDoc["checkpoints"][number];

export type Meant = {
  readonly checkpoint: Member & { readonly config: NonNullable<Member["config"]> };
  /** Keys of the configuration that the releaser gives no value for. */
  readonly undisclosed: readonly string[];
  /** What the reader should know about how the name was read. */
  readonly remarks: readonly LocalText[];
};

export const listed = (en: string, zh: string, names: readonly string[]): readonly LocalText[] =>
  names.length === 0 ? [] : [{ en: `${en}: ${visible(names.join(", "))}`, zh: `${zh}：${visible(names.join("、"))}` }];

const noConfiguration = (name: string): CliError =>
  notFound(`the record holds no configuration of ${name}: why ${name} config`, `资料中没有 ${name} 的配置：可查 why ${name} config`);

const configured = (checkpoint: Member, undisclosed: Meant["undisclosed"], remarks: Meant["remarks"]): Meant => {
  const { config } = checkpoint;
  if (!config) throw noConfiguration(checkpoint.id);
  return { checkpoint: { ...checkpoint, config }, undisclosed, remarks };
};

/** Words of a name that is not the release's own name choose among its checkpoints: "ling 1t" is not "ling mini". */
const meantBy = (release: ReleaseDoc, typed: string): readonly Member[] => {
  const own = new Set([release.id, release.name].flatMap(words));
  const particular = words(typed).filter((word) => !own.has(word));
  if (particular.length === 0) return release.checkpoints;
  const fits = release.checkpoints.filter(({ id, name }) => {
    const said = new Set([id, name].flatMap(words));
    return particular.every((word) => said.has(word));
  });
  return fits.length > 0 ? fits : release.checkpoints;
};

const ofRelease = (release: ReleaseDoc, typed: string): Meant => {
  const members = meantBy(release, typed);
  const found = largestCheckpoint({ ...release, checkpoints: members });
  if (!found) throw noConfiguration(members.length === 1 ? members[0]!.id : release.id);
  const larger = release.checkpoints.filter((one) => (one.parameters?.total ?? 0) > (found.parameters?.total ?? 0) && !one.config);
  return configured(found, undisclosedKeys(release.facts, `checkpoints.${found.id}.`), [
    { en: `${release.name}: its largest checkpoint with a configuration`, zh: `${release.name}：取其中最大的、有配置的检查点` },
    ...listed(
      "larger, but without a configuration in the record",
      "更大、但资料中没有其配置",
      larger.map(({ name }) => name),
    ),
  ]);
};

/**
 * A checkpoint is what has a configuration: where one answers to the name as well as its release, it is meant.
 * Throws CliError for an unknown name, an entry of another kind (`takes` says what would do), and where no configuration is known.
 */
export const checkpointNamed = async (context: Context, word: string, takes: LocalText): Promise<Meant> => {
  const particular = kindOf(context) ? undefined : lookUp(context.store, word, "checkpoint")?.found;
  const named = particular && normaliseName(particular.id) === normaliseName(word) ? particular : undefined;
  const row = named ?? (await resolveName(context, word)).row;
  const { doc } = context.store.read(row);
  if (doc.kind === "checkpoint") return configured(doc, undisclosedKeys(doc.facts), []);
  if (doc.kind !== "release") throw wrongKind(doc, takes);
  return ofRelease(doc, word);
};
