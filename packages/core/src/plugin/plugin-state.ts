import type { Problem } from '../errors/tenure-error.js'

/** Where a plugin stands, and why it is not active. */
export interface PluginState {
  readonly plugin: string
  readonly state:
    | 'registered'
    | 'rejected'
    | 'blocked'
    | 'dormant'
    | 'activating'
    | 'active'
    | 'suspended'
    | 'stopping'
    | 'stopped'
    | 'failed'
  readonly because?: Problem
}
/** Problem of a plugin that cannot run, or of a part of it that is not there. */
export function toUnavailable(plugin: string, because: string): Problem {
  return { code: 'plugin.unavailable', message: `The plugin ${plugin} is not available. ${because}`, details: { plugin, because } }
}
/** Problem of a plugin that breaks its own contract. */
export function toBroken(plugin: string, contribution: string, because: string): Problem {
  return { code: 'plugin.broken', message: `The plugin ${plugin} is broken. ${because}`, details: { plugin, contribution } }
}
