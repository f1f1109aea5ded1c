const BIRDS =
  'M2 12 9 8 8 14zM10 7 17 3 16 9zM11 15 18 11 17 17zM19 10 26 6 25 12zM20 18 27 14 26 20z';

/** The covey. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 29 23" aria-hidden="true">
      <path d={BIRDS} />
    </svg>
  );
}
