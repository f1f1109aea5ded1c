import { parseOrigin } from '../../cli/edge.ts';
import { Failure, reasonOf } from '../../cli/failure.ts';

/** The edge that `--previous` names; undefined without it. @throws Failure for what is no origin. */
export function previousEdge(args: readonly string[]): string | undefined {
  const at = args.indexOf('--previous');
  if (at < 0) return undefined;
  const given = args[at + 1];
  try {
    return parseOrigin(given ?? '');
  } catch (error) {
    throw new Failure('usage', `--previous ${given ?? ''} is no address of an edge.`, [
      reasonOf(error),
    ]);
  }
}
