import { conditionSections } from './conditions.ts';
import { documentSection } from './document.ts';
import { experienceSection } from './experiences.ts';
import { factSections } from './facts.ts';
import { formulaSection } from './formulas.ts';
import { histogramSection } from './histograms.ts';
import { metricSection, optionSection } from './metrics.ts';
import { groupSection, segmentSection } from './segments.ts';
import { sequenceSection } from './sequences.ts';
import { surveySection } from './surveys.ts';
import { traitSection } from './traits.ts';
import type { Section } from './types.ts';
import { unknownSection } from './unknown.ts';
import { windowSection } from './windows.ts';

export type { Construct, Section } from './types.ts';
export { MISSING } from './missing-values.ts';

export const SECTIONS: readonly Section[] = [
  documentSection,
  traitSection,
  ...factSections,
  ...conditionSections,
  metricSection,
  optionSection,
  windowSection,
  sequenceSection,
  formulaSection,
  segmentSection,
  groupSection,
  experienceSection,
  histogramSection,
  surveySection,
  unknownSection,
];
