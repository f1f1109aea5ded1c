import type { Plugin } from 'rollup';
import { parseAst } from 'rollup/parseAst';

/**
 * Before a file is minified: `let` where `const` stands, as the type checker has seen to it that nothing is assigned
 * to. Then declarations in a row become one, and compress better.
 */
export const letForConst = (): Plugin => ({
  name: 'let-for-const',
  renderChunk(code) {
    let text = code;
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { kind, start } = node as { readonly kind?: unknown; readonly start: number };
      // As long as it was, so that all other places stay where they are, and the map holds.
      if (kind === 'const') text = `${text.slice(0, start)}let  ${text.slice(start + 5)}`;
      for (const child of Object.values(node)) visit(child);
    };
    visit(parseAst(code));
    return { code: text, map: null };
  },
});
