import { deserializeProgram, serializeProgram, type Program } from '../../shared/engine/index.ts';
import { sumOf } from '../../shared/signing/index.ts';
import { utf8 } from '../../shared/wire/index.ts';
import { BUILD } from '../parts/index.ts';
import type { Store, Transaction } from '../store/index.ts';
import type { ActiveContext } from './context.ts';

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
  of(hash: string): Promise<Program | null>;
  /** One was made: it is written at the next `write`. */
  set(hash: string, program: Program): void;
  write(store: Store): Promise<void>;
}

export function createKeptProgram({ host }: ActiveContext): KeptProgram {
  let of: unknown;
  let stored: unknown;
  /** That was made on this page. */
  let program: Program | null = null;
  let isNew = false;
  const nameOf = (hash: unknown) => `${BUILD} ${String(hash)}`;
  const sum = (text: string) => sumOf(utf8(text), host.crypto.subtle as never);
  return {
    async read(tx) {
      const found = ((await tx.get(PROGRAM)) ?? {}) as Partial<Kept>;
      if (isNew) return;
      of = found.of;
      stored = found.program;
      program = null;
    },
    async of(hash) {
      return of === nameOf(hash) ? (program ?? deserializeProgram(stored, sum)) : null;
    },
    set(hash, made) {
      of = nameOf(hash);
      program = made;
      isNew = true;
    },
    async write({ transact }) {
      if (!isNew || !program) return;
      isNew = false;
      const kept = { of, program: await serializeProgram(program, sum) };
      await transact(async (tx) => tx.put(PROGRAM, kept));
    },
  };
}
