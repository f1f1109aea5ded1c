/** A button that asks before it does what cannot be undone. */
import { useSignal } from '@preact/signals';

export function Asking({
  act,
  what,
  confirm,
  onConfirm,
}: {
  /** As "Discard". */
  readonly act: string;
  /** What it is done to, for those who hear the buttons one by one. */
  readonly what: string;
  /** As "Discard it for good". */
  readonly confirm: string;
  readonly onConfirm: () => void;
}) {
  const asked = useSignal(false);
  const name = `${act} ${what}`;
  if (!asked.value)
    return (
      <button class="plain" type="button" aria-label={name} onClick={() => (asked.value = true)}>
        {act}
      </button>
    );
  return (
    <span role="group" aria-label={name}>
      <button
        class="plain plain--grave"
        type="button"
        onClick={() => {
          asked.value = false;
          onConfirm();
        }}
      >
        {confirm}
      </button>{' '}
      <button class="plain" type="button" onClick={() => (asked.value = false)}>
        Keep it
      </button>
    </span>
  );
}
