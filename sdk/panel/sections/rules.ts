import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';
import { section } from './section.ts';

export function rulesSection(
  { words, say, formats }: Voice,
  knowledge: Knowledge,
): HTMLElement | null {
  const { definitions, diagnostics, signers } = knowledge;
  if (!definitions || !diagnostics.definitions) return null;
  const { version, expires, hash } = diagnostics.definitions;
  const entry = (term: string, ...value: (string | Node)[]) => [
    h('dt', {}, term),
    h('dd', {}, ...value),
  ];
  return section(
    'rules',
    words.rules,
    h('p', {}, say(words.rulesText, { site: definitions.site })),
    h(
      'dl',
      {},
      entry(words.version, String(version)),
      entry(words.issued, formats.instant(Date.parse(definitions.issued))),
      entry(words.validUntil, formats.instant(expires)),
      entry(words.signedWith, ...signers.map((kid) => h('code', {}, kid, ' '))),
      entry(words.fingerprint, h('code', {}, hash)),
    ),
    definitions.history !== undefined &&
      definitions.history.length > 0 && [
        h('p', {}, words.history),
        h(
          'ul',
          {},
          definitions.history.map(({ event, why }) =>
            h('li', {}, h('code', {}, event), `: ${why}`),
          ),
        ),
      ],
  );
}
