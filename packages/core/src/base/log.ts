import { defineToken, type Token } from './key.js'

/** Plain facts beside a message. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>
/** The plugin's own log. Facts are data, never part of the message. */
export interface Log {
  info(message: string, facts?: Facts): void
  warn(message: string, facts?: Facts): void
}
export const Log: Token<Log> = defineToken('tenure.core/log@1')
/** A log that says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {} }
