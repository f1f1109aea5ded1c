import { createHash } from 'node:crypto';

/** What a page carries inline in its head, so that its first paint shows what the page before knew. */
export interface Snippet {
  /** Between the tags, byte for byte: what the hash is of. */
  readonly script: string;
  readonly html: string;
  /** For the `script-src` of a Content-Security-Policy: `sha256-…`. */
  readonly hash: string;
}

export interface SnippetOptions {
  /** As in `data-site`. */
  readonly site: string;
  /** As in `data-consent-text`; 0 where the tag has none. */
  readonly consentText: number;
}

/**
 * Reads the one record of the site, as the script does before its engine has come (`sdk/consent`,
 * `sdk/client/activation.ts`), and sets `data-covey` alone: only while the visitor's yes holds, no newer text asks
 * and no signal of the browser objects, and only segments that have not ended meanwhile. In a preview it reads nothing. 34128e6: thirteen months.
 */
export function snippetFor({ site, consentText }: SnippetOptions): Snippet {
  const asks = consentText > 0 ? `(r.text??1)>=${consentText}&&` : '';
  const script =
    `try{if(!/^\\?(.*&)?covey-preview=/.test(location.search)){let r=JSON.parse(localStorage.getItem("covey:${site}")),s=r.shown,n=navigator,t=Date.now(),` +
    `k=d=>Math.abs(t-d)<34128e6;r.personalisation===!0&&r.until>t&&k(r.time)&&k(r.erased??r.time)&&${asks}` +
    `(r.signal||n.globalPrivacyControl!==!0&&n.doNotTrack!=="1")&&document.documentElement.setAttribute(` +
    `"data-covey",Object.keys(s).filter(i=>s[i]===0||s[i]>t).join(" "))}}catch{}`;
  return {
    script,
    html: `<script>${script}</script>`,
    hash: `sha256-${createHash('sha256').update(script).digest('base64')}`,
  };
}
