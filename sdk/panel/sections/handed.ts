import type { ActivationDefinition, Definitions } from '../../../shared/definitions/types.ts';
import { textIn } from '../../texts.ts';
import type { Knowledge } from '../knowledge.ts';

/** What for, in the page's language, as a sentence. */
export const purposeOf = ({ purpose }: ActivationDefinition): string =>
  textIn(purpose, document.documentElement.lang).text.replace(/[.\s]*$/, '.');

/** Who is told on this page which groups, or would be; null where the definitions let nobody be told. */
export function handedOn({ definitions, activated, consent }: Knowledge): string | null {
  const { activation } = definitions ?? {};
  if (!definitions || !activation) return null;
  const nameOf = namesIn(definitions);
  const told = Object.values(activated)
    .filter(({ segments }) => segments.length > 0)
    .map(
      ({ recipients, segments }) =>
        `${listed(recipients)} ${recipients.length > 1 ? 'are' : 'is'} told: ${segments.map(nameOf).join(', ')}.`,
    );
  if (told.length > 0) return told.join(' ');
  const all = [...new Set(Object.values(activation.recipients).flat())];
  if (all.length === 0) return null;
  return consent.activation
    ? `${listed(all)} would be told of some groups, and you are in none of them.`
    : `${listed(all)} would be told of some groups, and are told of none: you have not agreed.`;
}

/** What people call a segment, or a variant of an experience. */
const namesIn =
  ({ segments, experiences = {} }: Definitions) =>
  (id: string): string => {
    const [experience = '', variant = ''] = id.split(':');
    const its = experiences[experience];
    const name =
      segments[id]?.name ??
      (its && `${its.name ?? experience}: ${its.variants[variant]?.name ?? variant}`);
    return `"${name ?? id}"`;
  };

const listed = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : String(names[0]);
