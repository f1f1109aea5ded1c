// What there is, by what people come for; and all of one task or command.
export { addHelp } from './command.ts';
export { OTHERS, TASKS } from './tasks.ts';
export type { Task } from './tasks.ts';
