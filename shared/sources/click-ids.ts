export interface Click {
  readonly source: string;
  readonly medium: string;
  /** The parameter stands on unpaid links, too: who the page before was says more. */
  readonly weak: boolean;
}

/** Parameters that advertising systems and networks add to a link, by what they tell: source and medium. */
const CLICKS: { readonly [told: string]: string } = {
  'google cpc': 'gclid gbraid wbraid gad_source',
  // Campaign Manager and Display & Video 360.
  'dbm cpm': 'dclid',
  'bing cpc': 'msclkid',
  'tiktok cpc': 'ttclid',
  'linkedin cpc': 'li_fat_id',
  'twitter cpc': 'twclid',
  'snapchat cpc': 'ScCid',
  'reddit cpc': 'rdt_cid',
  'yandex cpc': 'yclid',
  'impact affiliate': 'irclickid',
  'cj affiliate': 'cjevent',
  'awin affiliate': 'awc',
  // On every link that leaves these networks.
  'facebook referral': 'fbclid',
  'instagram referral': 'igshid igsh',
  'pinterest referral': 'epik',
};

const BY_NAME: ReadonlyMap<string, Click> = new Map(
  Object.entries(CLICKS).flatMap(([told, names]) => {
    const [source = '', medium = ''] = told.split(' ');
    const click = { source, medium, weak: medium === 'referral' };
    return names.split(' ').map((name) => [name, click] as const);
  }),
);

/** Every click parameter known. */
export const CLICK_IDS: readonly string[] = [...BY_NAME.keys()];

/** Parameters that tell where a visit came from, and nothing of the page: their names' form. */
export const CAMPAIGN_PARAMETERS =
  /^(utm_|hsa_|mtm_|pk_|gad_|_hs|__hs|mc_[ce]id$|srsltid$|_kx$|_gl$|_ga$)/;

/** What the first click parameter of an address tells. */
export function clickOf(has: (name: string) => boolean): Click | null {
  for (const [name, click] of BY_NAME) if (has(name)) return click;
  return null;
}
