/** What the oracle files hold, for the tests. */
import { join } from "node:path";
import { oracleCases } from "../../src/build/oracle.ts";

export const cases = oracleCases(join(import.meta.dirname, "..", ".."));
