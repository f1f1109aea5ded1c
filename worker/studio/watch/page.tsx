import { useSignal } from '@preact/signals';
import { access, leave, live, SignIn } from '../site/index.ts';
import { Ending } from '../components/index.ts';
import { Counts } from './counts.tsx';

export function Page() {
  // A token that is good for something else is kept for that.
  const refused = useSignal({ token: '', why: '' });
  const { value: given } = access;
  if (given === null) return <SignIn />;
  if (given.token === refused.value.token)
    return <SignIn refused={`${refused.value.why} Counts need one that reads them.`} />;
  const definitions = live.value?.ok ? live.value.value.definitions : null;
  return (
    <>
      {definitions && <Ending definitions={definitions} now={Date.now()} />}
      <Counts
        access={given}
        definitions={definitions}
        onRefused={(why, isUnknown) => {
          if (isUnknown) leave(why);
          else refused.value = { token: given.token, why };
        }}
      />
    </>
  );
}
