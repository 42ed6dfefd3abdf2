import { EventEmitter } from 'eventemitter3'
import type { PluginState } from '../plugin-state.js'
import type { BreakerState } from './breaker.js'

/** Facts of the kernel, by name: the state of a plugin, whether a contribution is switched off, what a plugin's code did wrong. */
export interface KernelFacts {
  'plugin:state': PluginState
  breaker: { readonly plugin: string; readonly contribution: string; readonly state: BreakerState }
  fault: { readonly plugin: string; readonly contribution: string; readonly cause: unknown }
}
/** Delivers facts after they have happened. The error of a listener goes to `report` and affects nobody else. */
export interface KernelEvents {
  on<Name extends keyof KernelFacts>(name: Name, listener: (fact: KernelFacts[Name]) => unknown): Disposable
}
/** The same, with the right to emit. */
export interface KernelPort extends KernelEvents {
  emit<Name extends keyof KernelFacts>(name: Name, fact: KernelFacts[Name]): void
  close(): void
}

/** A port without listeners. */
export function createKernelPort(report: (error: unknown) => void): KernelPort {
  const emitter = new EventEmitter()
  return {
    on<Name extends keyof KernelFacts>(name: Name, listener: (fact: KernelFacts[Name]) => unknown) {
      // A wrapper of its own for each subscription, so that taking one back leaves the others of the same function.
      const guarded = (fact: KernelFacts[Name]): void => {
        try {
          void Promise.resolve(listener(fact)).catch(report)
        } catch (error) {
          report(error)
        }
      }
      emitter.on(name, guarded)
      return { [Symbol.dispose]: () => void emitter.off(name, guarded) }
    },
    emit: (name, fact) => void emitter.emit(name, fact),
    close: () => void emitter.removeAllListeners(),
  }
}
