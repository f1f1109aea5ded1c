/** Asks for the counts, again while the page stays open, and keeps the last answer while one fails. */
import { useEffect, useState } from 'preact/hooks';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { Notice } from '../components/index.ts';
import { route } from '../routes/index.ts';
import { type Access, fetchStats, refusalOf } from '../site/index.ts';
import { Answered } from './answered.tsx';
import { parseView } from './view.ts';

/** A release holds for a day; this is for a page that stays open. */
const REFRESH_MS = 600_000;

export function Counts({
  access,
  definitions,
  onRefused,
}: {
  access: Access;
  /** Those that are live; null while they are not there. */
  definitions: Definitions | null;
  /** `isUnknown`: the Worker knows no such token; else it is good for something else. */
  onRefused: (why: string, isUnknown: boolean) => void;
}) {
  const view = parseView(route.value.inside);
  const { period, together, baseline } = view.query;
  /** The last answer that came. */
  const [stats, setStats] = useState<Stats | null>(null);
  const [problem, setProblem] = useState('');
  const [times, setTimes] = useState(1);

  useEffect(() => {
    let gone = false;
    const load = async () => {
      const next = await fetchStats(access, view.query);
      if (gone) return;
      const why = next.ok ? null : refusalOf(next.code, access.site);
      if (!next.ok && why !== null) return onRefused(why, next.code === 'unauthorized');
      if (next.ok) setStats(next.value);
      setProblem(next.ok ? '' : next.message);
    };
    void load();
    const timer = setInterval(() => document.hidden || void load(), REFRESH_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [access, period, together, baseline, times]);

  const last = stats?.site === access.site ? stats : null;
  return (
    <>
      {problem !== '' && (
        <Notice amber alert>
          <p>{last ? `${problem} Below is the last answer that came.` : problem}</p>
          <p class="notice__buttons">
            <button class="button" type="button" onClick={() => setTimes(times + 1)}>
              Ask again
            </button>
          </p>
        </Notice>
      )}
      {last ? (
        <Answered stats={last} definitions={definitions} view={view} />
      ) : (
        problem === '' && (
          <p class="soft" role="status">
            Asking the Worker …
          </p>
        )
      )}
    </>
  );
}
