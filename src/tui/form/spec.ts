/** What a form knows of a formula: its fields as declared, and what their texts give. Plain data; the formulas themselves stay outside. */
import type { LocalText } from "../../knowledge/record.ts";
import type { Working } from "../../render/working.ts";

/** Of every input, by name, as typed; an empty one is not given. */
export type Texts = Readonly<Record<string, string>>;

export type FieldSpec = {
  readonly name: string;
  readonly symbol: string;
  /** `matrix`: a line pasted is a row; `choice`: one of `choices`; a `switch` is "true" or "false". */
  readonly kind: "text" | "matrix" | "choice" | "switch";
  readonly about: LocalText;
  /** What an empty field stands for. */
  readonly fallback?: string;
  readonly optional: boolean;
  readonly choices: readonly string[];
};

export type FormSpec = {
  readonly formula: string;
  readonly title: LocalText;
  readonly fields: readonly FieldSpec[];
  readonly hasPicture: boolean;
  /** The numbers of the declared examples; at least one. */
  readonly examples: readonly Texts[];
};

export type Calculation =
  /** `doubles`: too long to be computed exactly while one types; then without the working. */
  | { readonly type: "result"; readonly working: Working; readonly arithmetic: "exact" | "doubles" }
  | { readonly type: "wrong"; readonly field: string; readonly message: LocalText }
  | { readonly type: "too-much" };

/** What there is to see of a formula, as data; the renderer of pictures draws it. */
export type Picture = Parameters<typeof import("../../render/picture/picture.ts").pictureLines>[0];

/** The formulas as the explorer asks for them. Their code is read when the first form is opened. */
export type Calculator = {
  readonly form: (formula: string) => FormSpec | undefined;
  readonly calculate: (formula: string, texts: Texts, working: boolean) => Calculation;
  /** `undefined`: there is none of this formula, or of these numbers, or it would take too long. */
  readonly picture: (formula: string, texts: Texts) => Picture | undefined;
  /** The command that computes the same. */
  readonly command: (formula: string, texts: Texts) => string;
};
