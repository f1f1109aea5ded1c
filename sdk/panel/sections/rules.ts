import { h } from '../dom.ts';
import type { Knowledge } from '../knowledge.ts';
import { when } from '../words.ts';
import { section } from './section.ts';

export function rulesSection(knowledge: Knowledge): HTMLElement | null {
  const { definitions, diagnostics, signers } = knowledge;
  if (!definitions || !diagnostics.definitions) return null;
  const { version, expires, hash } = diagnostics.definitions;
  const entry = (term: string, ...value: (string | Node)[]) => [
    h('dt', {}, term),
    h('dd', {}, ...value),
  ];
  return section(
    'Who made the rules',
    h(
      'p',
      {},
      `The owner of ${definitions.site} signed them. Unsigned or altered rules are refused by this browser.`,
    ),
    h(
      'dl',
      {},
      entry('Version', String(version)),
      entry('Issued', when(Date.parse(definitions.issued))),
      entry('Valid until', when(expires)),
      entry('Signed with', ...signers.map((kid) => h('code', {}, kid, ' '))),
      entry('Fingerprint', h('code', {}, hash)),
    ),
    definitions.history !== undefined &&
      definitions.history.length > 0 && [
        h('p', {}, 'Also kept, for groups still to come:'),
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
