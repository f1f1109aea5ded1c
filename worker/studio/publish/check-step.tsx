import { formatPath, type Issue } from '../../../shared/definitions/index.ts';
import { draft } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { next, source } from './state.ts';
import { Step } from './steps.tsx';

const MOST_SHOWN = 20;

/** What the checker says of the document that would be signed. Errors stop here. */
export function CheckStep() {
  const document = next.value;
  const { errors = [], warnings = [] } = document ?? {};
  const isNoJson = source.value.kind === 'draft' && draft.id.value !== null && document === null;
  return (
    <Step number={2} title="What the checker says">
      {isNoJson ? (
        <p class="error">
          The draft is no JSON. <a href={linkTo('draft')}>Mend it in the draft.</a>
        </p>
      ) : errors.length + warnings.length === 0 ? (
        <p>Nothing: it can be signed.</p>
      ) : (
        <>
          <p>
            {errors.length > 0 ? (
              <>
                {`${errors.length} ${errors.length === 1 ? 'error stops' : 'errors stop'} signing. `}
                <a href={linkTo('draft')}>Mend them in the draft.</a>
              </>
            ) : (
              `No errors; ${warnings.length} to weigh.`
            )}
          </p>
          <Issues issues={[...errors, ...warnings]} />
        </>
      )}
    </Step>
  );
}

function Issues({ issues }: { readonly issues: readonly Issue[] }) {
  return (
    <ul class="findings">
      {issues.slice(0, MOST_SHOWN).map(({ severity, code, path, message }) => (
        <li key={`${code} ${path.join('/')}`} class={`finding finding--${severity}`}>
          <span class="finding__kind">{severity === 'error' ? 'Error' : 'To weigh'}</span>{' '}
          {path.length > 0 && <code>{formatPath(path)}</code>} {message}
        </li>
      ))}
      {issues.length > MOST_SHOWN && <li>{`and ${issues.length - MOST_SHOWN} more`}</li>}
    </ul>
  );
}
