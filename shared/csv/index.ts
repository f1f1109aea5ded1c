// Lines of CSV, for programs and for spreadsheets.
export { csvLine, isFormula, spreadsheetText } from './line.ts';
