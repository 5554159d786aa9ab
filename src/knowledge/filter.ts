/** Which releases to show: one filter for the command line's timeline and the explorer's. */
import type { IndexRow } from "./record.ts";

/** What releases are filtered by, apart from the rows that lists show. */
export type FilterColumns = {
  /** What it introduces, then what else it uses. */
  readonly concepts: readonly string[];
  readonly introduces: number;
  /** All that goes in or comes out. */
  readonly modalities?: readonly string[];
  /** Of the organisation, as two letters. */
  readonly country?: string;
  /** Parameters of the checkpoints, as counted or else as printed, each once, ascending. */
  readonly sizes?: readonly number[];
};

export type FilterRow = IndexRow & FilterColumns;

export type ReleaseFilter = {
  /** Bounds keep their own precision: `to: "2023"` lets all of 2023 in. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly organisation?: string | undefined;
  readonly era?: string | undefined;
  readonly concept?: string | undefined;
  readonly open?: boolean | undefined;
  readonly country?: string | undefined;
  readonly modality?: string | undefined;
  /** Parameters: one checkpoint has at least and at most so many. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
};

/** An imprecise release counts where it may lie. */
const within = (date: string, from: string | undefined, to: string | undefined): boolean => {
  const precision = (bound: string): number => Math.min(bound.length, date.length);
  return (
    (!from || date.slice(0, precision(from)) >= from.slice(0, precision(from))) &&
    (!to || date.slice(0, precision(to)) <= to.slice(0, precision(to)))
  );
};

const same = (asked: string | undefined, own: string | undefined): boolean => asked === undefined || asked === own;

const sized = ({ sizes }: FilterRow, least: number | undefined, most: number | undefined): boolean => {
  if (least === undefined && most === undefined) return true;
  return sizes?.some((size) => size >= (least ?? 0) && size <= (most ?? Number.POSITIVE_INFINITY)) === true;
};

export const fitsFilter = (row: FilterRow, filter: ReleaseFilter): boolean =>
  within(row.date ?? "", filter.from, filter.to) &&
  same(filter.organisation, row.organisation) &&
  same(filter.era, row.era) &&
  same(filter.country, row.country) &&
  (filter.open === undefined || filter.open === (row.open_weights === true)) &&
  (filter.concept === undefined || row.concepts.includes(filter.concept)) &&
  (filter.modality === undefined || row.modalities?.includes(filter.modality) === true) &&
  sized(row, filter.least, filter.most);

/** Whether the release is one that brought the concept. */
export const introduces = (row: FilterRow, concept: string): boolean => row.concepts.slice(0, row.introduces).includes(concept);
