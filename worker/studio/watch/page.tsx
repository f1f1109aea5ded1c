import { access, leave, live, liveNames, SignIn } from '../site/index.ts';
import { Ending } from '../components/index.ts';
import { Counts } from './counts.tsx';

export function Page() {
  if (access.value === null) return <SignIn />;
  return (
    <>
      {live.value?.ok && <Ending expires={live.value.value.definitions.expires} now={Date.now()} />}
      <Counts access={access.value} names={liveNames.value} onRefused={leave} />
    </>
  );
}
