import { expiryOf, expiryText } from '../../../shared/definitions/expiry.ts';
import { linkTo } from '../routes/index.ts';
import { Notice } from './notice.tsx';

/** That the definitions run out within 30 days, or have. */
export function Ending({ expires, now }: { readonly expires: string; readonly now: number }) {
  const end = Date.parse(expires);
  if (expiryOf(end, now).state === 'good') return null;
  return (
    <Notice amber alert>
      {`The definitions ${expiryText(end, now)}. Then pages decide nothing and nobody counts, until a new version is published: `}
      <a href={linkTo('publish', 'history')}>renew them here</a>, or covey renew, covey sign, covey
      publish.
    </Notice>
  );
}
