/** The bundle's first line: run, and leave the exit code to Node, so that nothing written is lost. */
import { processTerminal } from "../terminal.ts";
import { main } from "./main.ts";

main(processTerminal()).then((code) => {
  process.exitCode = code;
});
