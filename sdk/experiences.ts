import type { Definitions, Json } from '../shared/definitions/types.ts';
import { drawFor, writeOut } from '../shared/experiences/index.ts';

/** What draws of a page, and is told of what was drawn. */
export interface Drawing {
  /** Whether personalisation is granted: who is shown nothing is not drawn for. */
  readonly personal: () => boolean | null;
  readonly host: { readonly crypto: Pick<Crypto, 'getRandomValues'> };
}
export interface Eligible {
  /** Null before it is known. */
  engine(): { has(segment: string): boolean } | null;
  memory(): {
    readonly traits: { readonly [id: string]: Json };
    readonly objections: readonly string[];
  };
}
export interface Remembering {
  record(happening: {
    readonly traits: { readonly [id: string]: Json };
    readonly isDrawn: true;
  }): void;
}

/** Definitions with their experiences written out, and what draws for these. */
export function withExperiences<T extends { readonly definitions: Definitions }>(loaded: T) {
  const definitions = writeOut(loaded.definitions);
  const draw = drawFor(definitions);
  return {
    ...loaded,
    definitions,
    draw({ personal, host }: Drawing, visitor: Eligible, recorder: Remembering): void {
      const engine = visitor.engine();
      if (!engine || !personal()) return;
      const random = () => (host.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
      const { traits: known, objections } = visitor.memory();
      const has = (id: string) => engine.has(id) && !objections.includes(id);
      const traits = draw(has, known, random);
      if (traits) recorder.record({ traits, isDrawn: true });
    },
  };
}
