/** What React draws: the lines of a frame, each drawn anew only when it changed, and the terminal's cursor. */
import { Box, Text, useCursor } from "ink";
import { memo } from "react";
import type { Frame, Size } from "./contract.ts";

/** Lines arrive cut to the width; an empty one still takes its row. */
const Row = memo(({ line }: { readonly line: string }) => <Text wrap="truncate">{line === "" ? " " : line}</Text>);

export const App = ({ frame, size }: { readonly frame: Frame; readonly size: Size }) => {
  const { setCursorPosition } = useCursor();
  setCursorPosition(frame.cursor);
  return (
    <Box flexDirection="column" width={size.columns} height={frame.lines.length}>
      {frame.lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its index.
        <Row key={row} line={line} />
      ))}
    </Box>
  );
};
