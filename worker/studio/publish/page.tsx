import { useEffect } from 'preact/hooks';
import { Ending, Notice } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { linkTo, route } from '../routes/index.ts';
import { ChangesStep } from './changes-step.tsx';
import { CheckStep } from './check-step.tsx';
import { History } from './history.tsx';
import { Invite } from './invite.tsx';
import { KeyStep } from './key-step.tsx';
import { forget } from './keys.ts';
import { PublishStep } from './publish-step.tsx';
import { followSite, liveState, publishSite, source } from './state.ts';
import { followVouched } from './vouched.ts';

/** What stands in a draft that was begun without a site. */
const NO_SITE = 'shop.example';

const INSIDE = [
  { id: '', name: 'Publish' },
  { id: 'history', name: 'History' },
  { id: 'invite', name: 'Invite' },
] as const;

export function Page() {
  useEffect(() => {
    const stops = [followSite(), followVouched()];
    return () => {
      for (const stop of stops) stop();
      forget();
    };
  }, []);
  const [inside = ''] = route.value.inside;
  const live = liveState.value;
  return (
    <>
      <h1>{publishSite.value === '' ? 'Publish' : `Publish for ${publishSite.value}`}</h1>
      <nav class="inside" aria-label="Publishing">
        {INSIDE.map(({ id, name }) => (
          <a
            key={id}
            href={id === '' ? linkTo('publish') : linkTo('publish', id)}
            aria-current={inside === id ? 'page' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      {live.state === 'there' && (
        <Ending definitions={live.document.definitions} now={Date.now()} />
      )}
      {publishSite.value === NO_SITE && live.state === 'none' && (
        <Notice amber alert>
          {`The draft is for ${NO_SITE}, which stands for yours. `}
          <a href={linkTo('draft', 'document')}>Write the name of your site</a> first.
        </Notice>
      )}
      {inside === 'history' ? <History /> : inside === 'invite' ? <Invite /> : <Steps />}
    </>
  );
}

function Steps() {
  const from = source.value;
  if (from.kind === 'draft' && draft.id.value === null)
    return (
      <p>
        No draft is open. <a href={linkTo('')}>Begin one, or open one</a>; what was published before
        is in the <a href={linkTo('publish', 'history')}>history</a>.
      </p>
    );
  return (
    <>
      <p>
        {from.kind === 'draft' ? (
          <>
            {'The draft '}
            <a href={linkTo('draft')}>{draft.name.value}</a>
            {' becomes what pages of the site decide by.'}
          </>
        ) : (
          <>
            {`What version ${from.version} said is published again. `}
            <button class="plain" type="button" onClick={() => (source.value = { kind: 'draft' })}>
              Publish the draft instead
            </button>
          </>
        )}
      </p>
      <KeyStep />
      <CheckStep />
      <ChangesStep />
      <PublishStep />
    </>
  );
}
