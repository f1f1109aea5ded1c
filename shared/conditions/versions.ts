/**
 * A version as text that orders like the version: numbers padded to five places, a release
 * after its pre-releases (`~` follows every letter), a leading `v` and build information left
 * out. What is neither text nor a number is version 0.
 */
export const versionKey = (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : value;
  const version = typeof text === 'string' && text !== '' ? text : '0';
  const parts = version.replace(WITHOUT_BUILD, '$1').split(/[-.]/);
  if (parts.length === 3) parts.push('~');
  return parts.map((part) => (/^[0-9]+$/.test(part) ? part.padStart(5) : part)).join('-');
};

// Build information runs from a `+` to the end of the text, on its last line. In this form the
// expression takes linear time, whatever the text.
const WITHOUT_BUILD = /^v?((?:[^]*[\n\r\u2028\u2029])?[^+]*).*/s;
