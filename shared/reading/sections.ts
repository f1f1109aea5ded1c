/** Members of a document that hold things by id, in the order in which they are read. */
export const SECTIONS = [
  'segments',
  'groups',
  'experiences',
  'surveys',
  'histograms',
  'metrics',
  'traits',
  'savedGroups',
] as const;
export type Section = (typeof SECTIONS)[number];
