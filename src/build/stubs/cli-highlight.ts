/** Stands in for cli-highlight in the bundle: code is shown as it is written, in one look. */
export const highlight = (code: string): string => code;
