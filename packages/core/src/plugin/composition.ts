import 'reflect-metadata'
import type { DependencyContainer } from 'tsyringe'
// Both are CommonJS, so that bundlers for browsers run them in this order: tsyringe's modules would be moved before `reflect-metadata`, which they need.
import { container } from 'tsyringe/dist/cjs/index.js'

/**
 * Instances by key. The one place that knows the container: keys are texts, things are put in by value, nothing is built by it and nothing
 * disposed by it, since a scope owns what ends.
 */
export interface Services {
  put(key: string, instance: unknown): void
  has(key: string): boolean
  get(key: string): unknown
  /** A container of its own, which sees what is in this one. */
  child(): Services
  /** Forgets its instances. */
  clear(): void
}
/** A container that shares nothing with others of the same process. */
export function createServices(): Services {
  return wrap(container.createChildContainer())
}

function wrap(held: DependencyContainer): Services {
  return {
    put: (key, instance) => void held.registerInstance(key, instance),
    has: (key) => held.isRegistered(key, true),
    get: (key) => held.resolve(key),
    child: () => wrap(held.createChildContainer()),
    clear: () => held.reset(),
  }
}
