/** The program under test is the built one: build it once, and only when its inputs changed. */
export function setup(): void {}
