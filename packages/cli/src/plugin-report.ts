import type { PluginState } from '@tenure/core'
import type { Observable, Subscription } from 'rxjs'
import type { Terminal } from './terminal.js'

const reported: readonly PluginState['state'][] = ['rejected', 'blocked', 'failed', 'suspended']

/** Prints which plugins do not run and why, a line each: at once, and later when another one fails or is suspended. */
export function reportPlugins(states: Observable<readonly PluginState[]>, terminal: Terminal): Subscription {
  let before: ReadonlySet<string> = new Set()
  return states.subscribe((now) => {
    const current = now.filter(({ state }) => reported.includes(state))
    for (const state of current) if (!before.has(keyOf(state))) terminal.say(toLine(state))
    before = new Set(current.map(keyOf))
  })
}

// One line for each state and reason, but only one while a plugin is suspended, since the instant in its reason changes.
function keyOf({ plugin, state, because }: PluginState): string {
  return state === 'suspended' ? `${plugin} ${state}` : `${plugin} ${state} ${because?.message}`
}
function toLine({ plugin, state, because }: PluginState): string {
  return `Plugin ${plugin} (${state}): ${because?.message.replaceAll(/\s+/g, ' ') ?? 'it gave no reason.'}`
}
