/** What the engine's file takes from the script's, in the order of its numbers: written by the build. */
export const BASE: readonly unknown[] = [];
