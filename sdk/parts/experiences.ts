// Experiences and histograms: for definitions that have some.
export { withExperiences } from '../experiences.ts';
