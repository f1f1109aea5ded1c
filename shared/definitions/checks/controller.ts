/** Who is responsible. */
import type { Definitions } from '../types.ts';
import { notACountry } from './countries.ts';
import type { Reporter } from './issues.ts';

export const checkController = (definitions: Definitions, report: Reporter): void => {
  const { controller, children, consent } = definitions;
  for (const [i, { country }] of (controller?.processors ?? []).entries()) {
    const fault = country === undefined ? undefined : notACountry(country);
    if (fault !== undefined)
      report.error('unknown-value', ['controller', 'processors', i, 'country'], fault);
  }
  const informs = Object.values(consent?.policies ?? {}).some(
    ({ measurement }) => measurement === 'inform',
  );
  if (children || !informs || controller?.notice !== undefined) return;
  report.warn(
    'no-controller',
    controller === undefined ? ['controller'] : ['controller', 'notice'],
    controller === undefined
      ? 'Where visitors are informed and not asked, they must be told who is responsible. Write "controller": { "name": "…", "contact": "…", "notice": "https://…" }.'
      : 'Where visitors are informed and not asked, they must find the whole notice. Write its address as "notice": "https://…".',
  );
};
