import { deserializeProgram, serializeProgram, type Program } from '../../shared/engine/index.ts';
import { BUILD } from '../parts/index.ts';
import type { Store, Transaction } from '../store/index.ts';

/** What is kept, so that the next page need not analyse its definitions. */
interface Kept {
  /** Of which definitions it is, by the hash of the signed document, and for which build of the engine. */
  readonly of: string;
  readonly program: string;
}

/** Under which key it stands in the store. */
const PROGRAM = 'program';

export interface KeptProgram {
  /** Reads what stands in the store. */
  read(tx: Transaction): Promise<void>;
  /** That of the definitions with this hash; null where there is none. */
  of(hash: string): Program | null;
  /** One was made: it is written at the next `write`. */
  set(hash: string, program: Program): void;
  write(store: Store): Promise<void>;
}

export function createKeptProgram(): KeptProgram {
  let of: unknown;
  let stored: unknown;
  let program: Program | null = null;
  let isNew = false;
  const nameOf = (hash: unknown) => `${BUILD} ${String(hash)}`;
  return {
    async read(tx) {
      const found = ((await tx.get(PROGRAM)) ?? {}) as Partial<Kept>;
      if (isNew) return;
      of = found.of;
      stored = found.program;
      program = null;
    },
    of(hash) {
      if (of !== nameOf(hash)) return null;
      program ??= deserializeProgram(stored);
      if (!program) of = undefined;
      return program;
    },
    set(hash, made) {
      of = nameOf(hash);
      program = made;
      isNew = true;
    },
    async write({ transact }) {
      if (!isNew || !program) return;
      isNew = false;
      const kept = { of, program: serializeProgram(program) };
      await transact(async (tx) => tx.put(PROGRAM, kept));
    },
  };
}
