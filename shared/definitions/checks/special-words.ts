/**
 * Words that name what a segment must not infer: the special categories of GDPR Art. 9, and
 * children. English first, with the commonest German, French and Spanish. `*` stands for any
 * ending. `plain` words mean little else; `hints` mean other things too, so they only warn.
 */
export interface Category {
  readonly name: string;
  readonly plain: readonly string[];
  readonly hints: readonly string[];
}

const words = (list: string): readonly string[] => list.trim().split(/\s*,\s*/);

export const CATEGORIES: readonly Category[] = [
  {
    name: 'health',
    plain: words(
      'pregnan*, diabet*, hiv, aids patient*, antidepressant*, chemotherap*, oncolog*, psychiatr*, psychotherap*, alcoholism, infertil*, ivf, menopaus*, epilep*, asthma*, dementia, alzheimer*, autis*, schizophren*, anorex*, bulimi*, obese, obesity, erectile*, incontinen*, disability, disabilities, wheelchair*, medication*, miscarriage*, abortion*, schwanger*, krankheit*, behinderung*, grossesse, embaraz*, discapacidad*',
    ),
    hints: words(
      'health, alcoholic*, addict, addicts, addiction, fertility, diagnos*, patient, patients, bipolar, enceinte, healthy, medical, medicine, doctor, clinic*, hospital*, illness*, disease*, symptom*, therap*, allerg*, cancer, depression, depressed, anxiety, disabled, weight loss, diet, pharmac*, gesundheit*, sante, salud',
    ),
  },
  {
    name: 'religion or belief',
    plain: words(
      'religio*, muslim*, islam*, jewish, judaism, catholic*, protestant*, evangelical*, orthodox church, buddhis*, hindu*, sikh*, atheis*, mormon*, ramadan, churchgoer*, kirchgaenger*',
    ),
    hints: words(
      'christian*, halal, kosher, church*, mosque*, synagogue*, temple, bible, quran, koran, prayer*, faith, hanukkah, kirche, eglise, iglesia',
    ),
  },
  {
    name: 'political opinion',
    plain: words(
      'political*, politics, socialis*, communis*, anarchis*, conservative party, republican voter*, democrat voter*, left wing, right wing, far right, far left, politisch*, waehler*, politique*, politica',
    ),
    hints: words(
      'republican*, democrat*, conservative*, liberal*, voter*, vote, election*, campaigner*, activis*, petition*',
    ),
  },
  {
    name: 'sex life or sexual orientation',
    plain: words(
      'sexual*, gay, lesbian*, homosexual*, bisexual*, transgender*, lgbt*, queer, sex life, porn*, erotic*, schwul*, lesbisch*',
    ),
    hints: words('adult content, fetish*, dating, escort*'),
  },
  {
    name: 'racial or ethnic origin',
    plain: words(
      'ethnic*, racial*, caucasian*, latino*, latina*, hispanic*, african american*, roma people, skin color, skin colour, ethnie*, ethnisch*, refugee*',
    ),
    hints: words(
      'race, indigenous, asylum, nationality, immigrant*, migrant*, migration background, ancestry, mother tongue, herkunft',
    ),
  },
  {
    name: 'trade-union membership',
    plain: words(
      'trade union*, labor union*, labour union*, union member*, unionis*, unionized, gewerkschaft*, syndicat*, sindicato*',
    ),
    hints: words('works council, betriebsrat'),
  },
  {
    name: 'genetic or biometric data',
    plain: words('fingerprint scan*, dna test*, face recognition'),
    hints: words('genetic*, biometric*, genom*, dna'),
  },
  {
    name: 'children',
    plain: [],
    hints: words(
      'child, children, kid, kids, toddler*, baby, babies, teen, teens, teenager*, minors, underage, schoolchild*, kindergarten*, pupil, pupils, under 13, under 14, under 15, under 16, under 18, kinder, enfant*, ninos, ninas',
    ),
  },
];
