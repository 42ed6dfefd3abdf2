import type { Session } from '../../contract/call.js'
import type { Actor } from '../../storage/adapter.js'
import type { Kernel } from '../kernel.js'

/** The kernel for a session: what a user changes with a token is of the source `api`, in histories and in the audit (SEC-13). */
export function kernelOf(kernel: Kernel, session: Session | undefined): Kernel {
  if (session?.source === undefined) return kernel
  const { writer, runner } = kernel
  return {
    ...kernel,
    writer: {
      queue: writer.queue,
      write: (by, writes) => writer.write(withToken(by), writes),
      draft: (by, fill) => writer.draft(withToken(by), fill),
    },
    runner: {
      start: (start) => runner.start({ ...start, source: 'api' }),
      cancel: (id) => runner.cancel(id),
      get: (id) => runner.get(id),
      resume: () => runner.resume(),
      add: (kind) => runner.add(kind),
      idle: () => runner.idle(),
      [Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
    },
    extend: (extensions, by) => kernel.extend(extensions, by && toToken(by)),
    define: (definition, by) => kernel.define(definition, withToken(by)),
  }
}

function withToken<By extends { readonly actor: Actor }>(by: By): By {
  return { ...by, actor: toToken(by.actor) }
}
function toToken(actor: Actor): Actor {
  return actor.source === 'user' ? { ...actor, source: 'api' } : actor
}
