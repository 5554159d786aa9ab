/** Case, blanks and underscores do not matter. */
export const nameKey = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, "-");
