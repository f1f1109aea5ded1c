import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  type CreatedToken,
  type ErrorCode,
  MAX_LABEL,
  MAX_TOKEN_DAYS,
  type NewToken,
  scopeIn,
  type TokenEntry,
  type TokenList,
  tokensUrl,
  tokenUrl,
} from '../../../shared/wire/index.ts';
import { Asking, date, Notice } from '../components/index.ts';
import { access, type Access, ask, askJson } from '../site/index.ts';
import { noteRefused, useRefused } from './refused.ts';
import { publishSite } from './state.ts';
import { TokenForm } from './token-form.tsx';

const USUAL_DAYS = 90;
const NEEDS = 'with the scope “admin”';

/** Links that read the counts of a site and do nothing else: made, listed, revoked. */
export function Invite() {
  const of = publishSite.value;
  const given = access.value;
  const refused = useRefused();
  if (of === '') return <p>Open a draft, or sign in: then it is known of which site.</p>;
  const mayInvite =
    given?.site === of &&
    given.token !== refused.value?.token &&
    !/^(counts|publish)$/.test(scopeIn(given.token) ?? 'operator');
  return (
    <>
      <p class="measure">
        {`A link opens the counts of ${of} and nothing else: no publishing, no keys, no other links. Whoever has it can use it until it ends or is revoked; browsers keep it in their history.`}
      </p>
      {mayInvite ? (
        <Links
          key={given.token}
          access={given}
          onRefused={(code) => noteRefused(refused, given, code, `Inviting needs one ${NEEDS}.`)}
        />
      ) : (
        <TokenForm site={of} needs={NEEDS} refused={refused.value?.why ?? ''} />
      )}
    </>
  );
}

function Links({
  access: given,
  onRefused,
}: {
  readonly access: Access;
  /** True where the token is the reason: then another is asked for. */
  readonly onRefused: (code: ErrorCode | null) => boolean;
}) {
  const list = useSignal<readonly TokenEntry[] | null>(null);
  const problem = useSignal('');
  const made = useSignal<CreatedToken | null>(null);
  const headers = { authorization: `Bearer ${given.token}` };

  const load = async () => {
    const answer = await askJson<Partial<TokenList>>(tokensUrl('', given.site), headers);
    if (answer.ok) list.value = answer.value.tokens ?? [];
    else if (!onRefused(answer.code)) problem.value = answer.message;
  };
  useEffect(() => {
    void load();
  }, [given]);
  const create = async (wanted: NewToken) => {
    const answer = await askJson<CreatedToken>(
      tokensUrl('', given.site),
      { ...headers, 'content-type': 'application/json' },
      { method: 'POST', body: JSON.stringify(wanted) },
    );
    problem.value = answer.ok
      ? ''
      : `No link was made. ${answer.message}${answer.code === null ? ' If it arrived all the same, it stands in the list.' : ''}`;
    if (answer.ok) made.value = answer.value;
    await load();
    return answer.ok;
  };
  const revoke = async (id: string) => {
    const answer = await ask(tokenUrl('', given.site, id), headers, { method: 'DELETE' });
    // One that is gone is revoked.
    problem.value =
      answer.ok || answer.code === 'not-found' ? '' : `It was not revoked. ${answer.message}`;
    if (made.value?.id === id) made.value = null;
    await load();
  };
  return (
    <>
      <InviteForm onCreate={create} />
      {problem.value !== '' && (
        <Notice amber alert>
          {problem.value}
        </Notice>
      )}
      {made.value && <NewLink site={given.site} created={made.value} />}
      {list.value && <List tokens={list.value} onRevoke={revoke} />}
    </>
  );
}

function InviteForm({ onCreate }: { readonly onCreate: (wanted: NewToken) => Promise<boolean> }) {
  const problem = useSignal('');
  const isBusy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const label = String(data.get('label') ?? '').trim();
    const days = Number(data.get('days'));
    if (label === '') problem.value = 'Say who it is for: the list shows it.';
    else if (!Number.isSafeInteger(days) || days < 1 || days > MAX_TOKEN_DAYS)
      problem.value = `Days are a whole number from 1 to ${MAX_TOKEN_DAYS}.`;
    else {
      problem.value = '';
      isBusy.value = true;
      if (await onCreate({ scope: 'counts', label, days })) form.reset();
      isBusy.value = false;
    }
  };
  return (
    <form class="one-line" onSubmit={(event) => void submit(event)} noValidate>
      <label>
        Who it is for
        <input name="label" maxLength={MAX_LABEL} autocomplete="off" />
      </label>
      <label>
        For how many days
        <input name="days" type="number" min={1} max={MAX_TOKEN_DAYS} defaultValue={USUAL_DAYS} />
      </label>
      {problem.value !== '' && (
        <p class="error" role="alert">
          {problem.value}
        </p>
      )}
      <button class="button button--main" type="submit" disabled={isBusy.value}>
        Make a link
      </button>
    </form>
  );
}

function NewLink({ site, created }: { readonly site: string; readonly created: CreatedToken }) {
  const link = `${location.origin}${location.pathname}#site=${site}&token=${created.token}`;
  return (
    <Notice>
      <p role="status">{`A link for ${created.label}. It is shown this once: copy it now.`}</p>
      <label class="key-line">
        Link
        <input
          class="code"
          readOnly
          value={link}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </label>
    </Notice>
  );
}

function List({
  tokens,
  onRevoke,
}: {
  readonly tokens: readonly TokenEntry[];
  readonly onRevoke: (id: string) => Promise<void>;
}) {
  if (tokens.length === 0) return <p>There are no links and no tokens yet.</p>;
  return (
    <section aria-labelledby="links">
      <h2 class="stage" id="links">
        Links and tokens
      </h2>
      <ul class="drafts">
        {tokens.map(({ id, scope, label, expires, used }) => (
          <li key={id}>
            <span class="drafts__name">
              <strong>{label === '' ? id : label}</strong>{' '}
              <span class="soft">
                {`${scope === 'counts' ? 'reads counts' : `may ${scope === 'publish' ? 'publish' : 'do everything but sign'}`}, ${expires === null ? 'without end' : `until ${date(expires)}`}, ${used === null ? 'not used yet' : `last used on ${date(used)}`}`}
              </span>
            </span>
            <Asking
              act="Revoke"
              what={label}
              confirm="Revoke it at once"
              onConfirm={() => void onRevoke(id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
