/** A picture as data: what there is to see, named in both languages. How it is drawn is the renderer's affair. */
import type { LocalText } from "../define.ts";

/** A name that is the same in every language (a symbol), or one for each. */
export type Label = LocalText | string;

export type Dot = { readonly x: number; readonly y: number };

export type Axis = { readonly label: Label; readonly log?: boolean };

/** In order of x. What is not finite is a gap. */
export type Curve = { readonly name: Label; readonly points: readonly Dot[] };

/** A line at a value of an axis: a bound, a limit. */
export type Guide = { readonly at: number; readonly name: Label };

/** Lines over a range: the first is the subject, the others are there to compare. */
export type Curves = {
  readonly kind: "curves";
  readonly title: Label;
  readonly x: Axis & { readonly from: number; readonly to: number };
  readonly y: Axis;
  readonly curves: readonly Curve[];
  /** The reader's own numbers. */
  readonly marks?: readonly Dot[];
  readonly uprights?: readonly Guide[];
  readonly levels?: readonly Guide[];
  /** Of the whole numbers of x one in so many was computed. */
  readonly every?: number;
};

/** Bars from zero: a row for each element, a bar for each series. null: there is no such value. */
export type Bars = {
  readonly kind: "bars";
  readonly title: Label;
  readonly series: readonly Label[];
  readonly rows: readonly { readonly label: Label; readonly values: readonly (number | null)[] }[];
  /** The series are of different units or sizes: each gets an axis of its own. */
  readonly apart?: boolean;
};

/** `together`: so many neighbours are drawn or left out as one, such as a sine and its cosine. */
export type HeatSide = { readonly label: Label; readonly names: readonly Label[]; readonly together?: number };

/** A value for each row and column; null: there is none there, which is not the same as 0. */
export type HeatMap = {
  readonly kind: "heat";
  readonly title: Label;
  readonly rows: HeatSide;
  readonly columns: HeatSide;
  readonly values: readonly (readonly (number | null)[])[];
  /** What the lightest and the darkest shade stand for; the least and the largest value when left out. */
  readonly bounds?: readonly [number, number];
  /** What null means. */
  readonly absent?: Label;
  /** Of the columns one in so many was computed. */
  readonly every?: number;
};

export type Picture = Curves | Bars | HeatMap;
