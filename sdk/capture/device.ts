interface ClientHints {
  readonly mobile?: boolean;
  readonly platform?: string;
  readonly brands?: readonly { readonly brand: string }[];
}

/**
 * `device.*` from what the browser says of itself in plain words: client hints, media queries and
 * its language. No user-agent string is taken apart; what is not said, or cannot be asked, is null.
 */
export function deviceFacts(
  window: Window,
  onProblem: (code: 'facts-device', error: unknown) => void,
) {
  /** Pages and extensions replace parts of the browser: what throws is not known. */
  const ask = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      onProblem('facts-device', error);
      return null;
    }
  };
  const is = (query: string) => window.matchMedia(`(${query})`).matches;
  const hints = ask(
    () =>
      (window.navigator as Navigator & { readonly userAgentData?: ClientHints }).userAgentData ??
      null,
  );
  return {
    type: ask(() => {
      const touch = is('pointer:coarse') && !is('any-pointer:fine');
      const tablet = touch && Math.min(window.screen.width, window.screen.height) >= 600;
      return hints?.mobile || (touch && !tablet) ? 'mobile' : tablet ? 'tablet' : 'desktop';
    }),
    os: ask(() => hints?.platform || platformOf(window.navigator)),
    browser: ask(() => brandOf(hints) ?? engineOf(window)),
    language: ask(() => window.navigator.language || null),
    viewport: ask(() =>
      is('min-width:1024px') ? 'large' : is('min-width:640px') ? 'medium' : 'small',
    ),
  };
}

function platformOf({ platform, maxTouchPoints }: Navigator): string | null {
  if (platform.startsWith('iP')) return 'iOS';
  // An iPad calls itself a Mac, but no Mac has a touch screen.
  if (platform.startsWith('Mac')) return maxTouchPoints > 1 ? 'iOS' : 'macOS';
  if (platform.startsWith('Win')) return 'Windows';
  if (/^Linux (arm|aarch)/.test(platform)) return 'Android';
  return platform.startsWith('Linux') ? 'Linux' : null;
}

/** The product's own name where the list has one: `Google Chrome` rather than `Chromium`. */
function brandOf(hints: ClientHints | null): string | null {
  const names = (hints?.brands ?? [])
    .map(({ brand }) => brand)
    .filter((name) => !/not.*brand/i.test(name));
  return names.find((name) => name !== 'Chromium') ?? names[0] ?? null;
}

/** Browsers without client hints, told apart by a feature that only they have. */
function engineOf(window: Window): string | null {
  if ('mozInnerScreenX' in window) return 'Firefox';
  return 'GestureEvent' in window || 'safari' in window ? 'Safari' : null;
}
