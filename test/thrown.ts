/** The error of a kind that something must throw; any other is thrown on. */
export const thrown = <E extends Error>(kind: new (...given: never[]) => E, work: () => unknown): E => {
  try {
    work();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};
