import { useSignal } from '@preact/signals';
import { signIn, TokenField } from '../site/index.ts';

/** Asks for the token that an act needs. `refused`: why the one before was not taken, if one was. */
export function TokenForm({
  site,
  needs,
  refused = '',
}: {
  readonly site: string;
  readonly needs: string;
  readonly refused?: string;
}) {
  const missing = useSignal('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const token = String(
      new FormData(event.currentTarget as HTMLFormElement).get('token') ?? '',
    ).trim();
    missing.value = token === '' ? 'The token is missing.' : '';
    if (token !== '') signIn({ site, token });
  };
  return (
    <form class="one-line" onSubmit={submit} noValidate>
      <TokenField
        label={`A token of ${site} ${needs}, or the Worker’s COVEY_TOKEN`}
        problem={missing.value || refused}
      />
      <button class="button" type="submit">
        Use the token
      </button>
    </form>
  );
}
