import { table } from "./table.ts";

/** Every formula, in the order of the story. In the bundle, who asks for this list runs the code of all of them. */
export const formulas = Object.values(table);
