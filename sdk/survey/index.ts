// Surveys: one question of the signed definitions on a card, where one is due. The answer becomes a trait.
export { createSurveys } from './surveys.ts';
