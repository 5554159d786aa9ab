/**
 * Roles, not colours: renderers name what a piece of text is; one table says how it looks.
 * Only the 16-colour palette on the terminal's own background, and never colour alone.
 */
export const roles = [
  "title",
  "heading",
  "label",
  "name",
  "number",
  "date",
  "id",
  "link",
  "match",
  "muted",
  "note",
  "error",
  "warning",
  "selected",
  "accent",
  "symbol",
  "quote",
  "code",
  "strong",
  "emphasis",
  "key",
] as const;
export type Role = (typeof roles)[number];
export type Style = (role: Role, text: string) => string;

/** Opening and closing SGR parameters. */
const looks: Readonly<Record<Role, readonly [open: string, close: string]>> = {
  title: ["1", "22"],
  heading: ["1;36", "22;39"],
  label: ["36", "39"],
  name: ["1", "22"],
  number: ["33", "39"],
  date: ["32", "39"],
  id: ["36", "39"],
  link: ["4;34", "24;39"],
  match: ["1;33", "22;39"],
  muted: ["2", "22"],
  note: ["35", "39"],
  error: ["1;31", "22;39"],
  warning: ["33", "39"],
  selected: ["7", "27"],
  accent: ["36", "39"],
  symbol: ["35", "39"],
  quote: ["3", "23"],
  code: ["33", "39"],
  strong: ["1", "22"],
  emphasis: ["3", "23"],
  key: ["1;36", "22;39"],
};

export const plainStyle: Style = (_role, text) => text;

export const ansiStyle: Style = (role, text) => {
  if (text === "") return text;
  const [open, close] = looks[role];
  return `\x1b[${open}m${text}\x1b[${close}m`;
};
