/** What the checker says at one place, with a button that mends it where the mend is sure. */
import { draft, type Path } from '../draft/index.ts';
import { mendOf } from './mends.ts';

type Finding = (typeof draft.findings.value)[number];

export function Mend({ finding }: { readonly finding: Finding }) {
  const mend = mendOf(finding, draft.value.value, Date.now());
  return mend === null ? null : (
    <button
      class="button button--small"
      type="button"
      // What was found in an older text is not mended in a newer one.
      disabled={!draft.isChecked.value}
      onClick={() => draft.editAll(mend.edits)}
    >
      {mend.label}
    </button>
  );
}

const startsWith = (path: Path, start: Path) => start.every((key, at) => path[at] === key);

/** At a path: of that alone, or with `isDeep` of all below it, too. */
export function Said({ path, isDeep = false }: { readonly path: Path; readonly isDeep?: boolean }) {
  const here = draft.findings.value.filter(
    (finding) => startsWith(finding.path, path) && (isDeep || finding.path.length === path.length),
  );
  if (here.length === 0) return null;
  return (
    <ul class="findings findings--here">
      {here.map((finding) => (
        <li
          key={`${finding.code} ${finding.path.join('/')}`}
          class={`finding finding--${finding.severity}`}
        >
          <span class="finding__kind">{finding.severity === 'error' ? 'Error' : 'To weigh'}</span>{' '}
          {finding.message} <Mend finding={finding} />
        </li>
      ))}
    </ul>
  );
}
