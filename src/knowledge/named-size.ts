/** Which checkpoints of a release a name means: the size and the words in it that are not the release's own choose among them. */
import { normaliseName } from "./normalise.ts";
import { type PrintedSize, printedSize } from "./printed-size.ts";
import type { ReleaseDoc } from "./record.ts";

type Member = ReleaseDoc["checkpoints"][number];

export type NameReading = {
  /** All of the release where the name says nothing but the release; none where it states a size that no checkpoint has. */
  readonly members: readonly Member[];
  /** Whether the name says more than which release. */
  readonly particular: boolean;
  /** The size that the name states, as it is written: 175B, 8x7B. */
  readonly size?: string;
};

/** 7B, 1.5b, 1_6b, 1b7 (1.7B), 8x22B; not A3B, the active part of a mixture, nor E2B, what is left of it on a device. */
const stated = /(?<![a-z0-9.])(?:(\d+)x)?(\d+(?:[._]\d+)?)([mbt])(\d?)(?![a-z0-9])/g;

const sizesIn = (name: string): readonly { readonly text: string; readonly size: string }[] =>
  [...name.normalize("NFKC").toLowerCase().matchAll(stated)].map(([text, times, digits, unit, tenths]) => {
    const number = tenths ? `${digits}.${tenths}` : digits!.replace("_", ".");
    return { text, size: `${times ? `${times}x` : ""}${number}${unit!.toUpperCase()}` };
  });

/** A point between digits belongs to its word: "1" is no word of "1.8b". */
const words = (text: string): string[] =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+(?:\.\p{N}[\p{L}\p{N}]*)*/gu) ?? [];

const namesOf = ({ id, name, aliases }: { readonly id: string; readonly name: string; readonly aliases: readonly string[] }) => [
  id,
  name,
  ...aliases,
];

/** A whole number of billions is cut off as often as it is rounded. */
const isRoundedTo = (value: number, { value: said, place }: PrintedSize): boolean =>
  Math.abs(value - said) <= place / 2 || Math.floor(value / place) === Math.round(said / place);

const isOfSize = ({ parameters }: Member, size: string): boolean => {
  const said = printedSize(size);
  if (!said || !parameters) return false;
  const published = parameters.published === undefined ? undefined : printedSize(parameters.published)?.value;
  return [published, parameters.total].some((value) => value !== undefined && isRoundedTo(value, said));
};

/** By their names; where no name says it, by their numbers. */
const ofSizes = (members: readonly Member[], sizes: readonly string[]): readonly Member[] => {
  const called = members.filter((member) => namesOf(member).some((name) => sizesIn(name).some(({ size }) => sizes.includes(size))));
  return called.length > 0 ? called : members.filter((member) => sizes.some((size) => isOfSize(member, size)));
};

/** "ling mini" is not "ling 1t"; words that no checkpoint has say nothing. */
const ofWords = (members: readonly Member[], particular: readonly string[]): readonly Member[] => {
  const fits = members.filter((member) => {
    const said = new Set([member.id, member.name].flatMap(words));
    return particular.every((word) => said.has(word));
  });
  return fits.length > 0 ? fits : members;
};

export const readName = (release: ReleaseDoc, typed: string): NameReading => {
  const key = normaliseName(typed);
  // `opt175b` states a size as the record spells it.
  const spelled = namesOf(release).find((name) => normaliseName(name) === key) ?? typed;
  const own = sizesIn(typed);
  const sizes = own.length > 0 ? own : sizesIn(spelled);
  const releaseWords = new Set([release.id, release.name].flatMap(words));
  const rest = words(typed).filter((word) => !releaseWords.has(word));
  const all = release.checkpoints;
  if (all.length === 0 || (sizes.length === 0 && rest.length === 0)) return { members: all, particular: false };
  const sized =
    sizes.length === 0
      ? all
      : ofSizes(
          all,
          sizes.map(({ size }) => size),
        );
  const called = sized.filter((member) => namesOf(member).some((name) => normaliseName(name) === key));
  const members = called.length > 0 ? called : ofWords(sized, rest);
  return {
    members,
    particular: members.length < all.length,
    ...(sizes.length > 0 ? { size: sizes.map(({ size }) => size).join(", ") } : {}),
  };
};
