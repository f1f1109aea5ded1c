import { Failure, reasonOf } from '../../cli/failure.ts';

const MAX_TRIES = 8;

/** Posts one report as a page does. A busy Worker is asked again, later; it counts a repeated report once. */
export async function postReport(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    let problem: string;
    try {
      const response = await fetch(url, { method: 'POST', body });
      if (response.status === 204) return;
      problem = `${response.status} ${await response.text()}`;
      if (response.status !== 429 && response.status < 500) {
        throw new Failure('refused', `A report was refused: ${problem}`);
      }
    } catch (error) {
      if (error instanceof Failure) throw error;
      problem = reasonOf(error);
    }
    if (attempt === MAX_TRIES)
      throw new Failure('refused', `The Worker does not take reports: ${problem}`);
    await new Promise((resolve) => {
      setTimeout(resolve, Math.min(20_000, 250 * 2 ** attempt));
    });
  }
}
