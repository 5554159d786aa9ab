/** Which checkpoint a name means to a command that is about one: a checkpoint, or the largest one of a release. */
import { largestCheckpoint, sizeOf } from "../knowledge/comparison.ts";
import { lookUp } from "../knowledge/lookup.ts";
import { readName } from "../knowledge/named-size.ts";
import { normaliseName } from "../knowledge/normalise.ts";
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

/** Where what is known of the size stands: in a field of the release, else on its card. */
const noConfiguration = ({ store }: Context, name: string, release: string): CliError => {
  const fact = (store.entry("release", release)!.doc as ReleaseDoc).facts.parameters;
  const command = fact ? `why ${release} parameters` : `show ${name}`;
  return fact?.status === "undisclosed"
    ? notFound(
        `the record holds no configuration of ${name}, and its size is undisclosed: ${command}`,
        `资料中没有 ${name} 的配置，其规模也未公开：可查 ${command}`,
      )
    : notFound(
        `the record holds no configuration of ${name}; what it says of its size: ${command}`,
        `资料中没有 ${name} 的配置；关于其规模的记载：可查 ${command}`,
      );
};

/** A name that states a size is not answered with another one. */
export const noneOfSize = (release: ReleaseDoc, size: string, what: LocalText, others: readonly Member[]): CliError => {
  const names = others.map(({ name }) => name);
  const has =
    names.length > 0
      ? { en: `it has ${names.join(", ")}`, zh: `有的是 ${names.join("、")}` }
      : { en: "nor any other", zh: "其他规模的也没有" };
  return notFound(
    `${release.name}: the record holds no ${what.en} of ${size}; ${has.en}`,
    `${release.name}：资料中没有 ${size} 的${what.zh}；${has.zh}`,
  );
};

const configured = (context: Context, checkpoint: Member, release: string, rest: Omit<Meant, "checkpoint">): Meant => {
  const { config } = checkpoint;
  if (!config) throw noConfiguration(context, checkpoint.id, release);
  return { checkpoint: { ...checkpoint, config }, ...rest };
};

const ofRelease = (context: Context, release: ReleaseDoc, typed: string): Meant => {
  const { members, size } = readName(release, typed);
  const found = largestCheckpoint({ ...release, checkpoints: members });
  if (!found) {
    const others = release.checkpoints.filter(({ config }) => config);
    if (size !== undefined && others.length > 0) throw noneOfSize(release, size, { en: "configuration", zh: "配置" }, others);
    throw noConfiguration(context, members.length === 1 ? members[0]!.id : release.id, release.id);
  }
  const larger = size === undefined ? release.checkpoints.filter((one) => sizeOf(one) > sizeOf(found) && !one.config) : [];
  const undisclosed = undisclosedKeys(release.facts, `checkpoints.${found.id}.`);
  const called = [found.id, found.name, ...found.aliases].some((name) => normaliseName(name) === normaliseName(typed));
  const reading =
    size === undefined
      ? { en: `${release.name}: its largest checkpoint with a configuration`, zh: `${release.name}：取其中最大的、有配置的检查点` }
      : {
          en: `${release.name}: its checkpoint of ${size}${called ? "" : `; none is called ${visible(typed)}`}`,
          zh: `${release.name}：取其中 ${size} 的检查点${called ? "" : `；没有名为“${visible(typed)}”的检查点`}`,
        };
  return configured(context, found, release.id, {
    undisclosed,
    remarks: [
      reading,
      ...listed(
        "larger, but without a configuration in the record",
        "更大、但资料中没有其配置",
        larger.map(({ name }) => name),
      ),
    ],
  });
};

/** A concept may have the name of a release: `transformer`, `original-transformer`. */
const releasesOf = ({ store }: Context, id: string): readonly string[] =>
  store
    .rowsOf("release")
    .map((row) => row.id)
    .filter((release) => release === `original-${id}` || release.startsWith(`${id}-`))
    .slice(0, 3);

/**
 * A checkpoint is what has a configuration: where one answers to the name as well as its release, it is meant.
 * Throws CliError for an unknown name, an entry of another kind (`takes` says what would do), and where no configuration is known.
 */
export const checkpointNamed = async (context: Context, word: string, takes: LocalText): Promise<Meant> => {
  const particular = kindOf(context) ? undefined : lookUp(context.store, word, "checkpoint")?.found;
  const named = particular && normaliseName(particular.id) === normaliseName(word) ? particular : undefined;
  const row = named ?? (await resolveName(context, word)).row;
  const { doc } = context.store.read(row);
  if (doc.kind === "checkpoint") return configured(context, doc, doc.release, { undisclosed: undisclosedKeys(doc.facts), remarks: [] });
  if (doc.kind !== "release") throw wrongKind(doc, takes, releasesOf(context, doc.id));
  return ofRelease(context, doc, word);
};
