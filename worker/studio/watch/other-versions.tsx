import { count } from '../../../shared/counting/index.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { Notice } from '../components/index.ts';
import { show, type View } from './view.ts';

/** Who took part in the same period under other definitions: their counts are not in these. */
export function OtherVersions({
  stats,
  view,
}: {
  readonly stats: Pick<Stats, 'version' | 'elsewhere'>;
  readonly view: View;
}) {
  const { elsewhere = [], version } = stats;
  const { version: chosen, ...newest } = view.query;
  const to = (query: View['query']) => () => show({ ...view, query }, true);
  return (
    <>
      {chosen !== undefined && (
        <Notice>
          {`These are the questions of version ${version}. `}
          <button class="plain" type="button" onClick={to(newest)}>
            Show those of the newest
          </button>
        </Notice>
      )}
      {elsewhere.map((other) => (
        <Notice key={other.version} amber>
          {`${count(other.reports)} devices took part under version ${other.version} of this period. Version ${version} asks other questions, and a device answers once in a period. `}
          <button
            class="plain"
            type="button"
            onClick={to({ ...view.query, version: other.version })}
          >
            {`Show version ${other.version}`}
          </button>
        </Notice>
      ))}
    </>
  );
}
