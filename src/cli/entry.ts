/** The bundle's first line: run, and end when everything is written. */
import { processTerminal } from "../terminal.ts";
import { main } from "./main.ts";

const terminal = processTerminal();
main(terminal).then(terminal.end);
