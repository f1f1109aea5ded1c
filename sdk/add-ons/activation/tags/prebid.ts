// The script file `covey-activation-prebid.js`.
import { startTag } from '../../tag.ts';
import { connectPrebid } from '../prebid.ts';

startTag((covey, { name, segtax, library }) =>
  connectPrebid(covey, { name, segtax: Number(segtax) || undefined, library }),
);
