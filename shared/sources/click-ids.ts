/** Parameters that advertising systems and networks add to a link. */
export const CLICK_IDS = [
  'gclid',
  'gbraid',
  'wbraid',
  'gad_source',
  'dclid',
  'msclkid',
  'ttclid',
  'li_fat_id',
  'twclid',
  'ScCid',
  'rdt_cid',
  'yclid',
  'irclickid',
  'cjevent',
  'awc',
  'fbclid',
  'igshid',
  'igsh',
  'epik',
] as const;

const CAMPAIGN = /^(utm_|hsa_|mtm_|pk_|gad_|_hs|__hs|mc_[ce]id$|srsltid$|_kx$|_gl$|_ga$)/;

/** Whether a parameter tells where a visit came from, and nothing of the page. */
export const isOfCampaign = (parameter: string): boolean =>
  CAMPAIGN.test(parameter) || CLICK_IDS.includes(parameter as (typeof CLICK_IDS)[number]);
