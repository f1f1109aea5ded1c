import { formatPath } from '../../../shared/definitions/index.ts';
import { SECTIONS } from '../../../shared/reading/index.ts';
import { draft } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { Mend } from './said.tsx';

/** What the checker says of the whole draft. */
export function Findings() {
  const findings = draft.findings.value;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (findings.length === 0)
    return <p class="soft findings__none">The checker finds nothing to mend.</p>;
  const weigh = findings.length - errors;
  return (
    <details class="findings__all" open={errors > 0}>
      <summary>
        {`${errors === 0 ? 'No errors' : errors === 1 ? '1 error, which stops signing' : `${errors} errors, which stop signing`}; ${weigh} to weigh`}
      </summary>
      <ul class="findings">
        {findings.map((finding) => {
          const { severity, code, path, message, line } = finding;
          const [part, id] = path;
          const isOpenable = (SECTIONS as readonly string[]).includes(String(part));
          return (
            <li key={`${code} ${path.join('/')} ${line}`} class={`finding finding--${severity}`}>
              <span class="finding__kind">{severity === 'error' ? 'Error' : 'To weigh'}</span>{' '}
              {path.length > 0 &&
                (isOpenable && id !== undefined ? (
                  <a href={linkTo('draft', String(part), String(id))}>
                    <code>{formatPath(path)}</code>
                  </a>
                ) : (
                  <a href={linkTo('draft', 'document')}>
                    <code>{formatPath(path)}</code>
                  </a>
                ))}{' '}
              {message}
              {line !== undefined && <span class="soft"> line {line}</span>}{' '}
              <Mend finding={finding} />
            </li>
          );
        })}
      </ul>
    </details>
  );
}
