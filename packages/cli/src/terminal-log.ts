import type { Log } from '@tenure/core'
import type { Terminal } from './terminal.js'

/** Writes warnings to the terminal, each with its facts. Lines of a fact, such as a stack, are set in, so that none looks like a message. */
export function terminalLog(terminal: Terminal, now: () => Date = () => new Date()): Log {
  return {
    info: () => {},
    warn: (message, facts = {}) => terminal.say([`${now().toISOString()} ${plain(message)}`, ...linesOf(facts)].join('\n')),
  }
}

/** Says what nobody caught, such as a promise that code of a plugin leaves behind: the workspace goes on. */
export function outlive(log: Log): Disposable {
  const note = (error: unknown): void => {
    // Nobody reads what it would say.
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(1)
    log.warn('Nobody caught an error. The workspace goes on; the code that is named should catch it.', { cause: textOf(error) })
  }
  const events = ['uncaughtException', 'unhandledRejection'] as const
  for (const event of events) process.on(event, note)
  return {
    [Symbol.dispose]: () => {
      for (const event of events) process.off(event, note)
    },
  }
}

function textOf(error: unknown): string {
  try {
    return String(error instanceof Error ? (error.stack ?? error.message) : error)
  } catch {
    return 'something that cannot be shown as text'
  }
}
type Facts = NonNullable<Parameters<Log['warn']>[1]>
function linesOf(facts: Facts): readonly string[] {
  return Object.entries(facts).map(([name, value]) => `  ${name}: ${String(value).split('\n').map(plain).join('\n    ')}`)
}
// A text of somebody else moves no cursor and begins no line.
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}
