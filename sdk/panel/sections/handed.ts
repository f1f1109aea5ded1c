import type { ActivationDefinition, Definitions } from '../../../shared/definitions/types.ts';
import { textIn } from '../../texts.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Voice } from '../voice.ts';

/** What for, in the panel's language where the definitions have it, as a sentence. */
export const purposeOf = ({ language }: Voice, { purpose }: ActivationDefinition): string =>
  textIn(purpose, language).text.replace(/[.\s]*$/, '.');

/** Who is told on this page which groups, or would be; null where the definitions let nobody be told. */
export function handedOn(
  { words, say, formats }: Voice,
  { definitions, activated, consent }: Knowledge,
): string | null {
  const { activation } = definitions ?? {};
  if (!definitions || !activation) return null;
  const nameOf = namesIn(definitions);
  const listed = (names: readonly string[]) => formats.list(names, 'conjunction');
  const told = Object.values(activated)
    .filter(({ segments }) => segments.length > 0)
    .map(({ recipients, segments }) =>
      say(words.told, {
        recipients: listed(recipients),
        groups: segments.map((id) => say(words.quoted, { name: nameOf(id) })).join(', '),
      }),
    );
  if (told.length > 0) return told.join(' ');
  const all = [...new Set(Object.values(activation.recipients).flat())];
  if (all.length === 0) return null;
  // Without personalisation nobody is in any group that could be told.
  const isAgreed = consent.activation && consent.personalisation;
  return say(isAgreed ? words.toldNone : words.notAgreed, { recipients: listed(all) });
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
    return name ?? id;
  };
