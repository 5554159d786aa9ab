/** Stands in for cli-table3 in the bundle of prose: tables are laid out by `render/prose/table.ts`, and it is slow to load. */
export default class Table {
  constructor() {
    throw new Error("tables are not marked-terminal's here");
  }
}
