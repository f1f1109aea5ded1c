// Papers for a data protection officer and for visitors, of what a definitions document does: found out by what pages run
// and store by, never from a list of its own. Pure: `accountOf` finds out, `paperOf` writes, `toMarkdown` and `toHtml` set.
export { accountOf } from './account.ts';
export type { Account, Published } from './account.ts';
export { paperFileName } from './file-name.ts';
export { toHtml } from './html.ts';
export { languageOf } from './language-of.ts';
export { toMarkdown } from './markdown.ts';
export { meaningBy } from './meaning-by.ts';
export { PAPERS } from './paper.ts';
export type { Block, Inline, OpenQuestion, Paper, PaperKind, Section, Text } from './paper.ts';
export { STYLE } from './style.ts';
export { visible } from './visible.ts';
export { type LanguageOfPapers, type Voice, voiceIn } from './voice.ts';
export { paperOf } from './write.ts';
export type { MeaningOf } from './writer.ts';
export type { PaperWords } from './words/types.ts';
