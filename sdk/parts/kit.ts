/**
 * What built parts take from the core, in the order of their numbers: written by the build. From the sources nothing
 * is taken this way.
 */
export const KIT: readonly unknown[] = [];
