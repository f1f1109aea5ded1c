import type { Definitions } from '../definitions/types.ts';
import type { Paper } from './paper.ts';

/** `shop.example-v3-dpia.de.md`: whose it is, of which version, in which language; in characters that any system takes. */
export const paperFileName = (
  { site, version }: Pick<Definitions, 'site' | 'version'>,
  { kind, language }: Pick<Paper, 'kind' | 'language'>,
  extension: 'md' | 'html',
): string => {
  const owner = site.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '') || 'site';
  return `${owner}-v${version}-${kind}.${language}.${extension}`;
};
