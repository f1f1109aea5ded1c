import { useSignal } from '@preact/signals';
import { signIn } from '../site/index.ts';

/** Asks for the token that an act needs. */
export function TokenForm({ site, needs }: { readonly site: string; readonly needs: string }) {
  const problem = useSignal('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const token = String(
      new FormData(event.currentTarget as HTMLFormElement).get('token') ?? '',
    ).trim();
    if (token === '') {
      problem.value = 'The token is missing.';
      return;
    }
    signIn({ site, token });
  };
  return (
    <form class="one-line" onSubmit={submit} noValidate>
      <label>
        {`A token of ${site} ${needs}, or the Worker’s COVEY_TOKEN`}
        <input name="token" type="password" autocomplete="off" />
      </label>
      {problem.value !== '' && (
        <p class="error" role="alert">
          {problem.value}
        </p>
      )}
      <button class="button" type="submit">
        Use the token
      </button>
    </form>
  );
}
