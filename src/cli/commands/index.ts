/** Every subcommand, in the order help shows them. A new one is a file beside this and its line here. */
import type { Command } from "../command.ts";
import { calc } from "./calc.ts";
import { cite } from "./cite.ts";
import { compare } from "./compare.ts";
import { exportRecord } from "./export.ts";
import { inspect } from "./inspect.ts";
import { lineage } from "./lineage.ts";
import { list } from "./list.ts";
import { search } from "./search.ts";
import { show } from "./show.ts";
import { size } from "./size.ts";
import { stats } from "./stats.ts";
import { timeline } from "./timeline.ts";
import { why } from "./why.ts";

export const commands: readonly Command[] = [
  timeline,
  list,
  show,
  search,
  why,
  compare,
  lineage,
  cite,
  stats,
  calc,
  size,
  inspect,
  exportRecord,
];
