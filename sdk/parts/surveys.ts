// Surveys: where the definitions have a question for the visitor.
export { createSurveys } from '../survey/index.ts';
