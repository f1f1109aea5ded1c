import type { Definitions } from '../shared/definitions/types.ts';
import type { Terminal } from './terminal.ts';

/** Says which experiences are left out where there is only a log: what was drawn stands on no device. */
export function noteExperiences({ experiences = {} }: Definitions, terminal: Terminal): void {
  const ids = Object.keys(experiences);
  if (ids.length === 0) return;
  terminal.note(
    `${terminal.noteStyle.dim('note')}  ${ids.join(', ')}: a log does not say which variant was drawn, so ${ids.length === 1 ? 'the experience is' : 'experiences are'} left out.`,
  );
}
