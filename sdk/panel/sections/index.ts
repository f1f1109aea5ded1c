// The panel's sections, each made from what was gathered at one moment.
export { actionsSection } from './actions.ts';
export { choiceSection } from './choice.ts';
export { experiencesSection } from './experiences.ts';
export { leavingSection } from './leaving.ts';
export { memorySection } from './memory.ts';
export { rulesSection } from './rules.ts';
export type { Actions } from './section.ts';
export { segmentsSection } from './segments.ts';
export { traitsSection } from './traits.ts';
