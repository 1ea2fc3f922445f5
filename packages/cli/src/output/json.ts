/** With `--json` a command prints one JSON document on standard output and nothing else. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export const print = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};
