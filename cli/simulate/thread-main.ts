// What a thread runs where the sources run as they are. Of the built program it is the program itself.
import { servesAsThread } from './thread.ts';

servesAsThread();
