// What the frameworks' tests share: a Covey of a visitor who has agreed, and what it counts.
import type { Covey } from '../../../sdk/api.ts';
import '../../../sdk/global.ts';
import { newDevice, newEdge, newOwner, open, settle, shopDefinitions } from '../harness.ts';

export interface Visitor {
  readonly covey: Covey;
  /** Listeners that are there now. */
  readonly listening: () => number;
}

/** `segments`: what they are in already. Whoever is `pro` sees the variant `bold` of `trial`. */
export async function newVisitor(...segments: readonly ('buyer' | 'spender')[]): Promise<Visitor> {
  const owner = await newOwner();
  const edge = newEdge(
    await owner.sign(
      shopDefinitions({ experiences: { trial: { segments: ['pro'], variants: { bold: {} } } } }),
    ),
  );
  const { covey } = open(newDevice(), edge, owner, { capture: 'off' });
  covey.consent.set({ personalisation: true });
  await covey.ready;
  let count = 0;
  const { on } = covey;
  covey.on = (...call: unknown[]) => {
    const off = on(...(call as Parameters<typeof on>));
    count++;
    return () => {
      count--;
      off();
    };
  };
  if (segments.length > 0)
    covey.track('purchase', { value: segments.includes('spender') ? 150 : 1 });
  await settle();
  return { covey, listening: () => count };
}
