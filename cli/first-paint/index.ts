// First paint: what a page may carry itself, so that returning visitors see what is theirs before the script has come.
export { rulesFor } from './rules.ts';
export { snippetFor } from './snippet.ts';
export type { Snippet, SnippetOptions } from './snippet.ts';
