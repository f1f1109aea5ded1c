/** A line of CSV (RFC 4180), its end included. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => quoted(String(cell))).join(',')}\n`;
}

/** Whether a spreadsheet takes a text for a formula, by how it begins (OWASP, CSV injection). */
export const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/**
 * A text for a file that people open in a spreadsheet: what one would take for a formula begins with an apostrophe, as in
 * `'=SUM(A1)`. Numbers need none, and programs that read the file would have to take it off again.
 */
export function spreadsheetText(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
