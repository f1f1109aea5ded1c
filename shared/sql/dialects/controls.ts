/**
 * What does not survive a terminal, or what nobody sees there: controls but tabs and line ends, and marks that turn the
 * direction of writing. A dialect writes them in its own way.
 */
export const CONTROLS =
  // oxlint-disable-next-line no-control-regex -- these are the characters looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
