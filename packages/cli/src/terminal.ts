/** Where a command writes its result, and its messages meanwhile. */
export interface Terminal {
  out(text: string): void
  say(text: string): void
}

/** The process's own streams. */
export const processTerminal: Terminal = {
  out: (text) => {
    process.stdout.write(`${text}\n`)
  },
  say: (text) => {
    process.stderr.write(`${text}\n`)
  },
}
