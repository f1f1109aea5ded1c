import { endingDays, expiryOf, expiryText } from '../../../shared/definitions/expiry.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { linkTo } from '../routes/index.ts';
import { Notice } from './notice.tsx';

/** That the definitions run out soon, or have. */
export function Ending({
  definitions: { issued, expires },
  now,
}: {
  readonly definitions: Pick<Definitions, 'issued' | 'expires'>;
  readonly now: number;
}) {
  const end = Date.parse(expires);
  if (expiryOf(end, now, endingDays(Date.parse(issued), end)).state === 'good') return null;
  return (
    <Notice amber alert>
      {`The definitions ${expiryText(end, now)}. Then pages decide nothing and nobody counts, until a new version is published: `}
      <a href={linkTo('publish', 'history')}>renew them here</a>, or covey renew, covey sign, covey
      publish.
    </Notice>
  );
}
