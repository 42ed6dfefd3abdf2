import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'

/** The state of a plugin, and why it is not active. */
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
/** Problem of a plugin that cannot run, or of a missing part of it. */
export function toUnavailable(plugin: string, because: string): Problem {
  return { code: 'plugin.unavailable', message: `The plugin ${plugin} is not available. ${because}`, details: { plugin, because } }
}
/** Problem of a plugin that breaks its own contract. */
export function toBroken(plugin: string, contribution: string, because: string): Problem {
  return { code: 'plugin.broken', message: `The plugin ${plugin} is broken. ${because}`, details: { plugin, contribution } }
}
/** The answer to calls of a plugin that does not run: its state, and why. */
export function toRefusal({ plugin, state, because }: PluginState): Problem {
  if (because === undefined) return toUnavailable(plugin, 'It is not running.')
  return toUnavailable(plugin, `${stateWords[state] ?? ''}${reasonOf(because)}`)
}
const stateWords: Partial<Record<PluginState['state'], string>> = { rejected: 'It was rejected. ', blocked: 'It is blocked. ' }
/** Why a plugin does not run, in one sentence or two, without the name of the plugin in front. */
export function reasonOf({ code, message, details }: Problem): string {
  if (code === 'plugin.unavailable') return details.because
  const broken = code === 'plugin.broken' ? toBroken(details.plugin, details.contribution, '').message : ''
  return message.startsWith(broken) ? message.slice(broken.length) : message
}
/** Says that a contribution or a plugin is switched off, and when it is tried again. */
export function describeSwitchedOff(triesAgainAt: Instant): string {
  return `failed too often and is switched off. It is tried again at ${new Date(triesAgainAt).toISOString()}.`
}
