import { formatPath } from '../../../shared/definitions/index.ts';
import { draft } from '../draft/index.ts';

/** What the checker says of the whole draft. */
export function Findings() {
  const findings = draft.findings.value;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const summary =
    findings.length === 0
      ? 'The checker finds nothing.'
      : `${errors} ${errors === 1 ? 'error' : 'errors'}, ${findings.length - errors} to weigh. Errors stop signing.`;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">What the checker says</h2>
      <p class="soft">{summary}</p>
      <ul class="findings">
        {findings.map(({ severity, code, path, message, line }) => (
          <li key={`${code} ${path.join('/')} ${line}`} class={`finding finding--${severity}`}>
            <span class="finding__kind">{severity === 'error' ? 'Error' : 'To weigh'}</span>{' '}
            {path.length > 0 && <code>{formatPath(path)}</code>} {message}
            {line !== undefined && <span class="soft"> line {line}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
