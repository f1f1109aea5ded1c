/** What people come with, and what they use then. Each command belongs to one task. */
export interface Task {
  /** As it is typed; no command has this name. */
  readonly name: string;
  readonly title: string;
  readonly says: string;
  /** By name, in the order of their use. */
  readonly commands: readonly string[];
  /** What is typed, one after the other. */
  readonly steps: readonly string[];
}

export const TASKS: readonly Task[] = [
  {
    name: 'start',
    title: 'Start',
    says: 'From nothing to a first published segment.',
    commands: ['init', 'add', 'keygen', 'snippet', 'types'],
    steps: [
      'covey init --site hazel.example',
      'covey add cart-abandoner --into segments.jsonc',
      'covey check segments.jsonc',
      'covey keygen',
      'covey sign segments.jsonc --key covey-key.json --out envelope.json',
      'covey publish envelope.json --edge https://edge.example --register --public-key KID:X',
    ],
  },
  {
    name: 'check-and-sign',
    title: 'Check and sign',
    says: 'What is wrong, what a change does, how large segments are and how well they can be counted; then signing.',
    commands: ['check', 'simulate', 'analyse', 'plan', 'diff', 'renew', 'sign'],
    steps: [
      'covey check segments.jsonc',
      'covey simulate --definitions segments.jsonc --events log.csv',
      'covey analyse --definitions segments.jsonc --events log.csv --compare cart-abandoner',
      'covey plan segments.jsonc --daily-visitors 10000',
      'covey diff segments.jsonc --edge https://edge.example',
      'covey renew segments.jsonc --edge https://edge.example',
      'covey sign segments.jsonc --key covey-key.json --out envelope.json',
    ],
  },
  {
    name: 'publish-and-operate',
    title: 'Publish and operate',
    says: 'The Worker, what is published there, who may do what, and what to keep.',
    commands: [
      'deploy',
      'publish',
      'status',
      'get',
      'monitor',
      'token',
      'audit',
      'backup',
      'restore',
    ],
    steps: [
      'covey publish envelope.json --edge https://edge.example',
      'covey status --edge https://edge.example --site hazel.example',
      'covey monitor --edge https://edge.example --site hazel.example --public-key KID:X',
      'covey token create --scope counts --label Marketing --edge https://edge.example --site hazel.example',
      'covey backup --edge https://edge.example --site hazel.example',
    ],
  },
  {
    name: 'understand',
    title: 'Understand',
    says: 'The counts, a page on which something does not work, and definitions in other words.',
    commands: ['stats', 'doctor', 'sql', 'record'],
    steps: [
      'covey stats --edge https://edge.example --site hazel.example',
      'covey doctor https://hazel.example/',
      'covey sql segments.jsonc | duckdb shop.duckdb',
    ],
  },
  {
    name: 'bring-over',
    title: 'Bring over',
    says: 'Audiences, segments, cohorts and conditions of other tools.',
    commands: ['import'],
    steps: [
      'covey import ga4 audience.json --into segments.jsonc',
      'covey import adobe segment.json --map names.json --out buyers.json',
      'covey check segments.jsonc',
    ],
  },
];

/** What is no task, and listed last. */
export const OTHERS: readonly string[] = ['help', 'completion'];

/** By its name, or by one word of it: "operate". */
export const taskNamed = (word: string): Task | undefined =>
  TASKS.find(({ name }) => name === word) ??
  TASKS.find(({ name }) => word !== 'and' && name.split('-').includes(word));
