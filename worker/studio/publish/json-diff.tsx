import { structuredPatch } from 'diff';

/** The documents as JSON, line by line, around what differs. */
export function JsonDiff({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const [one, other] = [inOrderOf(after, before), after].map(
    (each) => `${JSON.stringify(each, null, 2)}\n`,
  );
  const { hunks } = structuredPatch('', '', one ?? '', other ?? '', '', '', { context: 3 });
  return (
    <details>
      <summary>The change in JSON</summary>
      {/* Long lines scroll, also by the keyboard. */}
      <pre class="json-diff" tabIndex={0} aria-label="The change in JSON, line by line">
        {hunks.map(({ oldStart, lines }) => (
          <code key={oldStart}>
            <span class="soft">{`from line ${oldStart}\n`}</span>
            {lines.map((line, at) => (
              <Line key={at} line={line} />
            ))}
          </code>
        ))}
      </pre>
    </details>
  );
}

/** The same value, its members in another's order: in which they are written is no change. */
function inOrderOf(pattern: unknown, value: unknown): unknown {
  if (!isMembers(pattern) || !isMembers(value)) return value;
  const names = Object.keys(value);
  const first = Object.keys(pattern).filter((name) => Object.hasOwn(value, name));
  return Object.fromEntries(
    [...new Set([...first, ...names])].map((name) => [
      name,
      inOrderOf(Object.hasOwn(pattern, name) ? pattern[name] : undefined, value[name]),
    ]),
  );
}

const isMembers = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function Line({ line }: { readonly line: string }) {
  if (line.startsWith('+')) return <ins>{`${line}\n`}</ins>;
  if (line.startsWith('-')) return <del>{`${line}\n`}</del>;
  return <>{`${line}\n`}</>;
}
